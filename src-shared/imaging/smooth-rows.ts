import { DITHER_SIDE, ditherTile } from './dither.ts';
import type { NextRow } from './box-blur.ts';
import { type Axis, axis } from './resize-bilinear.ts';
import { rowPair, type Slot } from './row-pair.ts';

/** Interleaved RGB in 1/256 of a level, 0…65280. `data.length === width * height * 3`. */
export interface FineImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint16Array;
}

/** A row in 1/256 of a level, and the two rows it is mixed from: interleaved RGB. */
export interface FineMixer {
  readonly above: Float32Array;
  readonly below: Float32Array;
  /** Scales a row of the narrower picture up, linear between pixel centres. */
  stretch(row: Uint16Array, into: Slot): void;
  /**
   * Rounds `above + (below − above) · share` with the dither's row `y`.
   * @param shown pixels that matter, see `NextRow`; runs begin at multiples of `DITHER_SIDE`
   */
  dither(share: number, y: number, into: Uint8Array, shown?: Int32Array): void;
  /** The mixture itself; good until the next call. */
  blend(share: number): Float32Array;
}

/** @param width of the rows @param from the width of those that are stretched to it, at most as wide */
export type NewFineMixer = (width: number, from?: number) => FineMixer;

/** The rows of a fine picture scaled up to width × height, linear between pixel centres. */
export interface FineRows {
  /** Makes a row of the result ready in the mixer. @returns how much of the row below it takes */
  at(y: number): number;
  readonly mixer: FineMixer;
}

export function fineRows(
  source: FineImage,
  { width, height }: { width: number; height: number },
  newMixer: NewFineMixer,
): FineRows {
  const mixer = newMixer(width, source.width);
  const stride = source.width * 3;
  const down = axis(source.height, height, stride);
  const at = rowPair(down, stride, (slot, from) =>
    mixer.stretch(source.data.subarray(from, from + stride), slot),
  );
  return { mixer, at };
}

/** A fine picture scaled up and rounded with dither, row by row from `firstRow` on. */
export function ditheredRows(
  source: FineImage,
  size: { width: number; height: number },
  firstRow: number,
  newMixer: NewFineMixer = plainFineMixer,
): NextRow {
  const rows = fineRows(source, size, newMixer);
  let y = firstRow;
  return (into, shown) => {
    rows.mixer.dither(rows.at(y), y, into, shown);
    y++;
  };
}

function stretchRow(row: Uint16Array, { first, second, share }: Axis, into: Float32Array) {
  for (let x = 0, to = 0; x < share.length; x++, to += 3) {
    for (let c = 0; c < 3; c++) {
      const left = row[first[x] * 3 + c];
      into[to + c] = left + (row[second[x] * 3 + c] - left) * share[x];
    }
  }
}

export const plainFineMixer: NewFineMixer = (width, from = width) => {
  const length = width * 3;
  const across = axis(from, width, 1);
  const above = new Float32Array(length);
  const below = new Float32Array(length);
  const mixed = new Float32Array(length);
  return {
    above,
    below,
    stretch: (row, into) => stretchRow(row, across, into === 'above' ? above : below),
    dither(share, y, into) {
      const noise = ditherRow(y);
      for (let i = 0; i < length; i++) {
        const fine = above[i] + (below[i] - above[i]) * share;
        into[i] = (Math.floor(fine) + noise[i % noise.length]) >> 8;
      }
    },
    blend(share) {
      for (let i = 0; i < length; i++) mixed[i] = above[i] + (below[i] - above[i]) * share;
      return mixed;
    },
  };
};

/** The dither's samples for a row of the photo; it repeats across. */
export const ditherRow = (y: number): Uint8Array => {
  const stride = DITHER_SIDE * 3;
  const row = y % DITHER_SIDE;
  return ditherTile().subarray(row * stride, (row + 1) * stride);
};
