import type { RgbImage } from '../image.ts';

/** The noise of one block of a photo: what a plane fitted to it leaves over. */
export interface BlockNoise extends Measured {
  readonly x: number;
  readonly y: number;
}

interface Measured {
  readonly mean: number;
  /** In levels². */
  readonly variance: number;
  /** The correlation of neighbours. */
  readonly link: number;
}

/** Side of a block, in pixels. */
export const BLOCK = 8;
const MIDDLE = (BLOCK - 1) / 2;
const PIXELS = BLOCK * BLOCK;
/** Σ of the squared distances from the block's middle, along one axis, over all of its pixels. */
const LEVER = (PIXELS * (BLOCK * BLOCK - 1)) / 12;
/** Three are spent on the plane. */
const FREE = PIXELS - 3;
/** Levels at which a channel, or luma, may be cut off. */
const WHITE = 253;
const BLACK = 3;

const samples = new Float32Array(PIXELS);

/** Of luma. @returns nothing where a pixel is clipped */
export function lumaNoise(photo: RgbImage, x: number, y: number): BlockNoise | undefined {
  const { width, data } = photo;
  for (let v = 0, k = 0; v < BLOCK; v++) {
    for (let u = 0, i = ((y + v) * width + x) * 3; u < BLOCK; u++, k++, i += 3) {
      const luma = lumaOf(data[i], data[i + 1], data[i + 2]);
      if (luma < BLACK || Math.max(data[i], data[i + 1], data[i + 2]) >= WHITE) return undefined;
      samples[k] = luma;
    }
  }
  return { x, y, ...measured() };
}

const lumaOf = (red: number, green: number, blue: number): number =>
  0.299 * red + 0.587 * green + 0.114 * blue;

/** Of Cb and of Cr (ITU-R BT.601, full range). */
export const chromaNoise = (photo: RgbImage, x: number, y: number): Measured[] =>
  [2, 0].map(channel => {
    const scale = channel === 2 ? 1.772 : 1.402;
    const { width, data } = photo;
    for (let v = 0, k = 0; v < BLOCK; v++) {
      for (let u = 0, i = ((y + v) * width + x) * 3; u < BLOCK; u++, k++, i += 3) {
        samples[k] = (data[i + channel] - lumaOf(data[i], data[i + 1], data[i + 2])) / scale;
      }
    }
    return measured();
  });

/** Fits a plane to the samples. */
function measured(): Measured {
  let [sum, across, down] = [0, 0, 0];
  for (let v = 0, k = 0; v < BLOCK; v++) {
    for (let u = 0; u < BLOCK; u++, k++) {
      sum += samples[k];
      across += samples[k] * (u - MIDDLE);
      down += samples[k] * (v - MIDDLE);
    }
  }
  const mean = sum / PIXELS;
  return { mean, ...leftOver(mean, across / LEVER, down / LEVER) };
}

/** Takes the plane off the samples, and measures what is left. */
function leftOver(mean: number, across: number, down: number): Omit<Measured, 'mean'> {
  let [squares, products] = [0, 0];
  for (let k = 0; k < PIXELS; k++) {
    const u = k % BLOCK;
    const v = (k / BLOCK) | 0;
    const rest = samples[k] - mean - across * (u - MIDDLE) - down * (v - MIDDLE);
    samples[k] = rest;
    squares += rest * rest;
    if (u > 0) products += rest * samples[k - 1];
    if (v > 0) products += rest * samples[k - BLOCK];
  }
  const pairs = (2 * BLOCK * (BLOCK - 1)) / PIXELS;
  return { variance: squares / FREE, link: squares > 0 ? products / pairs / squares : 0 };
}
