import { describe, expect, it } from 'vitest';
import { type Aperture, apertures, chordsOf } from '../../src-shared/imaging/aperture.ts';
import { apertureBlur } from '../../src-shared/imaging/aperture-blur.ts';
import { apertureBlurSimd } from '../../src-shared/imaging/simd/aperture-blur.ts';
import type { SamplesF } from '../../src-shared/imaging/gaussian-blur.ts';

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

describe('apertureBlur', () => {
  const source = noise(41, 33, 2);

  it.each(apertures.flatMap(aperture => [2.6, 5, 9.4].map(radius => [aperture, radius] as const)))(
    'is the convolution with a %s of radius %d',
    (aperture, radius) => {
      const into = new Float32Array(source.data.length);
      apertureBlur(source, chordsOf(aperture, radius), into);
      const naive = naiveBlur(source, aperture, radius);
      expect(decibels(into, naive)).toBeGreaterThan(45);
    },
  );

  it('makes a band of rows as the whole is made', () => {
    const chords = chordsOf('disc', 6);
    const whole = new Float32Array(source.data.length);
    apertureBlur(source, chords, whole);
    const parts = new Float32Array(source.data.length);
    apertureBlur(source, chords, parts, { first: 0, end: 11 });
    apertureBlur(source, chords, parts, { first: 11, end: 33 });
    expect(parts).toEqual(whole);
  });
});

describe('apertureBlurSimd', () => {
  const source = noise(61, 37, 4);

  it.each([0.7, 2.5, 7.3, 40])('gives the plain blur’s figures at a radius of %d', radius => {
    const chords = chordsOf('heptagon', radius);
    const plain = new Float32Array(source.data.length);
    const simd = new Float32Array(source.data.length);
    apertureBlur(source, chords, plain);
    apertureBlurSimd(source, chords, simd, { first: 0, end: 20 });
    apertureBlurSimd(source, chords, simd, { first: 20, end: 37 });
    expect(Math.max(...simd.map((value, i) => Math.abs(value - plain[i])))).toBeLessThan(1e-5);
  });
});
