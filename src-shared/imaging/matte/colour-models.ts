import type { RgbImage } from '../image.ts';
import { BEHIND_AT, FIELD, SUBJECT_AT } from './field.ts';
import { lendBoxMean } from '../simd/box-mean.ts';
import { type Grid, inPixels } from './grid.ts';

/**
 * Local colours of the subject and of what is behind it, as one Gaussian each for every pixel of the grid: mean and
 * covariance of the guide's colours (0…1), weighted by a first alpha, in a window round it (after the local models
 * of Chuang et al., "A Bayesian approach to digital matting", CVPR 2001, with soft weights in place of clusters).
 */

/** Sums of a model: weight, r g b, rr rg rb gg, gb bb and two numbers that fill up the vector. */
export const SUMS = 12;

/** Window radii in cells: hair reaches far out of the subject, and what is behind changes sooner. */
export const FAR = { subject: 9.6, behind: 6.4 };
/** The same, once it is known better what belongs to which. */
export const NEAR = { subject: 6.4, behind: 3 };
/** Weight of the far windows in the near models: all there is where a near window holds none of a side's colours. */
export const FAR_SHARE = 0.02;

/** Weighted sums, SUMS numbers a block: of the block alone, or means of all in a window round it. */
export interface ColourSums {
  readonly subject: Float32Array;
  readonly behind: Float32Array;
}

export const emptySums = ({ width, height }: Grid): ColourSums => ({
  subject: new Float32Array(width * height * SUMS),
  behind: new Float32Array(width * height * SUMS),
});

/**
 * Weighs each block's colour on both sides.
 * @param samples a colour a block
 * @param alpha of it, 0…1
 * @param into overwritten
 */
export function weighColours({ data }: RgbImage, alpha: Float32Array, into: ColourSums) {
  for (let i = 0, p = 0, to = 0; i < alpha.length; i++, p += 3, to += SUMS) {
    const [r, g, b] = [data[p] / 255, data[p + 1] / 255, data[p + 2] / 255];
    weighColour(into.subject, to, alpha[i] ** 2, r, g, b);
    weighColour(into.behind, to, sureBehind(alpha[i]), r, g, b);
  }
}

/** What is behind must be surely so: a trace of the subject in its model costs whole strands of hair. */
const sureBehind = (alpha: number): number => (1 - alpha) ** 4;

function weighColour(sums: Float32Array, to: number, weight: number, r: number, g: number, b: number) {
  sums[to] = weight;
  sums[to + 1] = weight * r;
  sums[to + 2] = weight * g;
  sums[to + 3] = weight * b;
  sums[to + 4] = weight * r * r;
  sums[to + 5] = weight * r * g;
  sums[to + 6] = weight * r * b;
  sums[to + 7] = weight * g * g;
  sums[to + 8] = weight * g * b;
  sums[to + 9] = weight * b * b;
}

/** The colours in the far windows. */
export const seenFromFar = ({ subject, behind }: ColourSums, grid: Grid): ColourSums => ({
  subject: lendWindows(subject, FAR.subject, grid, means => means.slice()),
  behind: lendWindows(behind, FAR.behind, grid, means => means.slice()),
});

/** Writes models of the far windows into a field (field.ts). */
export function layFarModels(far: ColourSums, field: Float32Array) {
  layModel(far.subject, field, SUBJECT_AT);
  layModel(far.behind, field, BEHIND_AT);
}

/** Writes models of the near windows into a field, with a little of the far ones. */
export function layNearModels(sums: ColourSums, far: ColourSums, grid: Grid, field: Float32Array) {
  const lay = (side: keyof ColourSums, at: number) =>
    lendWindows(sums[side], NEAR[side], grid, means => layModel(withFar(means, far[side]), field, at));
  lay('subject', SUBJECT_AT);
  lay('behind', BEHIND_AT);
}

function lendWindows<T>(data: Float32Array, cells: number, grid: Grid, use: (means: Float32Array) => T): T {
  const { width, height } = grid;
  return lendBoxMean({ width, height, channels: SUMS, data }, inPixels(grid, cells), use);
}

function withFar(means: Float32Array, far: Float32Array): Float32Array {
  for (let i = 0; i < means.length; i++) means[i] += FAR_SHARE * far[i];
  return means;
}

/** Weight of a block below which its window is as good as empty. */
const FAINT = 1e-6;

/** Sums to mean and covariance. */
function layModel(sums: Float32Array, field: Float32Array, at: number) {
  for (let from = 0, to = at; from < sums.length; from += SUMS, to += FIELD) {
    const per = 1 / Math.max(FAINT, sums[from]);
    const r = sums[from + 1] * per;
    const g = sums[from + 2] * per;
    const b = sums[from + 3] * per;
    field[to] = r;
    field[to + 1] = g;
    field[to + 2] = b;
    field[to + 3] = sums[from + 4] * per - r * r;
    field[to + 4] = sums[from + 5] * per - r * g;
    field[to + 5] = sums[from + 6] * per - r * b;
    field[to + 6] = sums[from + 7] * per - g * g;
    field[to + 7] = sums[from + 8] * per - g * b;
    field[to + 8] = sums[from + 9] * per - b * b;
  }
}
