import { describe, expect, it } from 'vitest';
import { type Aperture, apertures, chordsOf } from '../../src-shared/imaging/aperture.ts';
import { apertureRows, type BlurredRow } from '../../src-shared/imaging/aperture-blur.ts';
import { gaussianRows, gaussianTaps } from '../../src-shared/imaging/gaussian-rows.ts';
import type { SamplesF } from '../../src-shared/imaging/image.ts';
import { apertureRowsSimd, gaussianRowsSimd } from '../../src-shared/imaging/simd/aperture-blur.ts';

/** Cuts every pixel into this many squares each way, and counts those inside. */
const FINE = 16;

/** Inside a convex shape: on the inner side of every edge. The slow way, from the definition. */
function inside(aperture: Aperture, radius: number, x: number, y: number): boolean {
  if (aperture === 'disc') return x * x + y * y <= radius * radius;
  const n = aperture === 'hexagon' ? 6 : 7;
  const corner = radius * Math.sqrt((2 * Math.PI) / (n * Math.sin((2 * Math.PI) / n)));
  const apothem = corner * Math.cos(Math.PI / n);
  return Array.from({ length: n }, (_, i) => Math.PI / 2 + (2 * Math.PI * i) / n).every(
    angle => x * Math.cos(angle) + y * Math.sin(angle) <= apothem,
  );
}

/** The opening as a kernel of pixels, each the share of it that is open. */
function kernelOf(aperture: Aperture, radius: number) {
  const reach = Math.ceil(radius * 1.3) + 1;
  const cells = [];
  for (let v = -reach; v <= reach; v++) {
    for (let u = -reach; u <= reach; u++) {
      let open = 0;
      for (let i = 0; i < FINE * FINE; i++) {
        const x = u - 0.5 + ((i % FINE) + 0.5) / FINE;
        const y = v - 0.5 + (Math.floor(i / FINE) + 0.5) / FINE;
        open += Number(inside(aperture, radius, x, y));
      }
      if (open > 0) cells.push({ u, v, open: open / (FINE * FINE) });
    }
  }
  return cells;
}

function naiveBlur({ width, height, channels, data }: SamplesF, aperture: Aperture, radius: number) {
  const kernel = kernelOf(aperture, radius);
  const area = kernel.reduce((sum, { open }) => sum + open, 0);
  return Float32Array.from(data, (_, i) => {
    const c = i % channels;
    const x = Math.floor(i / channels) % width;
    const y = Math.floor(i / channels / width);
    let sum = 0;
    for (const { u, v, open } of kernel) {
      const [px, py] = [x + u, y + v];
      if (px < 0 || py < 0 || px >= width || py >= height) continue;
      sum += open * data[(py * width + px) * channels + c];
    }
    return sum / area;
  });
}

function noise(width: number, height: number, channels: number): SamplesF {
  let seed = 7;
  const next = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  return { width, height, channels, data: Float32Array.from({ length: width * height * channels }, next) };
}

/** Rows `first` to `end` of a blurred picture. */
function rowsTo(blurred: BlurredRow, first: number, end: number): Float32Array {
  const rows = Array.from({ length: end - first }, (_, i) => [...blurred(first + i)]);
  return Float32Array.from(rows.flat());
}

const furthest = (a: Float32Array, b: Float32Array): number =>
  Math.max(...a.map((value, i) => Math.abs(value - b[i])));

/** Peak signal-to-noise ratio, for a peak of 1. */
function decibels(a: Float32Array, b: Float32Array): number {
  const squares = a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0);
  return -10 * Math.log10(squares / a.length);
}

describe('chordsOf', () => {
  it.each(apertures)('gives a %s the area of the disc', aperture => {
    const area = chordsOf(aperture, 9.3).reduce((sum, { half, covered }) => sum + 2 * half * covered, 0);
    expect(area / (Math.PI * 9.3 ** 2)).toBeCloseTo(1, 2);
  });

  it('stands a hexagon and a heptagon on an edge', () => {
    const last = chordsOf('hexagon', 20).at(-1)!;
    expect(last.half).toBeGreaterThan(8);
    expect(chordsOf('heptagon', 20).at(-1)!.half).toBeGreaterThan(7);
    expect(chordsOf('heptagon', 20)[0].half).toBeLessThan(3);
  });
});

describe('apertureRows', () => {
  const source = noise(41, 33, 2);

  it.each(apertures.flatMap(aperture => [2.6, 5, 9.4].map(radius => [aperture, radius] as const)))(
    'is the convolution with a %s of radius %d',
    (aperture, radius) => {
      const blurred = rowsTo(apertureRows(source, chordsOf(aperture, radius)), 0, 33);
      expect(decibels(blurred, naiveBlur(source, aperture, radius))).toBeGreaterThan(45);
    },
  );

  it('begins at any row as if it had begun at the first', () => {
    const chords = chordsOf('disc', 6);
    const whole = rowsTo(apertureRows(source, chords), 0, 33);
    expect(rowsTo(apertureRows(source, chords), 11, 33)).toEqual(whole.subarray(11 * 41 * 2));
  });
});

describe('gaussianRows', () => {
  it('spreads a point as a Gaussian does, and loses nothing of it', () => {
    const point: SamplesF = { width: 31, height: 31, channels: 1, data: new Float32Array(31 * 31) };
    point.data[15 * 31 + 15] = 1;
    const blurred = rowsTo(gaussianRows(point, gaussianTaps(2.5)), 0, 31);
    expect(blurred.reduce((sum, value) => sum + value)).toBeCloseTo(1, 5);
    const spread = blurred.reduce((sum, value, i) => sum + value * ((i % 31) - 15) ** 2, 0);
    expect(Math.sqrt(spread)).toBeCloseTo(2.5, 1);
    expect(blurred[15 * 31 + 18] / blurred[15 * 31 + 15]).toBeCloseTo(Math.exp(-9 / 12.5), 4);
  });
});

describe('in SIMD', () => {
  const source = noise(61, 37, 4);

  it.each([0.7, 2.5, 7.3, 40])('an opening has the plain blur’s figures at a radius of %d', radius => {
    const chords = chordsOf('heptagon', radius);
    const plain = rowsTo(apertureRows(source, chords), 0, 37);
    expect(furthest(rowsTo(apertureRowsSimd(source, chords), 0, 37), plain)).toBeLessThan(1e-5);
    const lower = rowsTo(apertureRowsSimd(source, chords), 20, 37);
    expect(furthest(lower, plain.subarray(20 * 61 * 4))).toBeLessThan(1e-5);
  });

  it.each([0.3, 2, 19])('a Gaussian has the plain one’s figures at a standard deviation of %d', sigma => {
    const taps = gaussianTaps(sigma);
    const plain = rowsTo(gaussianRows(source, taps), 0, 37);
    expect(furthest(rowsTo(gaussianRowsSimd(source, taps), 0, 37), plain)).toBeLessThan(1e-5);
  });
});
