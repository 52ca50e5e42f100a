import { describe, expect, it } from 'vitest';
import type { Part } from '../../../src-shared/imaging/crop.ts';
import { guidedMatte, type LinearMatte } from '../../../src-shared/imaging/guided-filter.ts';
import type { PlaneF, RgbImage } from '../../../src-shared/imaging/image.ts';
import { blendFine, fineTile } from '../../../src-shared/imaging/matte/fine-tile.ts';
import { distances } from '../../making/distance.ts';
import { randomLevels } from '../../making/random.ts';

const [WIDTH, HEIGHT] = [70, 60];
const guide: RgbImage = { width: WIDTH, height: HEIGHT, data: randomLevels(WIDTH * HEIGHT * 3, 3) };
const whole: Part = { left: 0, top: 0, right: WIDTH, bottom: HEIGHT };
const radii = { window: 3, averaged: 2 };

/** An alpha that is another within a part. */
const expectedIn = ({ left, top, right, bottom }: Part, elsewhere: number): PlaneF => ({
  width: WIDTH,
  height: HEIGHT,
  data: Float32Array.from({ length: WIDTH * HEIGHT }, (_, i) => {
    const [x, y] = [i % WIDTH, Math.floor(i / WIDTH)];
    return x >= left && x < right && y >= top && y < bottom ? ((x * 7 + y * 3) % 11) / 10 : elsewhere;
  }),
});

/** Coefficients of 1 everywhere, moved towards the finer ones by a trust of a half. */
function blended(expected: PlaneF): Float32Array {
  const into: LinearMatte = {
    width: WIDTH,
    height: HEIGHT,
    coefficients: new Float32Array(WIDTH * HEIGHT * 4).fill(1),
  };
  const trust = new Float32Array(WIDTH).fill(0.5);
  blendFine(fineTile(guide, expected, whole, radii), () => trust, whole, into);
  return into.coefficients;
}

describe('the finer matte of a tile', () => {
  it.each([
    ['in the middle', { left: 30, top: 25, right: 36, bottom: 33 }, 0],
    ['in a corner', { left: 0, top: 0, right: 5, bottom: 4 }, 1],
    ['along a side', { left: 60, top: 0, right: WIDTH, bottom: HEIGHT }, 0],
    ['nowhere', { left: 0, top: 0, right: 0, bottom: 0 }, 1],
    ['everywhere', whole, 0],
  ])('is the guided filter of all of it where doubt is %s', (_where, doubt, elsewhere) => {
    const expected = expectedIn(doubt, elsewhere);
    const { coefficients } = guidedMatte(guide, expected, radii.window, 1e-4, radii.averaged);
    const wanted = coefficients.map(value => (value + 1) / 2);
    expect(distances(blended(expected), wanted).most).toBeLessThan(1e-4);
  });

  it('filters only round what is in doubt', () => {
    const doubt = { left: 30, top: 25, right: 36, bottom: 33 };
    const { alpha, rest } = fineTile(guide, expectedIn(doubt, 0), whole, radii);
    expect(alpha).toBe(0);
    expect(rest?.known).toEqual({ left: 25, top: 20, right: 41, bottom: 38 });
    expect(fineTile(guide, expectedIn(doubt, 0.3), { ...whole }, radii).alpha).toBeCloseTo(0.3);
  });
});
