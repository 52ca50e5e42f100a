import type { NextRow, Samples8 } from './box-blur.ts';
import { rowPair } from './row-pair.ts';

/**
 * Resizes to width × height, row by row from `firstRow` on: bilinear between pixel centres, no smoothing
 * when it shrinks, as OpenCV's `resize` with INTER_LINEAR. Rounded to the nearest level.
 */
export function bilinearRows(
  source: Samples8,
  width: number,
  height: number,
  firstRow: number,
  mixer: RowMixer = plainMixer(width * source.channels),
): NextRow {
  const { channels } = source;
  const stride = source.width * channels;
  const across = axis(source.width, width, channels);
  const down = axis(source.height, height, stride);
  const shareAt = rowPair(down, stride, (slot, from) => {
    const line = source.data.subarray(from, from + stride);
    if (channels === 3) stretchRgb(line, across, mixer[slot]);
    else stretchPlane(line, across, mixer[slot]);
  });
  let y = firstRow;
  return into => {
    mixer.mix(shareAt(y), into);
    y++;
  };
}

/** Two rows, and what lies between them: `above + (below − above) · share`, rounded. */
export interface RowMixer {
  readonly above: Float32Array;
  readonly below: Float32Array;
  mix(share: number, into: Uint8Array): void;
}

export function plainMixer(length: number): RowMixer {
  const above = new Float32Array(length);
  const below = new Float32Array(length);
  return { above, below, mix: (share, into) => mixRows(above, below, share, into) };
}

function stretchPlane(line: Uint8Array, { first, second, share }: Axis, row: Float32Array) {
  for (let x = 0; x < row.length; x++) row[x] = mix(line[first[x]], line[second[x]], share[x]);
}

function stretchRgb(line: Uint8Array, { first, second, share }: Axis, row: Float32Array) {
  for (let x = 0, to = 0; x < share.length; x++, to += 3) {
    const left = first[x];
    const right = second[x];
    const u = share[x];
    row[to] = mix(line[left], line[right], u);
    row[to + 1] = mix(line[left + 1], line[right + 1], u);
    row[to + 2] = mix(line[left + 2], line[right + 2], u);
  }
}

function mixRows(above: Float32Array, below: Float32Array, share: number, into: Uint8Array) {
  for (let i = 0; i < into.length; i++) into[i] = above[i] + (below[i] - above[i]) * share + 0.5;
}

const mix = (a: number, b: number, share: number): number => a + (b - a) * share;

export interface Axis {
  /** Offset of the sample before each position, and of the one after it. */
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** Share of the one after it, 0…1. */
  readonly share: Float32Array;
}

/**
 * For each of `to` positions: the two samples (of `from`, `stride` apart) that it lies between, by pixel
 * centres, clamped at the ends.
 */
export function axis(from: number, to: number, stride: number): Axis {
  const first = new Int32Array(to);
  const second = new Int32Array(to);
  const share = new Float32Array(to);
  for (let i = 0; i < to; i++) {
    const at = Math.min(Math.max(((i + 0.5) * from) / to - 0.5, 0), from - 1);
    const before = Math.floor(at);
    first[i] = before * stride;
    second[i] = Math.min(before + 1, from - 1) * stride;
    share[i] = at - before;
  }
  return { first, second, share };
}
