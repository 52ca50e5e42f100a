import type { Part } from '../crop.ts';
import type { LinearMatte } from '../guided-filter.ts';
import type { PlaneF, RgbImage } from '../image.ts';
import { guidedMatteView } from '../simd/guided-filter.ts';

/** Variance of colour that is flat. */
const EPSILON = 1e-4;

/** Radii of the filter that makes the expected alpha linear, in pixels of the guide. */
export interface FineRadii {
  readonly window: number;
  /** Of the window in which coefficients are averaged. */
  readonly averaged: number;
}

/** How far a pixel's coefficients look. */
export const reachOf = ({ window, averaged }: FineRadii): number => window + averaged;

/** The finer matte of a part of the guide. All parts are in the guide's pixels. */
export interface FineTile {
  /** Where no colour matters. */
  readonly alpha: number;
  /** Coefficients of the rest, good until the next is made: of the part `asked`, true within `known`. */
  readonly rest?: { readonly matte: LinearMatte; readonly asked: Part; readonly known: Part };
}

/**
 * The guided filter, where there is anything to filter: far from all pixels whose expected alpha is another than the
 * corner's, the filter would find no slope.
 * @param expected alpha of each pixel of `part`
 */
export function fineTile(guide: RgbImage, expected: PlaneF, part: Part, radii: FineRadii): FineTile {
  const alpha = expected.data[0];
  const other = boundsOfOther(expected, alpha, part);
  if (!other) return { alpha };
  const reach = reachOf(radii);
  const asked = grown(other, 2 * reach, part);
  const parts = { guide: asked, coarse: seenFrom(asked, part) };
  const matte = guidedMatteView(guide, expected, radii.window, EPSILON, radii.averaged, parts);
  return { alpha, rest: { matte, asked, known: grown(other, reach, part) } };
}

/** The same part, in pixels of one that holds it. */
const seenFrom = ({ left, top, right, bottom }: Part, within: Part): Part => ({
  left: left - within.left,
  top: top - within.top,
  right: right - within.left,
  bottom: bottom - within.top,
});

/** A part that is wider all round, as far as a larger one goes. */
export const grown = ({ left, top, right, bottom }: Part, by: number, within: Part): Part => ({
  left: Math.max(within.left, left - by),
  top: Math.max(within.top, top - by),
  right: Math.min(within.right, right + by),
  bottom: Math.min(within.bottom, bottom + by),
});

/** The smallest part that holds all values other than one; none where there are none. */
function boundsOfOther({ width, height, data }: PlaneF, value: number, at: Part): Part | undefined {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (data[i] === value) continue;
      if (x < left) left = x;
      if (x >= right) right = x + 1;
      if (y < top) top = y;
      bottom = y + 1;
    }
  }
  if (bottom === 0) return undefined;
  return { left: at.left + left, top: at.top + top, right: at.left + right, bottom: at.top + bottom };
}

/**
 * Moves a tile's coefficients towards the finer ones.
 * @param trustAt for a row of the guide: how far, 0…1, for each pixel of the tile
 */
export function blendFine(
  { alpha, rest }: FineTile,
  trustAt: (y: number) => Float32Array,
  tile: Part,
  into: LinearMatte,
) {
  for (let y = tile.top; y < tile.bottom; y++) {
    const trust = trustAt(y);
    const row = into.coefficients.subarray((y * into.width + tile.left) * 4);
    const [first, end] = rest ? spanOf(rest.known, tile, y) : [trust.length, trust.length];
    leanFlat(row, alpha, trust, 0, first);
    if (rest && first < end) lean(row, rowOf(rest, tile.left, y), trust, first, end);
    leanFlat(row, alpha, trust, end, trust.length);
  }
}

/** Coefficients, and where those of a tile's first pixel would be: before the row's, where it has none. */
interface FineRow {
  readonly data: Float32Array;
  readonly from: number;
}

const rowOf = ({ matte, asked }: NonNullable<FineTile['rest']>, left: number, y: number): FineRow => ({
  data: matte.coefficients,
  from: ((y - asked.top) * matte.width + left - asked.left) * 4,
});

/** Columns of a row of the tile that lie in a part, counted from the tile's first. */
function spanOf(part: Part, tile: Part, y: number): [number, number] {
  const width = tile.right - tile.left;
  if (y < part.top || y >= part.bottom) return [width, width];
  const first = Math.min(width, Math.max(0, part.left - tile.left));
  return [first, Math.max(first, Math.min(width, part.right - tile.left))];
}

/** Moves coefficients of pixels `first` to `end` of a row towards others, as far as each is trusted. */
function lean(row: Float32Array, { data, from }: FineRow, trust: Float32Array, first: number, end: number) {
  for (let x = first, to = first * 4, at = from + to; x < end; x++, to += 4, at += 4) {
    const share = trust[x];
    row[to] += (data[at] - row[to]) * share;
    row[to + 1] += (data[at + 1] - row[to + 1]) * share;
    row[to + 2] += (data[at + 2] - row[to + 2]) * share;
    row[to + 3] += (data[at + 3] - row[to + 3]) * share;
  }
}

/** The same towards one alpha, where no colour matters. */
function leanFlat(row: Float32Array, alpha: number, trust: Float32Array, first: number, end: number) {
  for (let x = first, to = first * 4; x < end; x++, to += 4) {
    const share = trust[x];
    if (share === 0) continue;
    row[to] -= row[to] * share;
    row[to + 1] -= row[to + 1] * share;
    row[to + 2] -= row[to + 2] * share;
    row[to + 3] += (alpha - row[to + 3]) * share;
  }
}
