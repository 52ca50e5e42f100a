import { describe, expect, it } from 'vitest';
import type { Plane8, PlaneF, RgbImage } from '../../../src-shared/imaging/image.ts';
import { blockMiddles, gridOf, onGrid } from '../../../src-shared/imaging/matte/grid.ts';
import { applied } from '../../../src-shared/imaging/matte/linear.ts';
import { MatteSolver } from '../../../src-shared/imaging/matte/solve.ts';
import { randomLevels } from '../../making/random.ts';
import { solvedAlpha } from './solved.ts';

const WIDTH = 192;
const HEIGHT = 128;
const noise: RgbImage = { width: WIDTH, height: HEIGHT, data: randomLevels(WIDTH * HEIGHT * 3, 5) };

/** A photo of two colours with a little noise, parted by a line. */
const parted = (isSubject: (x: number, y: number) => boolean, subject = 200, behind = 60): RgbImage => ({
  ...noise,
  data: noise.data.map((level, p) => {
    const i = Math.floor(p / 3);
    return (isSubject(i % WIDTH, Math.floor(i / WIDTH)) ? subject : behind) + level / 32;
  }),
});

const segmentation = (cell: number, of: (x: number, y: number) => number): PlaneF => {
  const [width, height] = [WIDTH / cell, HEIGHT / cell];
  const data = Float32Array.from({ length: width * height }, (_, i) =>
    of(((i % width) + 0.5) * cell, (Math.floor(i / width) + 0.5) * cell),
  );
  return { width, height, data };
};

describe('a solved matte', () => {
  it('leaves what is sure alone', () => {
    for (const sure of [0, 1]) {
      const alpha = solvedAlpha(
        noise,
        segmentation(4, () => sure),
      );
      expect(new Set(alpha.data)).toEqual(new Set([sure * 255]));
    }
  });

  it('finds the photo’s edge where the segmentation is coarse', () => {
    const edge = 101;
    const photo = parted(x => x < edge);
    // Cells of four pixels whose soft border lies at 98.
    const alpha = solvedAlpha(
      photo,
      segmentation(4, x => Math.min(1, Math.max(0, (98 - x) / 16 + 0.5))),
    );
    for (const y of [20, 64, 100]) {
      const row = alpha.data.subarray(y * WIDTH, (y + 1) * WIDTH);
      expect(row[edge - 1] - row[edge]).toBeGreaterThan(200);
      expect(row[edge - 12]).toBeGreaterThan(240);
      expect(row[edge + 12]).toBeLessThan(15);
    }
  });

  it('brings out strands that the segmentation only knows as a soft fringe', () => {
    // Every eighth column is hair that reaches 40 pixels out of a head at the left.
    const isHair = (x: number, y: number) => x < 80 || (x < 120 && y % 8 < 2);
    const photo = parted(isHair, 30, 170);
    const fringed = segmentation(4, x => Math.min(1, Math.max(0, (100 - x) / 32 + 0.5)));
    const mean = (alpha: Plane8, of: (x: number, y: number) => boolean) => {
      const places = [...alpha.data.keys()].filter(i => of(i % WIDTH, Math.floor(i / WIDTH)));
      return places.reduce((sum, i) => sum + alpha.data[i], 0) / places.length;
    };
    const fringe = (x: number, y: number) => x > 90 && x < 110 && y > 16 && y < HEIGHT - 16;
    const contrast = (alpha: Plane8) =>
      mean(alpha, (x, y) => fringe(x, y) && isHair(x, y)) -
      mean(alpha, (x, y) => fringe(x, y) && y % 8 > 3 && y % 8 < 7);
    const plain = contrast(solvedAlpha(photo, fringed, 1));
    expect(contrast(solvedAlpha(photo, fringed))).toBeGreaterThan(Math.max(70, 1.5 * plain));
  });

  it('is solved again only where it changed, and comes to the same', () => {
    const photo = parted((x, y) => Math.hypot(x - 60, y - 60) < 30 || (x > 130 && y > 70));
    const first = segmentation(4, (x, y) =>
      Math.min(1, Math.max(0, (32 - Math.hypot(x - 60, y - 60)) / 8 + 0.5)),
    );
    const second = segmentation(4, (x, y) =>
      Math.max(
        x > 128 && y > 68 ? 1 : 0,
        Math.min(1, Math.max(0, (32 - Math.hypot(x - 60, y - 60)) / 8 + 0.5)),
      ),
    );
    const cells = { guide: 4, photo: 12 };
    const solver = new MatteSolver(photo, cells);
    const fresh = new MatteSolver(photo, cells);
    const [before, after] = [first, second].map(plane => onGrid(plane, photo, solver.grid));
    solver.solve(before);
    const untouched = solver.solve(after).coefficients;
    const wanted = applied(fresh.solve(after), photo).data;
    const got = applied({ width: WIDTH, height: HEIGHT, coefficients: untouched }, photo).data;
    const most = got.reduce((worst, value, i) => Math.max(worst, Math.abs(value - wanted[i])), 0);
    expect(most).toBeLessThan(2 / 255);
  });
});

describe('the grid', () => {
  it('has blocks of a little less than a cell, and keeps what lies on it in place', () => {
    expect(gridOf({ width: 1200, height: 900 }, 3.75)).toMatchObject({ width: 300, height: 225, block: 4 });
    expect(gridOf({ width: 501, height: 333 }, 1.56)).toMatchObject({ width: 501, height: 333, block: 1 });
    const grid = gridOf({ width: 90, height: 50 }, 4);
    const ramp: PlaneF = {
      width: 30,
      height: 10,
      data: Float32Array.from({ length: 300 }, (_, i) => ((i % 30) + 0.5) / 30),
    };
    const placed = onGrid(ramp, { width: 90, height: 50 }, grid);
    for (let x = 1; x < grid.width - 1; x++) {
      expect(placed.data[3 * grid.width + x]).toBeCloseTo((x * grid.block + grid.block / 2) / 90, 3);
    }
  });

  it('has a pixel of each block in its middle, also where blocks are cut', () => {
    // The column is the red, the row the green.
    const data = Uint8Array.from(
      { length: 10 * 7 * 3 },
      (_, p) => [Math.floor(p / 3) % 10, Math.floor(p / 30), 9][p % 3],
    );
    const guide = { width: 10, height: 7, data };
    const middles = blockMiddles(guide, gridOf(guide, 3.6));
    expect(middles).toMatchObject({ width: 3, height: 2 });
    expect([...middles.data]).toEqual([2, 2, 9, 6, 2, 9, 9, 2, 9, 2, 6, 9, 6, 6, 9, 9, 6, 9]);
  });
});
