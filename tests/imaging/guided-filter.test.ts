import { describe, expect, it } from 'vitest';
import { matteRows, plainMatteLine } from '../../src-shared/imaging/apply-matte.ts';
import { boxMean } from '../../src-shared/imaging/box-mean.ts';
import { guidedMatte } from '../../src-shared/imaging/guided-filter.ts';
import type { PlaneF, RgbImage } from '../../src-shared/imaging/image.ts';
import { fillBand } from '../../src-shared/imaging/rows.ts';
import { matteLine } from '../../src-shared/imaging/simd/apply-matte.ts';
import { distances } from '../making/distance.ts';
import { randomFloats, randomLevels } from '../making/random.ts';

const WIDTH = 14;
const HEIGHT = 11;
const RADIUS = 3;
const EPSILON = 1e-3;

const guide: RgbImage = { width: WIDTH, height: HEIGHT, data: randomLevels(WIDTH * HEIGHT * 3, 3) };
const coarse: PlaneF = { width: WIDTH, height: HEIGHT, data: randomFloats(WIDTH * HEIGHT, 5) };

/** The pixels of the window round (x, y) that lie in the picture. */
function windowOf(x: number, y: number): number[] {
  const pixels: number[] = [];
  for (let v = Math.max(0, y - RADIUS); v <= Math.min(HEIGHT - 1, y + RADIUS); v++) {
    for (let u = Math.max(0, x - RADIUS); u <= Math.min(WIDTH - 1, x + RADIUS); u++)
      pixels.push(v * WIDTH + u);
  }
  return pixels;
}

const colour = (i: number): number[] => [0, 1, 2].map(c => guide.data[i * 3 + c] / 255);
const average = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** Gaussian elimination on the 3 × 3 normal equations of one window. */
function fit(x: number, y: number): number[] {
  const pixels = windowOf(x, y);
  const means = [0, 1, 2].map(c => average(pixels.map(i => colour(i)[c])));
  const meanP = average(pixels.map(i => coarse.data[i]));
  const rows = [0, 1, 2].map(r => [
    ...[0, 1, 2].map(
      c =>
        average(pixels.map(i => colour(i)[r] * colour(i)[c])) - means[r] * means[c] + (r === c ? EPSILON : 0),
    ),
    average(pixels.map(i => colour(i)[r] * coarse.data[i])) - means[r] * meanP,
  ]);
  for (let k = 0; k < 3; k++) {
    for (let r = 0; r < 3; r++) {
      if (r === k) continue;
      const factor = rows[r][k] / rows[k][k];
      rows[r] = rows[r].map((value, c) => value - factor * rows[k][c]);
    }
  }
  const a = rows.map((row, k) => row[3] / row[k]);
  return [...a, meanP - a.reduce((sum, value, c) => sum + value * means[c], 0)];
}

describe('guidedMatte', () => {
  it('equals the least-squares fit of every window, averaged', () => {
    const fits = Array.from({ length: WIDTH * HEIGHT }, (_, i) => fit(i % WIDTH, Math.floor(i / WIDTH)));
    const wanted = fits.flatMap((_, i) => {
      const pixels = windowOf(i % WIDTH, Math.floor(i / WIDTH));
      return [0, 1, 2, 3].map(c => average(pixels.map(j => fits[j][c])));
    });
    const { coefficients } = guidedMatte(guide, coarse, RADIUS, EPSILON);
    expect(distances(coefficients, wanted).most).toBeLessThan(1e-4);
  });

  it('brings a soft step to the edge of the photo', () => {
    const side = 64;
    const edge = 37;
    const data = Uint8Array.from({ length: side * side * 3 }, (_, i) =>
      Math.floor(i / 3) % side < edge ? 30 : 220,
    );
    const photo: RgbImage = { width: side, height: side, data };
    // The network's step is eight pixels wide and two pixels off.
    const soft = Float32Array.from({ length: side * side }, (_, i) =>
      Math.min(1, Math.max(0, ((i % side) - edge + 2 + 4) / 8)),
    );
    const matte = guidedMatte(photo, { width: side, height: side, data: soft }, 12, 1e-4);
    const alpha = new Uint8Array(side * side);
    fillBand(matteRows(photo, matte, 0), alpha, side, { first: 0, end: side });
    const row = alpha.subarray(32 * side, 33 * side);
    expect(row[edge] - row[edge - 1]).toBeGreaterThan(150);
    expect(row[edge - 8]).toBeLessThan(40);
    expect(row[edge + 8]).toBeGreaterThan(215);
  });
});

describe('a matte applied in SIMD', () => {
  it.each([1, 3, 4, 50, 67])('gives the levels of the plain one on rows of %i pixels', width => {
    const height = 31;
    const matte = guidedMatte(guide, coarse, RADIUS, EPSILON);
    const photo: RgbImage = { width, height, data: randomLevels(width * height * 3, 8) };
    const [plain, fast] = [plainMatteLine, matteLine].map(line => {
      const alpha = new Uint8Array(width * height);
      fillBand(matteRows(photo, matte, 0, line), alpha, width, { first: 0, end: height });
      return alpha;
    });
    const apart = distances(fast, plain);
    expect(apart.most).toBeLessThanOrEqual(1);
    expect(apart.mean).toBeLessThan(0.01);
    if (width > 4) expect(new Set(plain).size).toBeGreaterThan(20);
  });

  it.each([
    [0, -1],
    [255, 2],
  ])('gives %i alone where the constant is %i everywhere', (level, constant) => {
    const matte = {
      width: 5,
      height: 1,
      coefficients: Float32Array.from({ length: 20 }, () => constant / 4),
    };
    const photo: RgbImage = { width: 21, height: 1, data: new Uint8Array(63).fill(level) };
    const alpha = new Uint8Array(21).fill(7);
    matteRows(photo, matte, 0, matteLine)(alpha);
    expect(new Set(alpha)).toEqual(new Set([level]));
  });

  it('gives them where every colour is cut off, or filled up', () => {
    const [from, width] = [30, 200];
    // From far below nothing to far above all; the colours matter a little in the left half.
    const coefficients = Float32Array.from({ length: from * 4 }, (_, i) =>
      i % 4 === 3 ? Math.floor(i / 4) / 10 - 1 : i < from * 2 ? 0.02 * ((i % 3) - 1) : 0,
    );
    const matte = { width: from, height: 1, coefficients };
    const photo: RgbImage = { width, height: 1, data: randomLevels(width * 3, 8) };
    const [plain, fast] = [plainMatteLine, matteLine].map(line => {
      const alpha = new Uint8Array(width);
      matteRows(photo, matte, 0, line)(alpha);
      return alpha;
    });
    expect(distances(fast, plain).most).toBeLessThanOrEqual(1);
    for (const level of [0, 255]) expect(fast.filter(value => value === level).length).toBeGreaterThan(32);
  });
});

it('takes the mean over the part of a window that lies in the picture', () => {
  const samples = { width: WIDTH, height: HEIGHT, channels: 1, data: coarse.data };
  const wanted = Array.from({ length: WIDTH * HEIGHT }, (_, i) =>
    average(windowOf(i % WIDTH, Math.floor(i / WIDTH)).map(j => coarse.data[j])),
  );
  expect(distances(boxMean(samples, RADIUS), wanted).most).toBeLessThan(1e-6);
});

it('takes the mean of all when the window is wider than the picture', () => {
  const samples = { width: WIDTH, height: HEIGHT, channels: 1, data: coarse.data };
  const all = average([...coarse.data]);
  const apart = distances(boxMean(samples, 40), new Float32Array(coarse.data.length).fill(all));
  expect(apart.most).toBeLessThan(1e-6);
});
