import { reflect101 } from './border.ts';

/** A box of whole pixels; its anchor is at (width >> 1, height >> 1), as in OpenCV's `blur`. */
export interface Box {
  readonly width: number;
  readonly height: number;
}

/** Interleaved 8-bit samples, 1 channel or 3. `data.length === width * height * channels`. */
export interface Samples8 {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly data: Uint8Array;
}

/**
 * Writes the next row: `into` takes width × channels samples.
 * @param shown pixels that anybody will see, first and end of each run; what is written elsewhere does not matter
 */
export type NextRow = (into: Uint8Array, shown?: Int32Array) => void;

/**
 * The mean over a box, row by row from `firstRow` on, as OpenCV's `blur` gives it with its default anchor
 * and BORDER_REFLECT_101, rounded to the nearest level. A row costs the same for every box: column sums
 * slide down and a running sum slides right (McDonnell, "Box-filtering techniques", CGIP 17, 1981).
 * Exact for boxes of up to 2^31 / 255 pixels.
 */
export function boxBlurRows(source: Samples8, box: Box, firstRow: number): NextRow {
  const left = (box.width >> 1) * source.channels;
  const sums = new Int32Array((source.width + box.width) * source.channels);
  const body = sums.subarray(left, left + source.width * source.channels);
  const scale = 1 / (box.width * box.height);
  let top = firstRow - (box.height >> 1);
  for (let y = top; y < top + box.height; y++) addRow(body, rowOf(source, y));
  let moved = true;
  return into => {
    if (!moved) {
      exchangeRow(body, rowOf(source, top + box.height), rowOf(source, top));
      top++;
    }
    moved = false;
    mirrorEnds(sums, source, box.width >> 1);
    if (source.channels === 3) slideRgb(sums, box.width, scale, into, source.width);
    else slidePlane(sums, box.width, scale, into, source.width);
  };
}

/** A row, or the mirror image that stands in for one outside. */
export function rowOf({ width, height, channels, data }: Samples8, y: number): Uint8Array {
  const from = reflect101(y, height) * width * channels;
  return data.subarray(from, from + width * channels);
}

function addRow(sums: Int32Array, row: Uint8Array) {
  for (let i = 0; i < sums.length; i++) sums[i] += row[i];
}

function exchangeRow(sums: Int32Array, enters: Uint8Array, leaves: Uint8Array) {
  const n = sums.length;
  for (let i = 0; i < n; i++) sums[i] = (sums[i] + enters[i] - leaves[i]) | 0;
}

/** Fills the sums left and right of the picture from their mirror images. */
export function mirrorEnds(sums: Int32Array, { width, channels }: Samples8, left: number) {
  const copy = (x: number) => {
    const from = (left + reflect101(x, width)) * channels;
    for (let c = 0; c < channels; c++) sums[(left + x) * channels + c] = sums[from + c];
  };
  for (let x = -left; x < 0; x++) copy(x);
  for (let x = width; (left + x) * channels < sums.length; x++) copy(x);
}

function slidePlane(sums: Int32Array, span: number, scale: number, into: Uint8Array, width: number) {
  let sum = 0;
  for (let x = 0; x < span; x++) sum += sums[x];
  for (let x = 0; x < width; x++) {
    into[x] = sum * scale + 0.5;
    sum = (sum + sums[x + span] - sums[x]) | 0;
  }
}

function slideRgb(sums: Int32Array, boxWidth: number, scale: number, into: Uint8Array, width: number) {
  const span = boxWidth * 3;
  let red = 0;
  let green = 0;
  let blue = 0;
  for (let i = 0; i < span; i += 3) {
    red += sums[i];
    green += sums[i + 1];
    blue += sums[i + 2];
  }
  for (let i = 0, ahead = span; i < width * 3; i += 3, ahead += 3) {
    into[i] = red * scale + 0.5;
    into[i + 1] = green * scale + 0.5;
    into[i + 2] = blue * scale + 0.5;
    red = (red + sums[ahead] - sums[i]) | 0;
    green = (green + sums[ahead + 1] - sums[i + 1]) | 0;
    blue = (blue + sums[ahead + 2] - sums[i + 2]) | 0;
  }
}
