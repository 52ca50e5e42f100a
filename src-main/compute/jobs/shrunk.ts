import type { Plane8, RgbImage } from '../../../src-shared/imaging/image.ts';
import { fitLongSide, type WritablePicture } from '../../photo/index.ts';
import { runOnAllCores } from '../bands/pool.ts';
import { share, sharedBytes } from '../bands/shared-memory.ts';

/** A finished picture with its long side at most this. Shrinking waits until all of it is painted. */
export async function shrunk(picture: WritablePicture, longSide = Infinity): Promise<WritablePicture> {
  const full = 'mask' in picture ? picture.mask : picture.image;
  const size = fitLongSide(full, longSide);
  if (size.width === full.width && size.height === full.height) return picture;
  if ('mask' in picture) return { mask: await shrink(picture.mask, 1, size) };
  await picture.whenReady?.({ top: 0, height: full.height });
  const image = await shrink(picture.image, 3, size);
  return picture.alpha ? { image, alpha: await shrink(picture.alpha, 1, size) } : { image };
}

/** By area average, on all cores; a picture of that size is returned as it is. */
export async function shrink(
  picture: RgbImage | Plane8,
  channels: 1 | 3,
  { width, height }: { width: number; height: number },
): Promise<{ width: number; height: number; data: Uint8Array }> {
  if (picture.width === width && picture.height === height) return picture;
  const into = { width, height, channels, data: sharedBytes(width * height * channels) };
  await runOnAllCores({ kind: 'shrink', source: { ...share(picture), channels }, into });
  return { width, height, data: into.data };
}
