import { expect, it } from 'vitest';
import { reflect101 } from '../../src-shared/imaging/border.ts';

it('mirrors a row without repeating its end pixels', () => {
  const around = Array.from({ length: 12 }, (_, i) => reflect101(i - 4, 4));
  expect(around).toEqual([2, 3, 2, 1, 0, 1, 2, 3, 2, 1, 0, 1]);
});

it('mirrors as often as a far position takes', () => {
  expect([reflect101(-7, 3), reflect101(100, 3), reflect101(-50, 1), reflect101(9, 2)]).toEqual([1, 0, 0, 1]);
});
