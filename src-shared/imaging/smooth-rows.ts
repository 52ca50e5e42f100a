import { DITHER_SIDE, ditherTile } from './dither.ts';
import type { NextRow } from './box-blur.ts';
import { type Axis, axis } from './resize-bilinear.ts';

/** Interleaved RGB in 1/256 of a level, 0…65280. `data.length === width * height * 3`. */
export interface FineImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint16Array;
}

/** A row in 1/256 of a level, and the two rows it is mixed from. */
export interface FineMixer {
  readonly above: Float32Array;
  readonly below: Float32Array;
  /** Rounds `above + (below − above) · share` with the dither's row `y`. */
  dither(share: number, y: number, into: Uint8Array): void;
  /** The mixture itself; good until the next call. */
  blend(share: number): Float32Array;
}

/** The rows of a fine picture scaled up to width × height, linear between pixel centres. */
export interface FineRows {
  /** Makes a row of the result ready in the mixer. @returns how much of the row below it takes */
  at(y: number): number;
  readonly mixer: FineMixer;
}

export function fineRows(
  source: FineImage,
  { width, height }: { width: number; height: number },
  mixer: FineMixer,
): FineRows {
  const across = axis(source.width, width, 3);
  const down = axis(source.height, height, source.width * 3);
  // Scaled across once for each of the source's rows; going down, the lower row of a pair is the next one's upper.
  const held = [-1, -1];
  const stretch = (slot: 0 | 1, from: number) => {
    if (held[slot] === from) return;
    held[slot] = from;
    stretchRow(source.data, from, across, slot === 0 ? mixer.above : mixer.below);
  };
  return {
    mixer,
    at(y) {
      const [before, after, share] = [down.first[y], down.second[y], down.share[y]];
      const flipped = held[1] === before || held[0] === after;
      stretch(flipped ? 1 : 0, before);
      stretch(flipped ? 0 : 1, after);
      return flipped ? 1 - share : share;
    },
  };
}

/** A fine picture scaled up and rounded with dither, row by row from `firstRow` on. */
export function ditheredRows(
  source: FineImage,
  size: { width: number; height: number },
  firstRow: number,
  mixer: FineMixer = plainFineMixer(size.width * 3),
): NextRow {
  const rows = fineRows(source, size, mixer);
  let y = firstRow;
  return into => {
    mixer.dither(rows.at(y), y, into);
    y++;
  };
}

function stretchRow(data: Uint16Array, from: number, { first, second, share }: Axis, into: Float32Array) {
  for (let x = 0, to = 0; x < share.length; x++, to += 3) {
    const left = from + first[x];
    const right = from + second[x];
    const u = share[x];
    into[to] = data[left] + (data[right] - data[left]) * u;
    into[to + 1] = data[left + 1] + (data[right + 1] - data[left + 1]) * u;
    into[to + 2] = data[left + 2] + (data[right + 2] - data[left + 2]) * u;
  }
}

/** @param length samples of a row */
export function plainFineMixer(length: number): FineMixer {
  const above = new Float32Array(length);
  const below = new Float32Array(length);
  const mixed = new Float32Array(length);
  return {
    above,
    below,
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
}

/** The dither's samples for a row of the photo; it repeats across. */
export const ditherRow = (y: number): Uint8Array => {
  const stride = DITHER_SIDE * 3;
  const row = y % DITHER_SIDE;
  return ditherTile().subarray(row * stride, (row + 1) * stride);
};
