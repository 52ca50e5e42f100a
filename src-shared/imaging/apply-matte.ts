import type { LinearMatte } from './guided-filter.ts';
import type { RgbImage } from './image.ts';
import type { NextRow } from './box-blur.ts';
import { axis, type Axis } from './resize-bilinear.ts';
import { rowPair, type Slot } from './row-pair.ts';

/**
 * Alpha at the photo's own size, row by row from `firstRow` on: the coefficients, read bilinearly between
 * the solve's pixels, applied to the photo's full-size colours (He & Sun, "Fast guided filter", 2015).
 * Writes one level a pixel, 0…255.
 */
export function matteRows(
  photo: RgbImage,
  matte: LinearMatte,
  firstRow: number,
  newLine: NewMatteLine = plainMatteLine,
): NextRow {
  const stride = matte.width * 4;
  const line = newLine(matte.width, photo.width);
  const shareAt = rowPair(axis(matte.height, photo.height, stride), stride, (slot, from) =>
    line.take(slot, matte.coefficients.subarray(from, from + stride)),
  );
  let y = firstRow;
  return into => {
    line.apply(photo.data.subarray(y * photo.width * 3, (y + 1) * photo.width * 3), shareAt(y), into);
    y++;
  };
}

/** Two rows of the solve's coefficients, and what lies between them. */
export interface MatteLine {
  take(slot: Slot, row: Float32Array): void;
  /** Writes a level for each pixel of a row of the photo. @param share of the row below */
  apply(rgb: Uint8Array, share: number, into: Uint8Array): void;
}

/** @param from the width of the solve @param width of the photo */
export type NewMatteLine = (from: number, width: number) => MatteLine;

export const plainMatteLine: NewMatteLine = (from, width) => {
  const across = axis(from, width, 4);
  const rows = { above: new Float32Array(from * 4), below: new Float32Array(from * 4) };
  const line = new Float32Array(from * 4);
  return {
    take: (slot, row) => rows[slot].set(row),
    apply(rgb, share, into) {
      blendRows(rows.above, rows.below, share, line);
      applyRow(rgb, line, across, into);
    },
  };
};

function blendRows(upper: Float32Array, lower: Float32Array, share: number, line: Float32Array) {
  for (let i = 0; i < line.length; i++) line[i] = upper[i] + (lower[i] - upper[i]) * share;
}

function applyRow(rgb: Uint8Array, line: Float32Array, across: Axis, into: Uint8Array) {
  const { first, second, share } = across;
  for (let x = 0, p = 0; x < first.length; x++, p += 3) {
    const l = first[x];
    const r = second[x];
    const u = share[x];
    const ar = line[l] + (line[r] - line[l]) * u;
    const ag = line[l + 1] + (line[r + 1] - line[l + 1]) * u;
    const ab = line[l + 2] + (line[r + 2] - line[l + 2]) * u;
    const b = line[l + 3] + (line[r + 3] - line[l + 3]) * u;
    const level = ar * rgb[p] + ag * rgb[p + 1] + ab * rgb[p + 2] + b * 255 + 0.5;
    into[x] = level < 0 ? 0 : level > 255 ? 255 : level;
  }
}
