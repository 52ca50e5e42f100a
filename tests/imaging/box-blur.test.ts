import { describe, expect, it } from 'vitest';
import { reflect101 } from '../../src-shared/imaging/border.ts';
import { type Box, boxBlurRows, type Samples8 } from '../../src-shared/imaging/box-blur.ts';
import { boxBlurRowsSimd } from '../../src-shared/imaging/simd/box-blur.ts';
import { fillBand } from '../../src-shared/imaging/rows.ts';
import { distances } from '../making/distance.ts';
import { randomLevels } from '../making/random.ts';

/** Every pixel's mean, summed over its box. */
function naive({ width, height, channels, data }: Samples8, box: Box): Uint8Array {
  const result = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const c = i % channels;
    const x = Math.floor(i / channels) % width;
    const y = Math.floor(i / channels / width);
    let sum = 0;
    for (let dy = 0; dy < box.height; dy++) {
      for (let dx = 0; dx < box.width; dx++) {
        const row = reflect101(y + dy - (box.height >> 1), height);
        const column = reflect101(x + dx - (box.width >> 1), width);
        sum += data[(row * width + column) * channels + c];
      }
    }
    result[i] = Math.round(sum / (box.width * box.height));
  }
  return result;
}

function blurred(source: Samples8, box: Box, first = 0, end = source.height): Uint8Array {
  const data = new Uint8Array(source.data.length);
  fillBand(boxBlurRows(source, box, first), data, source.width * source.channels, { first, end });
  return data;
}

const noise = (width: number, height: number, channels: 1 | 3): Samples8 => ({
  width,
  height,
  channels,
  data: randomLevels(width * height * channels, width + height),
});

const boxes: Box[] = [
  { width: 1, height: 1 },
  { width: 4, height: 4 },
  { width: 5, height: 3 },
  { width: 55, height: 5 },
  { width: 60, height: 60 },
];

describe('boxBlurRows', () => {
  for (const box of boxes) {
    for (const channels of [1, 3] as const) {
      it(`equals the plain sum for ${box.width} × ${box.height}, ${channels} channels`, () => {
        const source = noise(23, 17, channels);
        expect(distances(blurred(source, box), naive(source, box)).most).toBe(0);
      });
    }
  }

  it('gives the same rows when it begins in the middle', () => {
    const source = noise(31, 40, 3);
    const box = { width: 8, height: 6 };
    const lower = blurred(source, box, 13, 29).subarray(13 * 93, 29 * 93);
    expect(lower).toEqual(blurred(source, box).subarray(13 * 93, 29 * 93));
  });

  it('leaves one pixel as it is', () => {
    const source = noise(1, 1, 3);
    expect(blurred(source, { width: 100, height: 100 })).toEqual(source.data);
  });
});

describe('boxBlurRowsSimd', () => {
  for (const [width, height] of [
    [23, 17],
    [1, 1],
    [64, 5],
    [101, 130],
  ] as const) {
    it(`gives the levels of the plain one on ${width} × ${height}`, () => {
      const source = noise(width, height, 3);
      for (const box of [...boxes, { width: 100, height: 100 }]) {
        const rows = boxBlurRowsSimd(source, box, 2 % height);
        const data = new Uint8Array(source.data.length);
        fillBand(rows, data, width * 3, { first: 2 % height, end: height });
        const plain = blurred(source, box, 2 % height, height);
        const apart = distances(data, plain);
        // A mean just at half a level may round either way.
        expect(apart.most).toBeLessThanOrEqual(1);
        expect(apart.mean).toBeLessThan(0.001);
      }
    });
  }
});
