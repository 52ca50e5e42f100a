import { expect, it } from 'vitest';
import { cropped } from '../../src-shared/imaging/crop.ts';

it('copies the part of interleaved samples that is asked for, and no more', () => {
  const data = Uint8Array.from({ length: 4 * 3 * 2 }, (_, i) => i);
  const part = cropped(data, 4, 2, { left: 1, top: 1, right: 3, bottom: 3 });
  expect([...part]).toEqual([10, 11, 12, 13, 18, 19, 20, 21]);
  part.fill(0);
  expect(data[10]).toBe(10);
});

it('keeps the kind of number', () => {
  const part = cropped(new Float32Array([0.5, 1.5]), 2, 1, { left: 1, top: 0, right: 2, bottom: 1 });
  expect(part).toEqual(new Float32Array([1.5]));
});
