import type { NextRow, Samples8 } from './box-blur.ts';

/**
 * Shrinks to width × height, row by row from `firstRow` on, by averaging the area that each new pixel covers
 * (as OpenCV's INTER_AREA), rounded to the nearest level. Neither side may be longer than the source's.
 */
export function areaRows(
  source: Samples8,
  width: number,
  height: number,
  firstRow: number,
  newSums: NewAreaSums = plainAreaSums,
): NextRow {
  const stride = source.width * source.channels;
  const down = spans(source.height, height);
  const sums = newSums(stride, spans(source.width, width), source.channels);
  let y = firstRow;
  return into => {
    sums.clear();
    for (let k = down.start[y], row = down.first[y]; k < down.start[y + 1]; k++, row++) {
      sums.add(source.data.subarray(row * stride, (row + 1) * stride), down.shares[k]);
    }
    sums.shrink(into);
    y++;
  };
}

/** The rows that one new row covers, summed up. */
export interface AreaSums {
  clear(): void;
  add(row: Uint8Array, share: number): void;
  /** Averages the sums across and rounds them. */
  shrink(into: Uint8Array): void;
}

/** @param length samples of a row of the source */
export type NewAreaSums = (length: number, across: Spans, channels: 1 | 3) => AreaSums;

export const plainAreaSums: NewAreaSums = (length, across, channels) => {
  const sums = new Float32Array(length);
  const shrink = channels === 3 ? shrinkRgb : shrinkPlane;
  return {
    clear: () => sums.fill(0),
    add: (row, share) => addScaled(sums, row, share),
    shrink: into => shrink(sums, across, into),
  };
};

function addScaled(sums: Float32Array, row: Uint8Array, share: number) {
  for (let i = 0; i < sums.length; i++) sums[i] = sums[i] + row[i] * share;
}

function shrinkPlane(row: Float32Array, { first, start, shares }: Spans, into: Uint8Array) {
  for (let x = 0; x < first.length; x++) {
    let sum = 0.5;
    for (let k = start[x], i = first[x]; k < start[x + 1]; k++, i++) sum += row[i] * shares[k];
    into[x] = sum;
  }
}

function shrinkRgb(row: Float32Array, { first, start, shares }: Spans, into: Uint8Array) {
  for (let x = 0; x < first.length; x++) {
    let red = 0.5;
    let green = 0.5;
    let blue = 0.5;
    for (let k = start[x], i = first[x] * 3; k < start[x + 1]; k++, i += 3) {
      const share = shares[k];
      red += row[i] * share;
      green += row[i + 1] * share;
      blue += row[i + 2] * share;
    }
    into[x * 3] = red;
    into[x * 3 + 1] = green;
    into[x * 3 + 2] = blue;
  }
}

/** The source samples that each new one covers: from `first[i]` on, their shares at `start[i]` … `start[i + 1]`. */
export interface Spans {
  readonly first: Int32Array;
  readonly start: Int32Array;
  /** What each covered sample makes up of the new one; they sum to 1. */
  readonly shares: Float32Array;
}

/** Overlaps smaller than this, in samples, are rounding and not area. */
const NOTHING = 1e-9;

/** For each of `to` samples the part of `from` samples that it covers; `to` is no more than `from`. */
export function spans(from: number, to: number): Spans {
  const step = from / to;
  const first = new Int32Array(to);
  const start = new Int32Array(to + 1);
  const shares: number[] = [];
  for (let i = 0; i < to; i++) {
    const end = Math.min((i + 1) * step, from);
    first[i] = Math.floor(i * step + NOTHING);
    for (let sample = first[i]; sample < end - NOTHING; sample++) {
      shares.push((Math.min(sample + 1, end) - Math.max(sample, i * step)) / step);
    }
    start[i + 1] = shares.length;
  }
  return { first, start, shares: Float32Array.from(shares) };
}
