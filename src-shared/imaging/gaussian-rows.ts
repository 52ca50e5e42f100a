import type { BlurredRow } from './aperture-blur.ts';
import type { SamplesF } from './image.ts';

/** How far from its middle a Gaussian is followed, in standard deviations: what is beyond is below a thousandth. */
const REACH = 3.3;

/** A Gaussian sampled at whole pixels, from its middle to one end, summing to 1 over both sides. @param sigma > 0 */
export function gaussianTaps(sigma: number): readonly number[] {
  const count = Math.ceil(REACH * sigma);
  const half = Array.from({ length: count + 1 }, (_, i) => Math.exp(-(i * i) / (2 * sigma * sigma)));
  const sum = half.reduce((total, tap, i) => total + (i === 0 ? tap : 2 * tap), 0);
  return half.map(tap => tap / sum);
}

/** The picture under a Gaussian, across and then down; what lies outside of the picture is 0. */
export function gaussianRows(source: SamplesF, taps: readonly number[]): BlurredRow {
  const { width, height, channels, data } = source;
  const stride = width * channels;
  const known = new Map<number, Float32Array>();
  const across = (y: number): Float32Array => {
    const row = known.get(y) ?? new Float32Array(stride);
    if (known.has(y)) return row;
    known.set(y, row);
    const from = data.subarray(y * stride, (y + 1) * stride);
    forEachTap(taps, (offset, tap) => addTap(from, offset * channels, tap, row));
    return row;
  };
  const into = new Float32Array(stride);
  return y => {
    into.fill(0);
    forEachTap(taps, (offset, tap) => {
      if (y + offset >= 0 && y + offset < height) addTap(across(y + offset), 0, tap, into);
    });
    known.delete(y - taps.length + 1);
    return into;
  };
}

export function forEachTap(taps: readonly number[], each: (offset: number, tap: number) => void) {
  for (let offset = 1 - taps.length; offset < taps.length; offset++) each(offset, taps[Math.abs(offset)]);
}

function addTap(row: Float32Array, offset: number, tap: number, into: Float32Array) {
  const first = Math.max(0, -offset);
  const end = Math.min(into.length, into.length - offset);
  for (let i = first; i < end; i++) into[i] += row[i + offset] * tap;
}
