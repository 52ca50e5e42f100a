import { expect, it } from 'vitest';
import { toLevels } from '../../src-shared/imaging/levels.ts';

const levels = (...values: number[]) =>
  Array.from(toLevels({ width: values.length, height: 1, data: Float32Array.from(values) }).data);

it('rounds 0…1 to the nearest of 256 levels', () => {
  expect(levels(0, 1, 0.5, 1.49 / 255, 1.51 / 255, 254.6 / 255)).toEqual([0, 255, 128, 1, 2, 255]);
});

it('cuts off what lies outside', () => {
  expect(levels(-0.2, 1.2, -1e-9, 1 + 1e-6, 300)).toEqual([0, 255, 0, 255, 255]);
});

it('every level comes back as itself', () => {
  const all = Array.from({ length: 256 }, (_, i) => i);
  expect(levels(...all.map(level => level / 255))).toEqual(all);
});

it('keeps the size', () => {
  expect(toLevels({ width: 3, height: 2, data: new Float32Array(6) })).toMatchObject({ width: 3, height: 2 });
});
