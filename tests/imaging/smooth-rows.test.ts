import { describe, expect, it } from 'vitest';
import { DITHER_SIDE, ditherTile } from '../../src-shared/imaging/dither.ts';
import { fineMixer } from '../../src-shared/imaging/simd/smooth-rows.ts';
import { ditheredRows, type FineImage, plainFineMixer } from '../../src-shared/imaging/smooth-rows.ts';
import { distances } from '../making/distance.ts';
import { randomFloats } from '../making/random.ts';

const fine = (width: number, height: number, at: (i: number) => number): FineImage => ({
  width,
  height,
  data: Uint16Array.from({ length: width * height * 3 }, (_, i) => at(i)),
});

function scaledUp(source: FineImage, width: number, height: number, mixer = plainFineMixer, first = 0) {
  const next = ditheredRows(source, { width, height }, first, mixer);
  const data = new Uint8Array((height - first) * width * 3);
  for (let y = 0; y < height - first; y++) next(data.subarray(y * width * 3, (y + 1) * width * 3));
  return data;
}

/** The longest run of one level, from the left to the right of a row of one channel. */
function longestRun(levels: ArrayLike<number>): number {
  let longest = 0;
  for (let i = 1, run = 1; i < levels.length; i++, longest = Math.max(longest, run))
    run = levels[i] === levels[i - 1] ? run + 1 : 1;
  return longest;
}

describe('rows of a fine picture', () => {
  const noise = randomFloats(23 * 17 * 3, 5);
  const source = fine(23, 17, i => noise[i] * 65280);

  it('are the same in SIMD as plain, to the last level', () => {
    const simd = scaledUp(source, 101, 70, fineMixer);
    expect(distances(simd, scaledUp(source, 101, 70)).most).toBe(0);
  });

  it('are the same from any row on', () => {
    const whole = scaledUp(source, 101, 70);
    expect(distances(scaledUp(source, 101, 70, fineMixer, 37), whole.subarray(37 * 303)).most).toBe(0);
  });

  it('are the same where they are shown when the rest is left out', () => {
    const shown = Int32Array.of(0, 32, 96, 160, 192, 201);
    const [whole, parts] = [undefined, shown].map(runs => {
      const row = new Uint8Array(201 * 3);
      ditheredRows(source, { width: 201, height: 70 }, 12, fineMixer)(row, runs);
      return row;
    });
    for (let i = 0; i < shown.length; i += 2) {
      const [from, end] = [shown[i] * 3, shown[i + 1] * 3];
      expect(parts.subarray(from, end)).toEqual(whole.subarray(from, end));
    }
    expect(parts.subarray(32 * 3, 96 * 3).every(level => level === 0)).toBe(true);
  });

  it('keep a flat level exactly, from black to white', () => {
    for (const level of [0, 1, 128, 254, 255])
      expect(
        new Set(
          scaledUp(
            fine(4, 3, () => level * 256),
            64,
            40,
            fineMixer,
          ),
        ),
      ).toEqual(new Set([level]));
  });

  it('show no bands on a slow slope: steps of one level, and runs no longer than its own', () => {
    // A sky: one level in 40 pixels.
    const [width, height] = [400, 20];
    const slope = fine(width / 10, height, i => 256 * (100 + (Math.floor(i / 3) % (width / 10)) / 4));
    const levels = scaledUp(slope, width, height, fineMixer);
    for (let y = 0; y < height; y++) {
      const row = Array.from({ length: width }, (_, x) => levels[(y * width + x) * 3]);
      for (let x = 1; x < width; x++) expect(Math.abs(row[x] - row[x - 1])).toBeLessThanOrEqual(1);
      expect(longestRun(row)).toBeLessThanOrEqual(40);
      // Without noise, every run would be of 40.
      expect(longestRun(row)).toBeLessThan(30);
    }
  });

  it('mean what the fine picture says', () => {
    const levels = scaledUp(
      fine(2, 2, () => 100.25 * 256),
      64,
      64,
    );
    const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
    expect(mean).toBeCloseTo(100.25, 1);
  });
});

describe('the dither', () => {
  it('is free of coarse grain: every eighth of the tile has the same mean', () => {
    const tile = ditherTile();
    const step = DITHER_SIDE / 8;
    for (let block = 0; block < 64; block++) {
      let sum = 0;
      for (let i = 0; i < step * step; i++) {
        const x = (block % 8) * step + (i % step);
        const y = Math.floor(block / 8) * step + Math.floor(i / step);
        sum += tile[(y * DITHER_SIDE + x) * 3];
      }
      expect(Math.abs(sum / (step * step) - 128)).toBeLessThan(24);
    }
  });
});
