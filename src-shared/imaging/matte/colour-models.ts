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
const SUBJECT_CELLS = 9.6;
const BEHIND_CELLS = 6.4;

/** Weighted sums over each block, SUMS numbers a block. */
export interface ColourSums {
  readonly subject: Float32Array;
  readonly behind: Float32Array;
}

export const emptySums = ({ width, height }: Grid): ColourSums => ({
  subject: new Float32Array(width * height * SUMS),
  behind: new Float32Array(width * height * SUMS),
});

/** Writes the models into a field (field.ts). */
export function layModels({ subject, behind }: ColourSums, grid: Grid, field: Float32Array) {
  layWindows(subject, SUBJECT_CELLS, grid, field, SUBJECT_AT);
  layWindows(behind, BEHIND_CELLS, grid, field, BEHIND_AT);
}

function layWindows(data: Float32Array, cells: number, grid: Grid, field: Float32Array, at: number) {
  const { width, height } = grid;
  const samples = { width, height, channels: SUMS, data };
  lendBoxMean(samples, inPixels(grid, cells), means => layModel(means, field, at));
}

/** Adds a row's colours to the sums of their blocks, from `start` on. @param alpha of the row, 0…1 */
export function addColours(
  { width, data }: RgbImage,
  y: number,
  alpha: Float32Array,
  { block, width: blocks }: Grid,
  { subject, behind }: ColourSums,
) {
  let to = Math.floor(y / block) * blocks * SUMS;
  for (let x = 0, p = y * width * 3; x < width; to += SUMS) {
    for (const end = Math.min(width, x + block); x < end; x++, p += 3) {
      const [r, g, b] = [data[p] / 255, data[p + 1] / 255, data[p + 2] / 255];
      addColour(subject, to, alpha[x], r, g, b);
      addColour(behind, to, sureBehind(alpha[x]), r, g, b);
    }
  }
}

/** What is behind must be surely so: a trace of the subject in its model costs whole strands of hair. */
const sureBehind = (alpha: number): number => (1 - alpha) ** 4;

function addColour(sums: Float32Array, to: number, weight: number, r: number, g: number, b: number) {
  sums[to] += weight;
  sums[to + 1] += weight * r;
  sums[to + 2] += weight * g;
  sums[to + 3] += weight * b;
  sums[to + 4] += weight * r * r;
  sums[to + 5] += weight * r * g;
  sums[to + 6] += weight * r * b;
  sums[to + 7] += weight * g * g;
  sums[to + 8] += weight * g * b;
  sums[to + 9] += weight * b * b;
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
