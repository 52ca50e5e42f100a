import type { EdgeMattes } from '../../../src-shared/imaging/foreground/decontaminate.ts';
import { estimateColours } from '../../../src-shared/imaging/foreground/estimate.ts';
import type { Colours } from '../../../src-shared/imaging/foreground/levels.ts';
import type { RgbImage } from '../../../src-shared/imaging/image.ts';
import { SOLVE_SIDE } from '../../../src-shared/imaging/matte/solve.ts';
import { fitLongSide } from '../../photo/index.ts';
import { runOnAllCores } from '../bands/pool.ts';
import { sharedBytes } from '../bands/shared-memory.ts';
import { shrink } from './shrunk.ts';

/** Takes the old background out of the colours of the subject's edge, in place. @param strength 0…1 */
export async function cleanEdge(photo: RgbImage, mattes: EdgeMattes, strength: number) {
  await cleanBy(await edgeColours(photo, mattes), photo, mattes, strength);
}

/** The same by colours that are known. */
export async function cleanBy(
  colours: Colours,
  photo: RgbImage,
  { truth, alpha }: EdgeMattes,
  strength: number,
) {
  const mattes = { truth, alpha };
  await runOnAllCores({ kind: 'decontaminate', mattes, colours, strength, into: photo });
}

/**
 * The colours that mix in the subject's edge, at the size at which a matte is solved.
 * @param seen the photo as it was made small for the networks, if it was: at that size it need not be made again
 */
export async function edgeColours(
  photo: RgbImage,
  { truth, alpha }: EdgeMattes,
  seen?: RgbImage,
): Promise<Colours> {
  const size = fitLongSide(photo, SOLVE_SIDE);
  const known = seen?.width === size.width && seen.height === size.height ? seen : undefined;
  const [small, mixed] = await Promise.all([known ?? shrink(photo, 3, size), shrink(truth, 1, size)]);
  const shown = alpha === truth ? mixed : await shrink(alpha, 1, size);
  return estimateColours(small, mixed, shown, sharedBytes);
}
