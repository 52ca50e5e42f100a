import { expect, it } from 'vitest';
import type { LinearMatte } from '../../../src-shared/imaging/guided-filter.ts';
import type { PlaneF, RgbImage } from '../../../src-shared/imaging/image.ts';
import { anchor } from '../../../src-shared/imaging/matte/anchor.ts';
import { applied, clipped } from '../../../src-shared/imaging/matte/linear.ts';

const SIZE = 32;
const grid = { width: SIZE, height: SIZE, block: 1, cell: 1.2 };

/** The segmentation parts the picture at this column, in doubt over eight. */
const EDGE = 16;
const coarse: PlaneF = {
  ...grid,
  data: Float32Array.from({ length: SIZE * SIZE }, (_, i) =>
    Math.min(1, Math.max(0, (EDGE + 4 - (i % SIZE) - 0.5) / 8)),
  ),
};

/** Dark means subject: at the left, but for a light stripe, and in a stripe at the right. */
const isDark = (x: number) => (x < EDGE + 2 && x !== 5) || x === 27;
const photo: RgbImage = {
  ...grid,
  data: Uint8Array.from({ length: SIZE * SIZE * 3 }, (_, p) => (isDark(Math.floor(p / 3) % SIZE) ? 0 : 255)),
};

/** Alpha 1 where it is dark. */
function byColour(): LinearMatte {
  const coefficients = new Float32Array(SIZE * SIZE * 4);
  for (let c = 0; c < coefficients.length; c += 4) coefficients.set([-1 / 3, -1 / 3, -1 / 3, 1], c);
  return { width: SIZE, height: SIZE, coefficients };
}

it('takes specks and holes out of what is sure, and leaves the edge where the colours have it', () => {
  const matte = byColour();
  const before = clipped(applied(matte, photo));
  const said = anchor(matte, before, coarse, grid);
  const row = (plane: PlaneF) => plane.data.subarray(10 * SIZE, 11 * SIZE);
  expect([row(before)[5], row(before)[27]]).toEqual([0, 1]);
  expect([row(said)[5], row(said)[27]]).toEqual([1, 0]);
  for (const x of [EDGE - 1, EDGE, EDGE + 1]) expect(row(said)[x]).toBeCloseTo(1);
  expect(row(said)[EDGE + 2]).toBeLessThan(0.1);
});

it('leaves coefficients that come to what it says', () => {
  const matte = byColour();
  const said = anchor(matte, clipped(applied(matte, photo)), coarse, grid);
  const again = applied(matte, photo);
  said.data.forEach((value, i) => expect(again.data[i]).toBeCloseTo(value, 5));
});
