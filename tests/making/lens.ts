import { type Lens, plainLens } from '../../src-shared/edit/schema.ts';
import type { Plane8, RgbImage } from '../../src-shared/imaging/image.ts';
import type { Behind } from '../../src-main/compute/bands/passes.ts';
import { runOnAllCores } from '../../src-main/compute/bands/pool.ts';
import { share, sharedBytes } from '../../src-main/compute/bands/shared-memory.ts';
import { lensBlur } from '../../src-main/compute/jobs/lens-blur.ts';

/** `lensSigma` the other way round. */
export const amountOf = (sigma: number, { width, height }: { width: number; height: number }): number =>
  (100 * sigma) / (0.02 * Math.hypot(width, height));

/** What the full-size path lays behind the subject. @param sigma in pixels */
export const lensBehind = (
  photo: RgbImage,
  alpha: Plane8,
  sigma: number,
  lens: Partial<Lens>,
): Promise<Behind> => lensBlur({ image: photo }, alpha, amountOf(sigma, photo), { ...plainLens, ...lens });

/** The photo's subject over its background out of focus. @param sigma in pixels */
export async function outOfFocus(
  photo: RgbImage,
  sigma: number,
  { alpha = emptyMatte(photo), ...lens }: Partial<Lens> & { alpha?: Plane8 } = {},
): Promise<Uint8Array> {
  const image = share(photo);
  const matte = share(alpha);
  const behind = await lensBehind(image, matte, sigma, lens);
  const into = { ...image, data: sharedBytes(image.data.length) };
  await runOnAllCores({ kind: 'composite', photo: image, alpha: matte, behind, into });
  return into.data;
}

const emptyMatte = ({ width, height }: RgbImage): Plane8 => ({
  width,
  height,
  data: new Uint8Array(width * height),
});
