import { describe, expect, it } from 'vitest';
import { contrastLevels, edgeSlope } from '../../../src-shared/imaging/edge/contrast.ts';
import { octagonLines, plainWiden, shiftEdge } from '../../../src-shared/imaging/edge/shift.ts';
import { cropped } from '../../../src-shared/imaging/crop.ts';
import type { Plane8 } from '../../../src-shared/imaging/image.ts';
import { widenSimd } from '../../../src-shared/imaging/simd/shift-edge.ts';
import { randomSource } from '../../making/random.ts';

const asTheyAre = contrastLevels(0);

function shifted(alpha: Plane8, shift: number, bands = 1): Uint8Array {
  const into = { ...alpha, data: new Uint8Array(alpha.data.length) };
  const step = Math.ceil(alpha.height / bands);
  for (let first = 0; first < alpha.height; first += step)
    shiftEdge(alpha, shift, asTheyAre, into, { first, end: Math.min(alpha.height, first + step) });
  return into.data;
}

/** Soft blots on nothing. */
function blots(width: number, height: number): Plane8 {
  const random = randomSource(3);
  const data = new Uint8Array(width * height);
  for (let i = 0; i < data.length; i++) if (random() < 0.04) data[i] = Math.floor(random() * 256);
  return { width, height, data };
}

/** The most along a line, asked at every sample and at the two ends: one line after the other, written out. */
function widened({ width, height, data }: Plane8, [dx, dy]: [number, number], half: number): Plane8 {
  const at = (x: number, y: number) =>
    x < 0 || y < 0 || x >= width || y >= height ? 0 : data[y * width + x];
  const along = (x: number, y: number, t: number) => {
    const whole = Math.floor(t);
    const near = at(x + whole * dx, y + whole * dy);
    return near + (at(x + (whole + 1) * dx, y + (whole + 1) * dy) - near) * (t - whole);
  };
  const most = (x: number, y: number) => {
    let level = Math.max(along(x, y, half), along(x, y, -half));
    for (let k = -Math.floor(half); k <= half; k++) level = Math.max(level, along(x, y, k));
    return Math.round(level);
  };
  return { width, height, data: data.map((_, i) => most(i % width, Math.floor(i / width))) };
}

/** With room round the picture for what goes out of it and comes back in: an octagon is the sum of its lines. */
function byHand(alpha: Plane8, radius: number): Uint8Array {
  const room = Math.ceil(radius) + 1;
  const [width, height] = [alpha.width + 2 * room, alpha.height + 2 * room];
  const inner = { left: room, top: room, right: room + alpha.width, bottom: room + alpha.height };
  const data = new Uint8Array(width * height);
  for (let y = 0; y < alpha.height; y++)
    data.set(alpha.data.subarray(y * alpha.width, (y + 1) * alpha.width), (y + room) * width + room);
  const { straight, slanted } = octagonLines(radius);
  const across = widened({ width, height, data }, [1, 0], straight);
  const down = widened(across, [0, 1], straight);
  const all = widened(widened(down, [1, 1], slanted), [-1, 1], slanted);
  return cropped(all.data, width, 1, inner);
}

const complement = ({ width, height, data }: Plane8): Plane8 => ({
  width,
  height,
  data: data.map(level => 255 - level),
});

const farthest = (a: Uint8Array, b: Uint8Array) =>
  a.reduce((most, level, i) => Math.max(most, Math.abs(level - b[i])), 0);

describe('an edge moved outward', () => {
  it.each([0.4, 1, 2.5, 7.3, 13])('by %d pixels is what the octagon holds the most of', shift => {
    const alpha = blots(61, 43);
    expect(farthest(shifted(alpha, shift), byHand(alpha, shift))).toBeLessThanOrEqual(4);
  });

  it('does not depend on how the picture is cut into bands', () => {
    const alpha = blots(50, 37);
    expect(shifted(alpha, 5.6, 5)).toEqual(shifted(alpha, 5.6));
  });

  it('moves along the axes by just as much as is asked for, and keeps its softness', () => {
    const ramp = (from: number): Plane8 => ({
      width: 40,
      height: 9,
      data: Uint8Array.from({ length: 360 }, (_, i) =>
        Math.round(255 * Math.min(1, Math.max(0, (from - (i % 40)) / 8))),
      ),
    });
    expect(farthest(shifted(ramp(20), 4.5), ramp(24.5).data)).toBeLessThanOrEqual(4);
    expect(farthest(shifted(ramp(20), -4.5), ramp(15.5).data)).toBeLessThanOrEqual(4);
  });
});

it('an edge moved inward is the complement’s moved outward, and the frame eats nothing', () => {
  const alpha = blots(40, 30);
  const inward = shifted(complement(alpha), -3.2);
  expect(inward).toEqual(complement({ ...alpha, data: shifted(alpha, 3.2) }).data);
  const full = { width: 9, height: 9, data: new Uint8Array(81).fill(255) };
  expect(shifted(full, -4)).toEqual(full.data);
});

it('in SIMD is moved to the bit as in plain code', () => {
  const alpha = blots(61, 43);
  const band = { first: 5, end: 40 };
  for (const shift of [0, 0.7, 6.1, -13]) {
    const [plain, simd] = [plainWiden, widenSimd].map(widen => {
      const into = { ...alpha, data: new Uint8Array(alpha.data.length) };
      shiftEdge(alpha, shift, asTheyAre, into, band, widen);
      return into.data;
    });
    expect(simd).toEqual(plain);
  }
  expect(widenSimd).not.toBe(plainWiden);
});

describe('an edge’s contrast', () => {
  it('leaves 0 and 255 and the middle where they are', () => {
    for (const contrast of [0, 40, 100]) {
      const levels = contrastLevels(contrast);
      expect([levels[0], levels[255]]).toEqual([0, 255]);
      expect(Math.abs(levels[127] + levels[128] - 255)).toBeLessThanOrEqual(1);
    }
    expect([...asTheyAre]).toEqual(Array.from({ length: 256 }, (_, i) => i));
  });

  it('is all but hard at 100', () => {
    expect(edgeSlope(100)).toBeCloseTo(20, 9);
    const levels = contrastLevels(100);
    expect([levels[120], levels[135]]).toEqual([0, 255]);
  });
});
