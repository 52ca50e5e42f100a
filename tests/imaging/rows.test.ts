import { describe, expect, it } from 'vitest';
import { cutBands, fillBand } from '../../src-shared/imaging/rows.ts';

describe('cutBands', () => {
  it.each([
    [100, 4, 1],
    [101, 4, 1],
    [3, 8, 1],
    [1, 1, 1],
    [1000, 3, 16],
    [17, 4, 16],
    [16, 4, 16],
  ])('cuts %i rows into at most %i bands of steps of %i: every row once, in order', (height, count, step) => {
    const bands = cutBands(height, count, step);
    expect(bands.length).toBeLessThanOrEqual(count);
    const rows = bands.flatMap(({ first, end }) => Array.from({ length: end - first }, (_, i) => first + i));
    expect(rows).toEqual(Array.from({ length: height }, (_, y) => y));
    for (const { first, end } of bands.slice(0, -1)) expect((end - first) % step).toBe(0);
  });

  it('cuts evenly', () => {
    expect(cutBands(100, 4).map(({ first, end }) => end - first)).toEqual([25, 25, 25, 25]);
  });

  it('gives nothing to do where there are no rows', () => {
    expect(cutBands(0, 4)).toEqual([]);
  });
});

describe('fillBand', () => {
  it('writes the rows of its band, in order, and no others', () => {
    const data = new Uint8Array(5 * 3).fill(9);
    let row = 2;
    fillBand(into => into.fill(row++), data, 3, { first: 2, end: 4 });
    expect([...data]).toEqual([9, 9, 9, 9, 9, 9, 2, 2, 2, 3, 3, 3, 9, 9, 9]);
  });
});
