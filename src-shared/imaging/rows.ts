import type { NextRow } from './box-blur.ts';

/** Rows `first` (included) to `end` (not included) of a picture: the unit that the cores share out. */
export interface Band {
  readonly first: number;
  readonly end: number;
}

/** Runs a row source over a band, into `data` whose rows hold `stride` samples. */
export function fillBand(next: NextRow, data: Uint8Array, stride: number, { first, end }: Band) {
  for (let y = first; y < end; y++) next(data.subarray(y * stride, (y + 1) * stride));
}

/** Cuts `height` rows into at most `count` bands; each but the last has a multiple of `step` rows. */
export function cutBands(height: number, count: number, step = 1): Band[] {
  const rows = Math.max(step, Math.ceil(height / count / step) * step);
  const bands: Band[] = [];
  for (let first = 0; first < height; first += rows) {
    bands.push({ first, end: Math.min(first + rows, height) });
  }
  return bands;
}
