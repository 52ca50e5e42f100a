import { cropped, type Part } from '../crop.ts';
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
  const inner = {
    ...{ left: asked.left - part.left, right: asked.right - part.left },
    ...{ top: asked.top - part.top, bottom: asked.bottom - part.top },
  };
  const [width, height] = [asked.right - asked.left, asked.bottom - asked.top];
  const matte = guidedMatteView(
    { width, height, data: cropped(guide.data, guide.width, 3, asked) },
    { width, height, data: cropped(expected.data, expected.width, 1, inner) },
    radii.window,
    EPSILON,
    radii.averaged,
  );
  return { alpha, rest: { matte, asked, known: grown(other, reach, part) } };
}

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
    const [first, end] = rest ? spanOf(rest.known, tile, y) : [tile.right, tile.right];
    leanTo(alpha, trust, tile.left, first, y, tile, into);
    if (rest && first < end) leanToFine(rest, trust, first, end, y, tile, into);
    leanTo(alpha, trust, end, tile.right, y, tile, into);
  }
}

/** Columns of a row of the tile that lie in a part. */
function spanOf(part: Part, tile: Part, y: number): [number, number] {
  if (y < part.top || y >= part.bottom) return [tile.right, tile.right];
  const first = Math.min(tile.right, Math.max(tile.left, part.left));
  return [first, Math.max(first, Math.min(tile.right, part.right))];
}

function leanTo(
  alpha: number,
  trust: Float32Array,
  first: number,
  end: number,
  y: number,
  tile: Part,
  { width, coefficients }: LinearMatte,
) {
  for (let x = first, to = (y * width + first) * 4; x < end; x++, to += 4) {
    const share = trust[x - tile.left];
    coefficients[to] -= coefficients[to] * share;
    coefficients[to + 1] -= coefficients[to + 1] * share;
    coefficients[to + 2] -= coefficients[to + 2] * share;
    coefficients[to + 3] += (alpha - coefficients[to + 3]) * share;
  }
}

function leanToFine(
  { matte, asked }: NonNullable<FineTile['rest']>,
  trust: Float32Array,
  first: number,
  end: number,
  y: number,
  tile: Part,
  { width, coefficients }: LinearMatte,
) {
  const fine = matte.coefficients;
  let from = ((y - asked.top) * matte.width + first - asked.left) * 4;
  for (let x = first, to = (y * width + first) * 4; x < end; x++, from += 4, to += 4) {
    const share = trust[x - tile.left];
    coefficients[to] += (fine[from] - coefficients[to]) * share;
    coefficients[to + 1] += (fine[from + 1] - coefficients[to + 1]) * share;
    coefficients[to + 2] += (fine[from + 2] - coefficients[to + 2]) * share;
    coefficients[to + 3] += (fine[from + 3] - coefficients[to + 3]) * share;
  }
}
