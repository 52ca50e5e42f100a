import type { SamplesF } from './image.ts';
import type { Band } from './rows.ts';

/**
 * Fills in smoothly what a weight leaves open, the better known the nearer (Gortler, Grzeszczuk, Szeliski, Cohen, "The
 * lumigraph", SIGGRAPH 1996, section 3.4): the picture is pulled together to ever smaller ones, down to one pixel, and
 * these are pushed back up into what is still open. Four channels: colour times weight, and the weight, 0…1.
 */

/** The next smaller picture's size. */
export const pulledSize = ({ width, height }: { width: number; height: number }) => ({
  width: Math.ceil(width / 2),
  height: Math.ceil(height / 2),
});

/** Four pixels become one, their mean; what lies outside weighs nothing. @param into of `pulledSize` */
export function pullRows({ width, height, data }: SamplesF, into: SamplesF, { first, end }: Band) {
  for (let y = first; y < end; y++) {
    const upper = 2 * y * width * 4;
    const lower = 2 * y + 1 < height ? upper + width * 4 : -1;
    for (let x = 0, to = y * into.width * 4; x < into.width; x++, to += 4) {
      const right = 2 * x + 1 < width;
      for (let c = 0; c < 4; c++) {
        const at = x * 8 + c;
        let sum = data[upper + at];
        if (right) sum += data[upper + at + 4];
        if (lower >= 0) sum += data[lower + at];
        if (right && lower >= 0) sum += data[lower + at + 4];
        into.data[to + c] = sum / 4;
      }
    }
  }
}

/** What rounding leaves open of a pixel that is known. */
const UNSEEN = 1e-6;

/**
 * What is open of `into` takes the colours of the smaller picture, mixed linearly.
 * @param pulled without anything open
 * @param weight that what is filled in has: 1, or next to nothing where a blur will find better not far away
 */
export function pushRows(pulled: SamplesF, into: SamplesF, weight: number, { first, end }: Band) {
  const { width, data } = into;
  for (let y = first; y < end; y++) {
    for (let x = 0, at = y * width * 4; x < width; x++, at += 4) {
      const open = (1 - data[at + 3]) * weight;
      if (open < UNSEEN) continue;
      addBetween(pulled, (x + 0.5) / 2 - 0.5, (y + 0.5) / 2 - 0.5, open, data, at);
      data[at + 3] += open;
    }
  }
}

function addBetween(
  { width, height, data }: SamplesF,
  x: number,
  y: number,
  share: number,
  into: Float32Array,
  to: number,
) {
  const left = Math.max(0, Math.floor(x));
  const top = Math.max(0, Math.floor(y));
  const right = (Math.min(left + 1, width - 1) - left) * 4;
  const below = (Math.min(top + 1, height - 1) - top) * width * 4;
  const u = Math.max(0, x) - left;
  const v = Math.max(0, y) - top;
  const corner = (top * width + left) * 4;
  for (let at = corner; at < corner + 3; at++) {
    const upper = data[at] + (data[at + right] - data[at]) * u;
    const lower = data[at + below] + (data[at + below + right] - data[at + below]) * u;
    into[to + at - corner] += share * (upper + (lower - upper) * v);
  }
}

/** The smallest picture, of one pixel: known whole, or black where nothing is known at all. */
export function settleTop({ data }: SamplesF) {
  const weight = data[3];
  for (let c = 0; c < 3; c++) data[c] = weight > 0 ? data[c] / weight : 0;
  data[3] = 1;
}

/**
 * The weight of what was filled in before a blur: what the blur can see counts in its stead, and where that gets
 * faint, deep behind the subject, the filling takes over without a step.
 */
export const FILLED = 0.01;
