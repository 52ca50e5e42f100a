import { cropped } from '../../src-shared/imaging/crop.ts';
import { decontaminate } from '../../src-shared/imaging/foreground/decontaminate.ts';
import type { RgbImage } from '../../src-shared/imaging/image.ts';

/**
 * The photo as the window cleans its edge.
 * @param colours as the window is sent them: the subject's on the left, those behind it on the right
 */
export function cleanedEdge(photo: RgbImage, matte: Uint8Array, colours: RgbImage): RgbImage {
  const { height } = colours;
  const width = colours.width / 2;
  const half = (left: number): RgbImage => {
    const part = { left, top: 0, right: left + width, bottom: height };
    return { width, height, data: cropped(colours.data, colours.width, 3, part) };
  };
  const alpha = { ...photo, data: matte };
  const cleaned = { ...photo, data: Uint8Array.from(photo.data) };
  const mixed = { foreground: half(0), background: half(width) };
  decontaminate(cleaned, { truth: alpha, alpha }, mixed, 1, { first: 0, end: photo.height });
  return cleaned;
}
