import type { PlaneF, RgbImage } from '../../../src-shared/imaging/image.ts';
import { mapPlane, probabilityOf } from './odds.ts';

/** Standard deviation of the distance over which pixels speak for each other, in pixels of the grid. */
const NEAR = 10;
/** The same of their colours' distance, in levels of 0…255 over all three channels. */
const ALIKE = 13;
/** How far neighbours are asked, and every how many-th of them, in pixels of the grid. */
const REACH = 21;
const STEP = 3;
/** What neighbours of one mind are worth, in log-odds. */
const WORTH = 1.5;
/** Beyond these log-odds a pixel is asked no more: neighbours cannot turn it round. */
const DOUBT = 2.5;
const ROUNDS = 2;

/**
 * Doubtful pixels lean the way of what is near them and of their colour: two rounds of the mean field of a random field
 * whose pairs are weighed by place and colour (Krähenbühl & Koltun, "Efficient inference in fully connected CRFs with
 * Gaussian edge potentials", NIPS 2011, with the appearance kernel alone, its message normalised). Only doubtful pixels
 * are asked, and of each window every third pixel across and down, which costs less than filtering all of them.
 *
 * @param photo on the grid
 * @param odds log-odds of "subject" on the same grid
 * @returns log-odds, at most 1.5 from what they were; what is beyond ±2.5 as it was
 */
export function leaningByColour(photo: RgbImage, odds: PlaneF): PlaneF {
  const doubtful = doubtsIn(odds);
  let now = odds;
  for (let round = 0; round < ROUNDS; round++) {
    const likely = mapPlane(now, probabilityOf);
    const next = odds.data.slice();
    for (const i of doubtful) next[i] += WORTH * (2 * meanRound(photo, likely, i) - 1);
    now = { ...odds, data: next };
  }
  return now;
}

function doubtsIn({ data }: PlaneF): number[] {
  const doubtful: number[] = [];
  for (let i = 0; i < data.length; i++) if (Math.abs(data[i]) < DOUBT) doubtful.push(i);
  return doubtful;
}

/** Pixels that are asked along one axis, and how much each counts for its place. */
const steps = Array.from({ length: 2 * Math.floor(REACH / STEP) + 1 }, (_, k) => k * STEP - REACH);
const gaussian = (square: number, deviation: number) => Math.exp(-square / (2 * deviation ** 2));
const nearness = Float32Array.from(steps, step => gaussian(step ** 2, NEAR));
/** By the square of the colours' distance; three deviations off, a colour is another. */
const likeness = Float32Array.from({ length: 9 * ALIKE ** 2 }, (_, square) => gaussian(square, ALIKE));

/** Mean probability round a pixel, itself included, each pixel by how near and how alike it is. */
function meanRound({ width, height, data }: RgbImage, likely: PlaneF, i: number): number {
  const x = i % width;
  const y = (i - x) / width;
  const [red, green, blue] = [data[i * 3], data[i * 3 + 1], data[i * 3 + 2]];
  let sum = 0;
  let all = 0;
  for (let down = 0; down < steps.length; down++) {
    const v = y + steps[down];
    if (v < 0 || v >= height) continue;
    for (let across = 0; across < steps.length; across++) {
      const u = x + steps[across];
      if (u < 0 || u >= width) continue;
      const other = v * width + u;
      const at = other * 3;
      const square = (data[at] - red) ** 2 + (data[at + 1] - green) ** 2 + (data[at + 2] - blue) ** 2;
      if (square >= likeness.length) continue;
      const weight = nearness[down] * nearness[across] * likeness[square];
      all += weight;
      sum += weight * likely.data[other];
    }
  }
  return sum / all;
}
