import { describe, expect, it } from 'vitest';
import type { RgbImage } from '../../../src-shared/imaging/image.ts';
import {
  GRAIN_BYTES,
  grainOf,
  grainRow,
  lostGrain,
  noiseAt,
  plainGrain,
} from '../../../src-shared/imaging/scene/grain.ts';
import { estimateNoise, type Noise, silent } from '../../../src-shared/imaging/scene/noise.ts';
import { grainLayer } from '../../../src-shared/imaging/simd/grain.ts';
import { photoLike } from '../../making/photo-like.ts';
import { randomLevels, randomSource } from '../../making/random.ts';

const [width, height] = [640, 480];

/** Slopes of all brightnesses, each channel with noise of its own. @param deviation by the brightness, 0…1 */
function noisy(deviation: (light: number) => number): RgbImage {
  const random = randomSource(11);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < data.length; i++) {
    const light = 0.1 + (0.75 * (Math.floor(i / 3) % width)) / width;
    data[i] = 255 * light + deviation(light) * normal() + 0.5;
  }
  return { width, height, data };
}
/** Of the luma of three channels of deviation 1. */
const LUMA = Math.hypot(0.299, 0.587, 0.114);

describe('the noise of a photo', () => {
  it.each([1, 4, 10])('of deviation %i is found at every brightness', deviation => {
    const found = estimateNoise(noisy(() => deviation));
    for (const level of [40, 128, 210]) {
      const wanted = Math.hypot(deviation, Math.sqrt(1 / 12)) * LUMA;
      expect(noiseAt(found, level) / wanted, `at ${level}`).toBeGreaterThan(0.9);
      expect(noiseAt(found, level) / wanted, `at ${level}`).toBeLessThan(1.1);
    }
    expect(found.lumaLink).toBeLessThan(0.05);
  });

  it('follows the brightness', () => {
    const found = estimateNoise(noisy(light => 6 - 4 * light));
    expect(noiseAt(found, 50)).toBeCloseTo((6 - 4 * (50 / 255)) * LUMA, 0);
    expect(noiseAt(found, 200)).toBeCloseTo((6 - 4 * (200 / 255)) * LUMA, 0);
  });

  it('is not mistaken for texture', () => {
    const photo = noisy(() => 2);
    // Stripes over three quarters of it.
    for (let i = 0; i < photo.data.length; i++) {
      if (Math.floor(i / 3 / width) % 4 !== 0 && Math.floor(i / 3 / width) > height / 4)
        photo.data[i] = Math.max(5, photo.data[i] - 40 * (Math.floor(i / 9) % 2));
    }
    expect(noiseAt(estimateNoise(photo), 128)).toBeLessThan(2 * LUMA * 1.25);
  });

  it('is nothing in a drawing, in what is clipped, and in a picture too small to tell', () => {
    expect(estimateNoise({ ...photoLike(300, 200), data: new Uint8Array(180_000).fill(120) })).toEqual(
      silent,
    );
    expect(estimateNoise({ width, height, data: new Uint8Array(width * height * 3).fill(255) })).toEqual(
      silent,
    );
    expect(estimateNoise({ width: 5, height: 5, data: randomLevels(75, 1) })).toEqual(silent);
  });
});

const noise: Noise = { luma: [2, 3, 4, 5, 5, 4, 3, 2], chroma: 0.5, lumaLink: 0.4, chromaLink: 0.5 };

/** Grain on one colour. */
function onGrey(level: number, like: Noise = noise, share = 1): RgbImage {
  const data = new Uint8Array(width * height * 3).fill(level);
  const lay = plainGrain(grainOf(like, 1), width);
  for (let y = 0; y < height; y++) lay(data.subarray(y * width * 3, (y + 1) * width * 3), y, share);
  return { width, height, data };
}
const lumas = ({ data }: RgbImage): number[] =>
  Array.from(
    { length: data.length / 3 },
    (_, i) => 0.299 * data[i * 3] + 0.587 * data[i * 3 + 1] + 0.114 * data[i * 3 + 2],
  );
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviationOf = (values: readonly number[]) => {
  const middle = mean(values);
  return Math.sqrt(mean(values.map(value => (value - middle) ** 2)));
};

describe('grain', () => {
  it.each([32, 128, 200])(
    'on level %i is as strong as the photo’s noise there, and leaves the brightness',
    level => {
      const values = lumas(onGrey(level));
      expect(deviationOf(values) / noiseAt(noise, level)).toBeGreaterThan(0.95);
      expect(deviationOf(values) / noiseAt(noise, level)).toBeLessThan(1.05);
      expect(mean(values)).toBeCloseTo(level, 0);
    },
  );

  it('is seen by the measure that found it', () => {
    const again = estimateNoise(onGrey(128));
    expect(noiseAt(again, 128) / noiseAt(noise, 128)).toBeGreaterThan(0.92);
    expect(noiseAt(again, 128) / noiseAt(noise, 128)).toBeLessThan(1.08);
    expect(again.chroma).toBeCloseTo(noise.chroma, 1);
    expect(again.lumaLink).toBeCloseTo(noise.lumaLink, 1);
    expect(again.chromaLink).toBeCloseTo(noise.chromaLink, 1);
  });

  it('links a pixel with the next one, across and down, as asked', () => {
    const values = lumas(onGrey(128, { ...noise, chroma: 0 })).map(value => value - 128);
    for (const step of [1, width]) {
      const products = mean(values.map((value, i) => value * (values[i + step] ?? 0)));
      expect(products / deviationOf(values) ** 2).toBeCloseTo(0.4, 1);
    }
  });

  it('does not come again block by block', () => {
    const { tile } = grainOf(noise, 1);
    const row = new Int8Array(1024 * GRAIN_BYTES);
    grainRow(tile, 3, row);
    const red = Array.from({ length: 1024 }, (_, x) => row[x * GRAIN_BYTES]);
    for (const shift of [64, 128, 256]) {
      const alike = mean(red.slice(shift).map((value, x) => value * red[x])) / deviationOf(red) ** 2;
      expect(Math.abs(alike), `at ${shift}`).toBeLessThan(0.3);
    }
  });

  it('keeps to black and white, and is weaker by its share', () => {
    expect(mean(lumas(onGrey(255)))).toBeGreaterThan(253);
    expect(deviationOf(lumas(onGrey(128, noise, 0.5))) / noiseAt(noise, 128)).toBeCloseTo(0.5, 1);
    expect(onGrey(90, silent)).toEqual(onGrey(90, noise, 0));
  });

  it.each([1, 3, 4, 63, 64, 65, 257])('of %i pixels is the same in SIMD, to the bit', across => {
    const grain = grainOf(noise, 2);
    const [plain, fast] = [plainGrain(grain, across), grainLayer(grain, across)];
    const row = randomLevels(across * 3, across);
    for (const [y, share] of [
      [0, 1],
      [63, 1],
      [64, 0.3],
      [1000, 1],
    ]) {
      const [a, b] = [row.slice(), row.slice()];
      plain(a, y, share);
      fast(b, y, share);
      expect(b).toEqual(a);
    }
  });

  it('is all but gone after a wide blur, and all there after none', () => {
    expect(lostGrain(0)).toBe(0);
    expect(lostGrain(0.3)).toBeCloseTo(0.73, 1);
    expect(lostGrain(20)).toBeGreaterThan(0.99);
  });
});
