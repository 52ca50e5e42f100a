import type { LinearMatte } from './guided-filter.ts';
import type { RgbImage } from './image.ts';
import type { NextRow } from './box-blur.ts';
import { axis } from './resize-bilinear.ts';

/**
 * Alpha at the photo's own size, row by row from `firstRow` on: the coefficients, read bilinearly between
 * the solve's pixels, applied to the photo's full-size colours (He & Sun, "Fast guided filter", 2015).
 * Writes one level a pixel, 0…255.
 */
export function matteRows(photo: RgbImage, matte: LinearMatte, firstRow: number): NextRow {
  const stride = matte.width * 4;
  const across = axis(matte.width, photo.width, 4);
  const down = axis(matte.height, photo.height, stride);
  const line = new Float32Array(stride);
  let y = firstRow;
  return into => {
    blendRows(matte.coefficients, down.first[y], down.second[y], down.share[y], line);
    applyRow(photo.data, y * photo.width * 3, line, across, into);
    y++;
  };
}

function blendRows(from: Float32Array, upper: number, lower: number, share: number, line: Float32Array) {
  for (let i = 0; i < line.length; i++) {
    line[i] = from[upper + i] + (from[lower + i] - from[upper + i]) * share;
  }
}

function applyRow(
  photo: Uint8Array,
  start: number,
  line: Float32Array,
  across: ReturnType<typeof axis>,
  into: Uint8Array,
) {
  const { first, second, share } = across;
  for (let x = 0, p = start; x < first.length; x++, p += 3) {
    const l = first[x];
    const r = second[x];
    const u = share[x];
    const ar = line[l] + (line[r] - line[l]) * u;
    const ag = line[l + 1] + (line[r + 1] - line[l + 1]) * u;
    const ab = line[l + 2] + (line[r + 2] - line[l + 2]) * u;
    const b = line[l + 3] + (line[r + 3] - line[l + 3]) * u;
    const level = ar * photo[p] + ag * photo[p + 1] + ab * photo[p + 2] + b * 255 + 0.5;
    into[x] = level < 0 ? 0 : level > 255 ? 255 : level;
  }
}
