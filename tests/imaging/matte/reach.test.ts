import { describe, expect, it } from 'vitest';
import { geodesicDistance } from '../../../src-shared/imaging/matte/reach.ts';

const WIDTH = 40;
const HEIGHT = 30;
const grey = (of: (x: number, y: number) => number) => ({
  width: WIDTH,
  height: HEIGHT,
  data: Uint8Array.from({ length: WIDTH * HEIGHT * 3 }, (_, p) => {
    const i = Math.floor(p / 3);
    return of(i % WIDTH, Math.floor(i / WIDTH));
  }),
});
const at = (x: number, y: number) => y * WIDTH + x;

describe('the way to a stroke', () => {
  it('is as long as it is on plain ground', () => {
    const distance = geodesicDistance(
      grey(() => 90),
      i => i === at(20, 15),
      12,
    );
    expect(distance[at(20, 15)]).toBe(0);
    expect(distance[at(27, 15)]).toBeCloseTo(7, 4);
    expect(distance[at(23, 18)]).toBeCloseTo(3 * Math.SQRT2, 4);
    expect(distance[at(1, 1)]).toBeGreaterThan(12);
  });

  it('is longer over an edge, and goes round it where that is shorter', () => {
    const wall = grey((x, y) => (x === 24 && y > 4 ? 250 : 90));
    const distance = geodesicDistance(wall, i => i === at(20, 15), 38);
    const plain = geodesicDistance(
      grey(() => 90),
      i => i === at(20, 15),
      38,
    );
    expect(distance[at(28, 15)]).toBeGreaterThan(plain[at(28, 15)] + 10);
    const overWall = 2 * Math.hypot(1, 160 / 4) + 6;
    expect(distance[at(28, 15)]).toBeLessThan(overWall);
  });

  it('leads nowhere without a stroke', () => {
    expect(
      geodesicDistance(
        grey(() => 0),
        () => false,
        5,
      ).every(steps => steps === Infinity),
    ).toBe(true);
  });
});
