import { extendedBox } from '../../src-shared/imaging/gaussian-blur.ts';
import type { Size } from './geometry.ts';

/** How a blur of the full-size photo is computed on its proxy: at which size, and over which span of it. */

/** One side of a box, in pixels of the picture it is laid over; `shift` moves its middle off the pixel's. */
export interface BoxSide {
  readonly span: number;
  readonly shift: number;
}

/** A box of whole pixels of the photo (anchor at side >> 1, as `src-shared/imaging/box-blur.ts`), on its proxy. */
export const scaledSide = (side: number, scale: number): BoxSide => ({
  span: side * scale,
  shift: side % 2 === 0 ? -scale / 2 : 0,
});

/** Samples that a box is wide at least when it is computed at reduced scale: what is wider holds no finer detail. */
const BOX_SAMPLES = 16;

export interface BoxPlan extends Size {
  readonly across: BoxSide;
  readonly down: BoxSide;
  /** Source pixels a reduced pixel. */
  readonly reduced: { readonly x: number; readonly y: number };
}

export function planBox(source: Size, across: BoxSide, down: BoxSide): BoxPlan {
  const width = reducedSide(source.width, across.span);
  const height = reducedSide(source.height, down.span);
  const reduced = { x: source.width / width, y: source.height / height };
  return { width, height, reduced, across: onReduced(across, reduced.x), down: onReduced(down, reduced.y) };
}

const reducedSide = (side: number, span: number): number =>
  Math.max(1, Math.round(side / Math.max(1, span / BOX_SAMPLES)));

/** A box never narrows below its one pixel. */
const onReduced = ({ span, shift }: BoxSide, factor: number): BoxSide => ({
  span: Math.max(1, span / factor),
  shift: shift / factor,
});

/**
 * The mipmap that an area average may start from: each of its pixels stands for a good many there, and a pixel of it
 * is still less than half of one of the result's. @param factor source pixels a pixel of the result, 1 or more
 */
export const mipmapFor = (factor: number): number => Math.max(0, Math.floor(Math.log2(factor / 2)));

/** Standard deviation at the reduced scale, as `src-main/compute/jobs/behind.ts` has it. */
const SMOOTH_ENOUGH = 5;

/** @param sigma in pixels of the source */
export function planGaussian(source: Size, sigma: number): Size & { readonly sigma: number } {
  const factor = Math.max(1, sigma / SMOOTH_ENOUGH);
  return {
    width: Math.max(1, Math.round(source.width / factor)),
    height: Math.max(1, Math.round(source.height / factor)),
    sigma: sigma / factor,
  };
}

/** Taps at 0 and at ±offsets[i], in pixels, for a sampler that mixes two neighbours linearly. */
export interface Taps {
  readonly count: number;
  readonly offsets: Float32Array;
  readonly weights: Float32Array;
}

/** The shader's arrays are this long: enough for a standard deviation of 5 and a rounding more. */
export const MOST_TAPS = 16;
const PASSES = 4;

/** The kernel of `gaussianBlur` itself (four extended boxes), two neighbours in one tap. */
export function gaussianTaps(sigma: number): Taps {
  const half = halfKernel(sigma);
  const offsets = new Float32Array(MOST_TAPS);
  const weights = new Float32Array(MOST_TAPS);
  weights[0] = half[0];
  let count = 1;
  for (let i = 1; i < half.length && count < MOST_TAPS; i += 2, count++) {
    const next = half[i + 1] ?? 0;
    const weight = half[i] + next;
    if (weight === 0) break;
    weights[count] = weight;
    offsets[count] = i + next / weight;
  }
  return { count, offsets, weights };
}

/** The kernel from its middle to one end. */
function halfKernel(sigma: number): number[] {
  const { radius, ends } = extendedBox(sigma, PASSES);
  const total = 2 * radius + 1 + 2 * ends;
  const box = Array.from({ length: 2 * radius + 3 }, (_, i) =>
    i === 0 || i === 2 * radius + 2 ? ends / total : 1 / total,
  );
  let kernel = [1];
  for (let pass = 0; pass < PASSES; pass++) kernel = convolved(kernel, box);
  return kernel.slice((kernel.length - 1) / 2);
}

function convolved(a: readonly number[], b: readonly number[]): number[] {
  const sums = new Array<number>(a.length + b.length - 1).fill(0);
  a.forEach((left, i) => b.forEach((right, j) => (sums[i + j] += left * right)));
  return sums;
}
