import type { Part } from '../crop.ts';
import type { LinearMatte } from '../guided-filter.ts';
import type { PlaneF, RgbImage } from '../image.ts';
import type { Axis } from '../resize-bilinear.ts';
import { BEHIND_AT, FIELD, MODEL, SUBJECT_AT } from './field.ts';
import { blockAxis, blockMeans, type Grid } from './grid.ts';
import { expectedAlpha } from './posterior.ts';

/** What the solve asks of every pixel of its guide: everything that is worth writing in SIMD. */
export interface GuideRows {
  blockMeans(): RgbImage;
  /** Coefficients on the grid, read between its blocks' middles at the guide's size; writes a part of them. */
  enlarge(matte: LinearMatte, part: Part, into: LinearMatte): void;
  /** Alpha as each pixel's own colour lets expect it; what is beyond doubt is 0 or 1. Good until the next call. */
  expected(field: Float32Array, part: Part): PlaneF;
}

/** Below and above these the wide segmentation has no doubt; within these the segmentation itself has some. */
export const SURE = { low: 0.005, high: 0.98 };
export const DOUBT = { low: 0.02, high: 0.98 };

/** Trust below which nobody will see what the fine stage says. */
export const UNHEARD = 0.002;

export const isDoubtful = (coarse: number, wide: number, trust: number): boolean =>
  trust > UNHEARD && ((wide > SURE.low && wide < SURE.high) || (coarse > DOUBT.low && coarse < DOUBT.high));

/** The plain way: the oracle of the SIMD one, and its stand-in. */
export function plainGuideRows(guide: RgbImage, grid: Grid): GuideRows {
  return {
    blockMeans: () => blockMeans(guide, grid),
    enlarge: (matte, part, into) => enlarge(matte, grid, part, into),
    expected: (field, part) => expected(guide, grid, field, part),
  };
}

/** Rows of the guide's width between those of the grid. */
function spreadRows(samples: Float32Array, count: number, channels: number, grid: Grid) {
  const across = blockAxis(grid.width, grid.block, channels);
  const down = blockAxis(grid.height, grid.block, grid.width * channels);
  return (y: number, into: Float32Array, left = 0) => {
    for (let x = left, to = 0; x < left + count; x++) {
      for (let c = 0; c < channels; c++, to++) into[to] = at(samples, across, x, down, y, c);
    }
  };
}

function at(samples: Float32Array, across: Axis, x: number, down: Axis, y: number, c: number): number {
  const [upper, lower] = [down.first[y] + c, down.second[y] + c];
  const [left, right, u] = [across.first[x], across.second[x], across.share[x]];
  const above = samples[upper + left] + (samples[upper + right] - samples[upper + left]) * u;
  const below = samples[lower + left] + (samples[lower + right] - samples[lower + left]) * u;
  return above + (below - above) * down.share[y];
}

function enlarge(matte: LinearMatte, grid: Grid, { left, top, right, bottom }: Part, into: LinearMatte) {
  const spread = spreadRows(matte.coefficients, right - left, 4, grid);
  for (let y = top; y < bottom; y++) {
    const from = y * into.width;
    spread(y, into.coefficients.subarray((from + left) * 4, (from + right) * 4), left);
  }
}

function expected(
  guide: RgbImage,
  grid: Grid,
  field: Float32Array,
  { left, top, right, bottom }: Part,
): PlaneF {
  const [width, height] = [right - left, bottom - top];
  const data = new Float32Array(width * height);
  const line = new Float32Array(width * FIELD);
  const spread = spreadRows(field, width, FIELD, grid);
  const models = new Float64Array(2 * MODEL);
  for (let y = top, i = 0; y < bottom; y++) {
    spread(y, line, left);
    for (let x = 0, p = (y * guide.width + left) * 3; x < width; x++, i++, p += 3) {
      const [coarse, wide, prior, trust] = line.subarray(x * FIELD, x * FIELD + 4);
      if (!isDoubtful(coarse, wide, trust)) {
        data[i] = prior > 0.5 ? 1 : 0;
        continue;
      }
      for (let k = 0; k < MODEL; k++) {
        models[k] = line[x * FIELD + SUBJECT_AT + k];
        models[MODEL + k] = line[x * FIELD + BEHIND_AT + k];
      }
      const colour = guide.data.subarray(p, p + 3);
      data[i] = expectedAlpha(colour[0] / 255, colour[1] / 255, colour[2] / 255, models, prior);
    }
  }
  return { width, height, data };
}
