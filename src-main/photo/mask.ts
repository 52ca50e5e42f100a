import type { Plane8 } from '../../src-shared/imaging/image.ts';
import { openUpright, pixelsOf } from './decode.ts';
import { inspectPicture, type ReadLimits } from './facts.ts';

/**
 * Reads any picture as a mask, at its own size, upright: 255 keeps, 0 drops. Colours count by their luma
 * (ITU-R BT.601); transparent pixels count as black, so a cut-out on nothing keeps what it shows. Profiles are not applied.
 *
 * @throws PortraitError mask-missing, mask-not-a-picture (also: damaged, refused, too large, not readable)
 */
export async function readMask(path: string, limits: ReadLimits = {}): Promise<Plane8> {
  const facts = await inspectPicture(path, 'mask', limits);
  const pipeline = (await openUpright({ ...facts, convertsToSrgb: facts.colour === 'cmyk' })).flatten({
    background: '#000000',
  });
  const { data, width, height, channels } = await pixelsOf(pipeline, facts, 'mask');
  return { width, height, data: lumaOf(data, width * height, channels) };
}

/** BT.601 in 14 bits, as OpenCV has it: the weights sum to 2^14, so grey stays what it is. */
function lumaOf(data: Uint8Array, pixels: number, channels: number): Uint8Array {
  const luma = new Uint8Array(pixels);
  for (let i = 0, at = 0; i < pixels; i++, at += channels)
    luma[i] = (4899 * data[at] + 9617 * data[at + 1] + 1868 * data[at + 2] + 8192) >> 14;
  return luma;
}
