import { describe, expect, it } from 'vitest';
import { halvesOf, joined } from '../../../src-main/compute/subject/halves.ts';
import type { Box } from '../../../src-main/inference/geometry.ts';

const GRID = { width: 30, height: 40 };

/** What a network would say that sees that box alone. */
const within = (box: Box, value: (x: number, y: number) => number) => ({
  ...GRID,
  data: Float32Array.from({ length: GRID.width * GRID.height }, (_, i) => {
    const [x, y] = [i % GRID.width, Math.floor(i / GRID.width)];
    const isInside = x >= box.left && x < box.left + box.width && y >= box.top && y < box.top + box.height;
    return isInside ? value(x, y) : NaN;
  }),
});
const tall = { left: 4, top: 5, width: 20, height: 30 };
const wide = { left: 1, top: 3, width: 25, height: 10 };

describe('halvesOf', () => {
  it('cuts the longer side, and lets the halves overlap by a fifth', () => {
    expect(halvesOf(tall)).toEqual([
      { ...tall, height: 18 },
      { ...tall, top: 17, height: 18 },
    ]);
    expect(halvesOf(wide)).toEqual([
      { ...wide, width: 15 },
      { ...wide, left: 11, width: 15 },
    ]);
  });

  it('has halves of the smallest box, too', () => {
    const least = { left: 2, top: 2, width: 1, height: 1 };
    expect(halvesOf(least)).toEqual([least, least]);
  });
});

describe('joined', () => {
  it.each([tall, wide])('is either half, and a straight fade where both have a word', box => {
    const halves = halvesOf(box);
    const [a, b] = halves;
    const { data } = joined(
      within(a, x => x / 100),
      within(b, (_, y) => 0.5 + y / 100),
      halves,
    );
    const isTall = box === tall;
    const [from, to] = isTall ? [b.top, a.top + a.height] : [b.left, a.left + a.width];
    for (let i = 0; i < data.length; i++) {
      const [x, y] = [i % GRID.width, Math.floor(i / GRID.width)];
      const share = Math.min(1, Math.max(0, ((isTall ? y : x) + 0.5 - from) / (to - from)));
      const isOutside = Number.isNaN(within(box, () => 0).data[i]);
      if (isOutside) expect(data[i]).toBeNaN();
      else expect(data[i]).toBeCloseTo((1 - share) * (x / 100) + share * (0.5 + y / 100), 6);
    }
  });
});
