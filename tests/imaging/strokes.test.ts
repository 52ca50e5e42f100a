import { describe, expect, it } from 'vitest';
import type { Stroke } from '../../src-shared/edit/strokes.ts';
import {
  applyBounds,
  boundedPlane,
  type Bounds,
  noBounds,
  paintPath,
} from '../../src-shared/imaging/strokes.ts';
import {
  type BrushPath,
  finishedBrush,
  simplifyPath,
  wholeBrush,
} from '../../src-shared/imaging/strokes-path.ts';
import { distances } from '../making/distance.ts';

const WIDTH = 60;
const HEIGHT = 40;

const path = (rest: Partial<BrushPath> = {}): BrushPath => ({
  keep: true,
  hardness: 0.6,
  points: [
    [10, 10, 6],
    [40, 25, 12],
    [55, 5, 3],
  ],
  ...rest,
});

/** Every pixel asked of every segment, in floating point. */
function plainly(alpha: number[], { keep, hardness, points }: BrushPath): number[] {
  return alpha.map((level, i) => {
    const [x, y] = [(i % WIDTH) + 0.5, Math.floor(i / WIDTH) + 0.5];
    let most = 0;
    for (let s = 0; s < Math.max(1, points.length - 1); s++) {
      const [ax, ay, ar] = points[s];
      const [bx, by, br] = points[Math.min(s + 1, points.length - 1)];
      const length2 = (bx - ax) ** 2 + (by - ay) ** 2;
      const t =
        length2 === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length2));
      const radius = ar + (br - ar) * t;
      const inner = Math.min(hardness * radius, radius - 0.5);
      const outer = Math.max(radius, inner + 1);
      const distance = Math.hypot(x - ax - (bx - ax) * t, y - ay - (by - ay) * t);
      const u = Math.min(1, Math.max(0, (outer - distance) / (outer - inner)));
      most = Math.max(most, u * u * (3 - 2 * u));
    }
    return keep ? Math.max(level, 255 * most) : Math.min(level, 255 * (1 - most));
  });
}

const painted = (paths: readonly BrushPath[], bounds: Bounds = noBounds(WIDTH, HEIGHT)) => {
  for (const one of paths) paintPath(bounds, one, 1, 1);
  return bounds;
};

const slope = Array.from({ length: WIDTH * HEIGHT }, (_, i) => (i * 7) % 256);

describe('strokes', () => {
  it.each([
    ['keep', [path()]],
    ['drop', [path({ keep: false })]],
    ['a dot', [path({ points: [[20, 20, 9]] })]],
    ['a hard rim', [path({ hardness: 1 })]],
    ['the softest rim', [path({ hardness: 0 })]],
    [
      'one after the other',
      [
        path(),
        path({
          keep: false,
          points: [
            [30, 20, 10],
            [50, 30, 10],
          ],
        }),
        path({ points: [[45, 30, 4]] }),
      ],
    ],
    [
      'beyond the picture',
      [
        path({
          points: [
            [-5, -5, 20],
            [70, 50, 8],
          ],
        }),
      ],
    ],
  ] as const)('are what every pixel by itself would say: %s', (_, paths) => {
    const alpha = Uint8Array.from(slope);
    applyBounds(alpha, painted(paths));
    const plain = paths.reduce<number[]>(plainly, slope);
    expect(distances(alpha, plain).most).toBeLessThanOrEqual(0.51);
  });

  it('are the same in bands', () => {
    const whole = painted([path(), path({ keep: false, points: [[30, 20, 10]] })]);
    const band = painted([path(), path({ keep: false, points: [[30, 20, 10]] })], noBounds(WIDTH, 9, 14));
    expect(band.low).toEqual(whole.low.slice(14 * WIDTH, 23 * WIDTH));
    expect(band.high).toEqual(whole.high.slice(14 * WIDTH, 23 * WIDTH));
  });

  it('leave a plane of shares between their bounds', () => {
    const bounds = painted([path()]);
    const data = Float32Array.from(slope, level => level / 255);
    const bounded = boundedPlane({ width: WIDTH, height: HEIGHT, data }, bounds).data;
    const levels = Uint8Array.from(slope);
    applyBounds(levels, bounds);
    expect(
      distances(
        bounded.map(share => share * 255),
        levels,
      ).most,
    ).toBeLessThan(1e-3);
  });
});

describe('the path of a stroke', () => {
  const stroke: Stroke = {
    mode: 'keep',
    radius: 10,
    hardness: 0.8,
    smart: true,
    points: Array.from({ length: 101 }, (_, i) => [i, 0.5 * i, 1]),
  };

  it('keeps the ends of a straight line, and no more', () => {
    expect(wholeBrush(stroke).points).toEqual([
      [0, 0, 10],
      [100, 50, 10],
    ]);
  });

  it('lies within the tolerance of the hand’s, bends and pressure too', () => {
    const wavy = Array.from({ length: 200 }, (_, i) => [i, 20 * Math.sin(i / 9), 5 + (i % 50) / 10] as const);
    const kept = simplifyPath(wavy, 0.2);
    expect(kept.length).toBeLessThan(120);
    const apart = wavy.map(([x, y, r]) =>
      Math.min(
        ...kept.slice(1).map(([bx, by, br], i) => {
          const [ax, ay, ar] = kept[i];
          const t = Math.min(
            1,
            Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)),
          );
          return Math.hypot(x - ax - (bx - ax) * t, y - ay - (by - ay) * t, r - ar - (br - ar) * t);
        }),
      ),
    );
    expect(Math.max(...apart)).toBeLessThanOrEqual(0.2);
  });

  it('of a smart stroke counts with its core on the finished alpha', () => {
    expect(finishedBrush(stroke)).toMatchObject({
      hardness: 0.5,
      points: [
        [0, 0, 5],
        [100, 50, 5],
      ],
    });
    expect(finishedBrush({ ...stroke, smart: false })).toEqual(wholeBrush({ ...stroke, smart: false }));
  });
});
