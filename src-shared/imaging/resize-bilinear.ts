import type { NextRow, Samples8 } from './box-blur.ts';

/**
 * Resizes to width × height, row by row from `firstRow` on: bilinear between pixel centres, no smoothing
 * when it shrinks, as OpenCV's `resize` with INTER_LINEAR. Rounded to the nearest level.
 */
export function bilinearRows(source: Samples8, width: number, height: number, firstRow: number): NextRow {
  const { channels, data } = source;
  const across = axis(source.width, width, channels);
  const down = axis(source.height, height, source.width * channels);
  let y = firstRow;
  return into => {
    const upper = down.first[y];
    const lower = down.second[y];
    const v = down.share[y];
    for (let x = 0, to = 0; x < width; x++) {
      const left = across.first[x];
      const right = across.second[x];
      const u = across.share[x];
      for (let c = 0; c < channels; c++, to++) {
        const top = mix(data[upper + left + c], data[upper + right + c], u);
        const bottom = mix(data[lower + left + c], data[lower + right + c], u);
        into[to] = mix(top, bottom, v) + 0.5;
      }
    }
    y++;
  };
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
