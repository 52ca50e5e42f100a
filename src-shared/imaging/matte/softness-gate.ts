import { boxMeanSimd } from '../simd/box-mean.ts';
import type { PlaneF } from '../image.ts';
import { type Grid, inPixels } from './grid.ts';

/** Windows, in cells of the segmentation: of what softness is, and of how far a verdict carries. */
const NEAR_CELLS = 2;
const FAR_CELLS = 10;
/** Mean softness (1 at alpha ½) from which on an edge counts as hair or fur, and where it surely is. */
const SOFT = { from: 0.28, to: 0.4 };
/** Length of contour in the window, in its sides: less is a blur in the middle of nowhere. */
const LENGTH = { from: 0.45, to: 0.75 };

/**
 * How far the finer matte is to be trusted against the plain one, 0…1: where the plain matte stays soft along a
 * contour there is hair or fur. A crisp edge is best left to the plain matte, which knows no false strands.
 * @param plain the plain matte on the grid
 */
export function softnessGate({ width, height, data }: PlaneF, grid: Grid): PlaneF {
  const size = { width, height };
  const near = inPixels(grid, NEAR_CELLS);
  const far = inPixels(grid, FAR_CELLS);
  const alpha = data.map(value => Math.min(1, Math.max(0, value)));
  const uncertain = alpha.map(value => 4 * value * (1 - value));
  const nearby = boxMeanSimd(
    { ...size, channels: 2, data: paired(uncertain, steepness({ ...size, data: alpha })) },
    near,
  );
  // Pairs: how much a place counts, and that times its verdict.
  const pairs = new Float32Array(data.length * 2);
  for (let i = 0; i < data.length; i++) {
    const weight = uncertain[i] * uncertain[i] + 1e-5;
    pairs[2 * i] = weight;
    const soft = smoothStep(nearby[2 * i], SOFT.from, SOFT.to);
    const long = smoothStep(nearby[2 * i + 1] * (2 * near + 1), LENGTH.from, LENGTH.to);
    pairs[2 * i + 1] = weight * soft * long;
  }
  const once = boxMeanSimd({ ...size, channels: 2, data: pairs }, far);
  const twice = boxMeanSimd({ ...size, channels: 2, data: once }, far);
  return { ...size, data: data.map((_, i) => twice[2 * i + 1] / twice[2 * i]) };
}

function paired(a: Float32Array, b: Float32Array): Float32Array {
  const pairs = new Float32Array(a.length * 2);
  for (let i = 0; i < a.length; i++) {
    pairs[2 * i] = a[i];
    pairs[2 * i + 1] = b[i];
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

/** 0 below `low`, 1 above `high`, 3t² − 2t³ between. */
export function smoothStep(value: number, low: number, high: number): number {
  const t = Math.min(1, Math.max(0, (value - low) / (high - low)));
  return t * t * (3 - 2 * t);
}
