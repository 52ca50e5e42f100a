import type { Rgb } from '../gradient.ts';
import type { PlaneF, RgbImage } from '../image.ts';
import { fillPlane } from './fill-plane.ts';
import { eroded, findScreen } from './find-screen.ts';
import { fitSurface, type Surface } from './light-surface.ts';
import { type ScreenAxes, screenShare } from './screen-axes.ts';

/**
 * What a screen looks like all over one photo, learnt from a small version of it. A pixel of share q (`screenShare`)
 * has alpha = (1 − q / Q) / (1 − f) = gain − q · slope: Q is the share of the lit (or shaded) screen behind it, f that
 * of the subject near it, in units of Q.
 */
export interface KeyModel {
  readonly axes: ScreenAxes;
  /** Of the three planes, which span the photo. */
  readonly width: number;
  readonly height: number;
  readonly gain: Float32Array;
  readonly slope: Float32Array;
  /** Share of each cell that plainly is the screen, 0…1. */
  readonly known: Float32Array;
  /** Q, all over the photo, where a few numbers must do. */
  readonly light: Surface;
}

/** Pixels of the small photo along a cell. */
const CELL = 4;
/** Share of the screen's up to which a pixel may be the subject's own colour. */
const SUBJECT = 0.5;
/** A subject of more than this share would be the screen. */
const MOST_SUBJECT = 0.6;

/**
 * @param small the photo, with a long side of some 600
 * @param tolerance 0…100
 * @returns undefined where the photo shows no such screen
 */
export function learnKey(small: RgbImage, wanted: Rgb, tolerance: number): KeyModel | undefined {
  const screen = findScreen(small, wanted, tolerance);
  if (!screen) return undefined;
  const { axes, mask } = screen;
  const shares = sharesOf(small, axes);
  const lit = cellMeans(shares, mask);
  const behind = smooth(fillPlane(lit, lit.weight, 1));
  const subject = eroded(subjectMask(shares, behind), small.width, small.height, 2);
  const own = cellMeans(shares, subject);
  const near = smooth(fillPlane(relative(own, behind), own.weight, 0));
  const gain = near.data.map(f => 1 / (1 - Math.min(Math.max(f, -1), MOST_SUBJECT)));
  return {
    axes,
    width: lit.width,
    height: lit.height,
    gain,
    slope: gain.map((g, i) => g / Math.max(behind.data[i], 0.05)),
    known: lit.weight,
    light: fitSurface(lit, lit.weight),
  };
}

function sharesOf({ width, height, data }: RgbImage, axes: ScreenAxes): PlaneF {
  const shares = new Float32Array(width * height);
  for (let i = 0, p = 0; i < shares.length; i++, p += 3)
    shares[i] = screenShare(axes, data[p], data[p + 1], data[p + 2]);
  return { width, height, data: shares };
}

const cellsAlong = (side: number) => Math.ceil(side / CELL);

/** Mean of each cell over a mask, and how much of the cell the mask holds. */
function cellMeans({ width, height, data }: PlaneF, mask: Uint8Array): PlaneF & { weight: Float32Array } {
  const [w, h] = [cellsAlong(width), cellsAlong(height)];
  const sums = new Float32Array(w * h);
  const weight = new Float32Array(w * h);
  for (let i = 0; i < data.length; i++) {
    if (mask[i] === 0) continue;
    const to = Math.floor(Math.floor(i / width) / CELL) * w + Math.floor((i % width) / CELL);
    sums[to] += data[i];
    weight[to]++;
  }
  const means = sums.map((sum, i) => (weight[i] > 0 ? sum / weight[i] : 0));
  return { width: w, height: h, data: means, weight: weight.map(count => Math.min(1, count / CELL ** 2)) };
}

function subjectMask(shares: PlaneF, behind: PlaneF): Uint8Array {
  const at = (i: number) =>
    Math.floor(Math.floor(i / shares.width) / CELL) * behind.width + Math.floor((i % shares.width) / CELL);
  return Uint8Array.from(shares.data, (q, i) => (q < SUBJECT * behind.data[at(i)] ? 1 : 0));
}

const relative = (plane: PlaneF, to: PlaneF): PlaneF => ({
  ...plane,
  data: plane.data.map((value, i) => value / Math.max(to.data[i], 0.05)),
});

/** Means over 3 × 3 cells; the cells' steps would show in a soft edge. */
function smooth({ width, height, data }: PlaneF): PlaneF {
  const clamp = (at: number, side: number) => Math.min(Math.max(at, 0), side - 1);
  const smoothed = data.map((_, i) => {
    let sum = 0;
    for (let dy = -1; dy <= 1; dy++)
      for (let dx = -1; dx <= 1; dx++)
        sum += data[clamp(Math.floor(i / width) + dy, height) * width + clamp((i % width) + dx, width)];
    return sum / 9;
  });
  return { width, height, data: smoothed };
}
