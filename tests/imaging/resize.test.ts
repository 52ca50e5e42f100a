import { describe, expect, it } from 'vitest';
import type { NextRow, Samples8 } from '../../src-shared/imaging/box-blur.ts';
import { areaRows } from '../../src-shared/imaging/resize-area.ts';
import { bilinearRows } from '../../src-shared/imaging/resize-bilinear.ts';
import { fillBand } from '../../src-shared/imaging/rows.ts';
import { areaRowsSimd } from '../../src-shared/imaging/simd/resize-area.ts';
import { distances } from '../making/distance.ts';
import { randomLevels } from '../making/random.ts';

const noise = (width: number, height: number, channels: 1 | 3): Samples8 => ({
  width,
  height,
  channels,
  data: randomLevels(width * height * channels, 7),
});

type Resizer = (source: Samples8, width: number, height: number, firstRow: number) => NextRow;
function resized(resizer: Resizer, source: Samples8, width: number, height: number, first = 0): Uint8Array {
  const stride = width * source.channels;
  const data = new Uint8Array(stride * height);
  fillBand(resizer(source, width, height, first), data, stride, { first, end: height });
  return data;
}

/** The mean of every covered sample by its covered area, one new pixel at a time. */
function naiveArea(
  { width: w, height: h, channels, data }: Samples8,
  width: number,
  height: number,
): number[] {
  const overlap = (sample: number, from: number, to: number) =>
    Math.max(0, Math.min(sample + 1, to) - Math.max(sample, from));
  return Array.from({ length: width * height * channels }, (_, i) => {
    const c = i % channels;
    const x = Math.floor(i / channels) % width;
    const y = Math.floor(i / channels / width);
    let sum = 0;
    for (let row = 0; row < h; row++) {
      for (let column = 0; column < w; column++) {
        const area =
          overlap(row, (y * h) / height, ((y + 1) * h) / height) *
          overlap(column, (x * w) / width, ((x + 1) * w) / width);
        sum += data[(row * w + column) * channels + c] * area;
      }
    }
    return sum / ((w / width) * (h / height));
  });
}

describe('areaRows', () => {
  for (const [width, height] of [
    [10, 6],
    [7, 5],
    [1, 1],
    [20, 12],
  ] as const) {
    it(`averages the area that each pixel of ${width} × ${height} covers`, () => {
      const source = noise(20, 12, 3);
      const apart = distances(resized(areaRows, source, width, height), naiveArea(source, width, height));
      expect(apart.most).toBeLessThanOrEqual(0.51);
    });
  }

  for (const channels of [1, 3] as const) {
    it(`gives the levels of the plain one in SIMD, ${channels === 1 ? 'one channel' : 'three channels'}`, () => {
      const source = noise(53, 31, channels);
      for (const [width, height] of [
        [17, 9],
        [53, 31],
        [1, 2],
      ] as const) {
        const apart = distances(
          resized(areaRowsSimd, source, width, height),
          resized(areaRows, source, width, height),
        );
        expect(apart.most).toBeLessThanOrEqual(1);
        expect(apart.mean).toBeLessThan(0.01);
      }
    });
  }

  it('gives the same rows when it begins in the middle', () => {
    const source = noise(40, 30, 1);
    expect(resized(areaRows, source, 11, 9, 4).subarray(44)).toEqual(
      resized(areaRows, source, 11, 9).subarray(44),
    );
  });
});

describe('bilinearRows', () => {
  it('keeps every sample when the size stays', () => {
    const source = noise(9, 7, 3);
    expect(resized(bilinearRows, source, 9, 7)).toEqual(source.data);
  });

  it('lies between pixel centres and repeats the ends', () => {
    const source: Samples8 = { width: 2, height: 1, channels: 1, data: Uint8Array.of(0, 200) };
    expect([...resized(bilinearRows, source, 4, 1)]).toEqual([0, 50, 150, 200]);
  });

  it('gives the same rows when it begins in the middle', () => {
    const source = noise(6, 5, 3);
    expect(resized(bilinearRows, source, 13, 11, 6).subarray(6 * 39)).toEqual(
      resized(bilinearRows, source, 13, 11).subarray(6 * 39),
    );
  });
});
