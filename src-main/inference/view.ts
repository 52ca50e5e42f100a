/** From a picture to what a network sees of it. */
import { cropped } from '../../src-shared/imaging/crop.ts';
import type { RgbImage } from '../../src-shared/imaging/image.ts';
import { bilinearRows } from '../../src-shared/imaging/resize-bilinear.ts';
import { areaRowsSimd } from '../../src-shared/imaging/simd/resize-area.ts';
import type { Box, Size } from './geometry.ts';

/** `smooth`: means of areas where it shrinks. `sharp`: bilinear throughout, as OpenCV's `resize`. */
export type Scaling = 'smooth' | 'sharp';

/** @returns that part of the picture, scaled to that size; bilinear where it grows */
export function viewOf(picture: RgbImage, box: Box, { width, height }: Size, scaling: Scaling): RgbImage {
  const part = cut(picture, box);
  if (scaling === 'sharp') return resized(part, width, height, bilinearRows);
  const shrunk = resized(part, Math.min(width, part.width), Math.min(height, part.height), areaRowsSimd);
  return resized(shrunk, width, height, bilinearRows);
}

function cut(picture: RgbImage, { left, top, width, height }: Box): RgbImage {
  if (width === picture.width && height === picture.height) return picture;
  const part = { left, top, right: left + width, bottom: top + height };
  return { width, height, data: cropped(picture.data, picture.width, 3, part) };
}

function resized(picture: RgbImage, width: number, height: number, rows: typeof areaRowsSimd): RgbImage {
  if (width === picture.width && height === picture.height) return picture;
  const next = rows({ ...picture, channels: 3 }, width, height, 0);
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) next(data.subarray(y * width * 3, (y + 1) * width * 3));
  return { width, height, data };
}

/** What the network is given for each of the 256 levels: one table for red, green and blue each. */
export type Levels = readonly [Float32Array, Float32Array, Float32Array];

/** The same straight line for all three colours: `range[0]` for level 0, `range[1]` for 255. */
export function straightLevels([low, high]: readonly [number, number]): Levels {
  const table = Float32Array.from({ length: 256 }, (_, level) => low + ((high - low) * level) / 255);
  return [table, table, table];
}

/**
 * @param at where the view lies in the network's input
 * @param margin what surrounds it: red, green, blue, as the network is given them
 * @param flipped left and right changed over, the margin not
 * @returns `height × width × 3` of the input
 */
export function inputOf(
  view: RgbImage,
  at: Box,
  input: Size,
  levels: Levels,
  margin: readonly number[],
  flipped: boolean,
): Float32Array {
  const into = new Float32Array(input.width * input.height * 3);
  const isFull = at.width === input.width && at.height === input.height;
  if (!isFull && margin.some(value => value !== 0)) fill(into, margin);
  for (let y = 0; y < view.height; y++) {
    const row = view.data.subarray(y * view.width * 3, (y + 1) * view.width * 3);
    putRow(row, into, ((at.top + y) * input.width + at.left) * 3, levels, flipped);
  }
  return into;
}

function putRow(row: Uint8Array, into: Float32Array, start: number, levels: Levels, flipped: boolean): void {
  const [reds, greens, blues] = levels;
  const step = flipped ? -3 : 3;
  let to = flipped ? start + row.length - 3 : start;
  for (let from = 0; from < row.length; from += 3, to += step) {
    into[to] = reds[row[from]];
    into[to + 1] = greens[row[from + 1]];
    into[to + 2] = blues[row[from + 2]];
  }
}

function fill(into: Float32Array, [red, green, blue]: readonly number[]): void {
  for (let i = 0; i < into.length; i += 3) {
    into[i] = red;
    into[i + 1] = green;
    into[i + 2] = blue;
  }
}
