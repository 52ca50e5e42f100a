import { describe, expect, it } from 'vitest';
import {
  emptySums,
  layFarModels,
  seenFromFar,
  weighColours,
} from '../../../src-shared/imaging/matte/colour-models.ts';
import {
  BEHIND_AT,
  fieldLength,
  FIELD,
  layPlanes,
  SUBJECT_AT,
} from '../../../src-shared/imaging/matte/field.ts';
import { blockMiddles, gridOf } from '../../../src-shared/imaging/matte/grid.ts';
import { plainGuideRows } from '../../../src-shared/imaging/matte/guide-rows.ts';
import { expectedAlpha } from '../../../src-shared/imaging/matte/posterior.ts';
import { guideRows } from '../../../src-shared/imaging/simd/colour-matte.ts';
import { distances } from '../../making/distance.ts';
import { photoLike } from '../../making/photo-like.ts';
import { randomFloats } from '../../making/random.ts';

const guide = photoLike(101, 67);

describe.each([1, 2, 4])('rows of a guide in SIMD, cells of about %i pixels', cell => {
  const grid = gridOf(guide, cell);
  const [plain, simd] = [plainGuideRows(guide, grid), guideRows(guide, grid)];
  const pixels = grid.width * grid.height;
  const matte = {
    width: grid.width,
    height: grid.height,
    coefficients: randomFloats(pixels * 4, 3).map((value, i) => (i % 4 === 3 ? value : (value - 0.5) / 2)),
  };
  const plane = (seed: number) => ({
    width: grid.width,
    height: grid.height,
    data: randomFloats(pixels, seed),
  });
  const samples = blockMiddles(guide, grid);
  const layColours = (alpha: Float32Array, field: Float32Array) => {
    const sums = emptySums(grid);
    weighColours(samples, alpha, sums);
    layFarModels(seenFromFar(sums, grid), field);
  };
  const all = { left: 0, top: 0, right: guide.width, bottom: guide.height };

  it('give the same blocks', () => {
    expect(simd.blockMeans()).toEqual(plain.blockMeans());
  });

  it.each([all, { left: 13, top: 5, right: 60, bottom: 41 }])('enlarge the same part %o', part => {
    const empty = () => ({
      width: guide.width,
      height: guide.height,
      coefficients: new Float32Array(guide.width * guide.height * 4),
    });
    const [a, b] = [empty(), empty()];
    simd.enlarge(matte, part, a);
    plain.enlarge(matte, part, b);
    expect(distances(a.coefficients, b.coefficients).most).toBeLessThan(1e-5);
    expect(b.coefficients.some(value => value !== 0)).toBe(true);
  });

  it.each([all, { left: 13, top: 5, right: 60, bottom: 41 }])('expect the same alphas in %o', part => {
    const field = new Float32Array(fieldLength(grid));
    layColours(plane(8).data, field);
    layPlanes(field, { coarse: plane(4), wide: plane(5), prior: plane(6), trust: plane(7) });
    const [a, b] = [simd.expected(field, part), plain.expected(field, part)];
    expect([a.width, a.height]).toEqual([part.right - part.left, part.bottom - part.top]);
    expect(distances(a.data, b.data).most).toBeLessThan(1e-3);
    expect(new Set(a.data).size).toBeGreaterThan(100);
  });

  it('read models that are the mean and covariance of what is in the window', () => {
    // All of one alpha: each model is that of all colours in its window.
    const field = new Float32Array(fieldLength(grid));
    layColours(new Float32Array(pixels).fill(0.5), field);
    const y = Math.floor(grid.height / 2);
    const x = Math.floor(grid.width / 2);
    for (const [at, cells] of [
      [SUBJECT_AT, 9.6],
      [BEHIND_AT, 6.4],
    ]) {
      const radius = Math.round(cells * grid.cell);
      const first = (place: number) => Math.max(0, place - radius);
      const end = (place: number, size: number) => Math.min(size, place + radius + 1);
      let [count, sum, squares] = [0, 0, 0];
      for (let row = first(y); row < end(y, grid.height); row++) {
        for (let column = first(x); column < end(x, grid.width); column++) {
          const red = samples.data[(row * grid.width + column) * 3] / 255;
          count++;
          sum += red;
          squares += red * red;
        }
      }
      const model = field.subarray((y * grid.width + x) * FIELD + at);
      expect(model[0]).toBeCloseTo(sum / count, 3);
      expect(model[3]).toBeCloseTo(squares / count - (sum / count) ** 2, 3);
    }
  });
});

describe('the alpha to be expected of a colour', () => {
  /** Red subject, blue background, both nearly of one colour. */
  const models = Float64Array.of(
    0.8,
    0.1,
    0.1,
    1e-4,
    0,
    0,
    1e-4,
    0,
    1e-4,
    0.1,
    0.1,
    0.8,
    1e-4,
    0,
    0,
    1e-4,
    0,
    1e-4,
  );

  it('is 1 for the subject’s colour, 0 for the other, and what mixes them between', () => {
    expect(expectedAlpha(0.8, 0.1, 0.1, models, 0.5)).toBeGreaterThan(0.99);
    expect(expectedAlpha(0.1, 0.1, 0.8, models, 0.5)).toBeLessThan(0.01);
    for (const a of [0.25, 0.5, 0.75])
      expect(expectedAlpha(0.1 + 0.7 * a, 0.1, 0.8 - 0.7 * a, models, 0.5)).toBeCloseTo(a, 2);
  });

  it('is the prior where colours tell nothing', () => {
    const same = models.map((value, i) => models[i % 9] || value);
    const told = [0.1, 0.5, 0.9].map(prior => expectedAlpha(0.8, 0.1, 0.1, same, prior));
    expect(told[0]).toBeLessThan(0.35);
    expect(told[1]).toBeCloseTo(0.5, 5);
    expect(told[2]).toBeGreaterThan(0.65);
  });
});
