import { smoothStep } from '../smooth-step.ts';
import { boxMeanSimd } from '../simd/box-mean.ts';
import type { PlaneF } from '../image.ts';
import { type Grid, inPixels } from './grid.ts';
import { clipped } from './linear.ts';

/** Windows, in cells of the segmentation: of what softness is, and of how far a verdict carries. */
const NEAR_CELLS = 2;
const FAR_CELLS = 13;
/** Mean softness (1 at alpha ½) from which on an edge counts as hair or fur, and where it surely is. */
const SOFT = { from: 0.28, to: 0.4 };
/** Length of contour in the window, in its sides: less is a blur in the middle of nowhere. */
const LENGTH = { from: 0.45, to: 0.75 };

/**
 * How far the finer matte is to be trusted against the plain one, 0…1: where the plain matte stays soft along a
 * contour there is hair or fur. A crisp edge is best left to the plain matte, which knows no false strands.
 * @param plain the plain matte on the grid
 */
export function softnessGate(plain: PlaneF, grid: Grid): PlaneF {
  const { width, height } = plain;
  const near = inPixels(grid, NEAR_CELLS);
  const far = inPixels(grid, FAR_CELLS);
  const { data } = clipped(plain);
  const mean = (pairs: Float32Array, radius: number) =>
    boxMeanSimd({ width, height, channels: 2, data: pairs }, radius);
  const nearby = mean(paired(data, steepness({ width, height, data })), near);
  const verdicts = mean(mean(weighed(data, nearby, 2 * near + 1), far), far);
  const trust = new Float32Array(data.length);
  for (let i = 0; i < trust.length; i++) trust[i] = verdicts[2 * i + 1] / verdicts[2 * i];
  return { width, height, data: trust };
}

const uncertainty = (alpha: number): number => 4 * alpha * (1 - alpha);

/** Pairs of uncertainty and steepness. */
function paired(alpha: Float32Array, steep: Float32Array): Float32Array {
  const pairs = new Float32Array(alpha.length * 2);
  for (let i = 0; i < alpha.length; i++) {
    pairs[2 * i] = uncertainty(alpha[i]);
    pairs[2 * i + 1] = steep[i];
  }
  return pairs;
}

/** Pairs of how much a place counts, and that times its verdict. @param nearby means of `paired`, in windows so wide */
function weighed(alpha: Float32Array, nearby: Float32Array, side: number): Float32Array {
  const pairs = new Float32Array(alpha.length * 2);
  for (let i = 0; i < alpha.length; i++) {
    const weight = uncertainty(alpha[i]) ** 2 + 1e-5;
    const soft = smoothStep(nearby[2 * i], SOFT.from, SOFT.to);
    const long = smoothStep(nearby[2 * i + 1] * side, LENGTH.from, LENGTH.to);
    pairs[2 * i] = weight;
    pairs[2 * i + 1] = weight * soft * long;
  }
  return pairs;
}

/** The length of the gradient, by central differences. */
function steepness({ width, height, data }: PlaneF): Float32Array {
  const result = new Float32Array(data.length);
  for (let y = 0, i = 0; y < height; y++) {
    const up = y > 0 ? -width : 0;
    const down = y < height - 1 ? width : 0;
    for (let x = 0; x < width; x++, i++) {
      const across = data[x < width - 1 ? i + 1 : i] - data[x > 0 ? i - 1 : i];
      const along = data[i + down] - data[i + up];
      result[i] = Math.sqrt(across * across + along * along) / 2;
    }
  }
  return result;
}
