import { boxMean } from '../box-mean.ts';
import type { LinearMatte } from '../guided-filter.ts';
import type { PlaneF } from '../image.ts';
import { smoothStep } from '../smooth-step.ts';
import { type Grid, inPixels } from './grid.ts';

/** Window in cells in which the segmentation is looked at. */
const AROUND = 0.7;
/** How far its mean there may be from 0 or 1 until the matte has the word alone. */
const IN_DOUBT = 0.3;

/**
 * Holds a filtered matte to the segmentation where that is all of one mind. The windows of a guided filter reach far over
 * the outline, and take what has the other side's colours there for a piece of it: specks beside an edge, holes in it.
 *
 * @param matte on the grid; changed in place
 * @param alpha what it comes to there, 0…1
 * @param coarse soft segmentation on the grid, 0…1
 * @returns what it comes to now
 */
export function anchor({ coefficients }: LinearMatte, alpha: PlaneF, coarse: PlaneF, grid: Grid): PlaneF {
  const around = boxMean({ ...coarse, channels: 1 }, inPixels(grid, AROUND));
  const data = new Float32Array(around.length);
  for (let i = 0, c = 0; i < data.length; i++, c += 4) {
    const share = smoothStep(Math.min(around[i], 1 - around[i]), 0, IN_DOUBT);
    const rest = around[i] > 0.5 ? 1 - share : 0;
    data[i] = alpha.data[i] * share + rest;
    for (let k = 0; k < 4; k++) coefficients[c + k] *= share;
    coefficients[c + 3] += rest;
  }
  return { ...alpha, data };
}
