import { describe, expect, it } from 'vitest';
import { matteRows } from '../../src-shared/imaging/apply-matte.ts';
import { guidedMatte } from '../../src-shared/imaging/guided-filter.ts';
import type { PlaneF, RgbImage } from '../../src-shared/imaging/image.ts';
import { fillBand } from '../../src-shared/imaging/rows.ts';
import { enlargePlane, solveMatte } from '../../src-shared/imaging/solve-matte.ts';
import { distances } from '../making/distance.ts';
import { randomFloats, randomLevels } from '../making/random.ts';

/** Bilinear between pixel centres, one position at a time. */
function sample({ width, height, data }: PlaneF, x: number, y: number): number {
  const clamp = (value: number, most: number) => Math.min(Math.max(value, 0), most);
  const [u, v] = [clamp(x, width - 1), clamp(y, height - 1)];
  const at = (i: number, j: number) => data[Math.min(j, height - 1) * width + Math.min(i, width - 1)];
  const [l, t] = [Math.floor(u), Math.floor(v)];
  const top = at(l, t) * (1 - (u - l)) + at(l + 1, t) * (u - l);
  const bottom = at(l, t + 1) * (1 - (u - l)) + at(l + 1, t + 1) * (u - l);
  return top * (1 - (v - t)) + bottom * (v - t);
}

const plain = (plane: PlaneF, width: number, height: number): number[] =>
  Array.from({ length: width * height }, (_, i) =>
    sample(
      plane,
      (((i % width) + 0.5) * plane.width) / width - 0.5,
      ((Math.floor(i / width) + 0.5) * plane.height) / height - 0.5,
    ),
  );

describe('enlargePlane', () => {
  const plane: PlaneF = { width: 7, height: 5, data: randomFloats(35, 11) };

  it.each([
    [7, 5],
    [14, 10],
    [23, 31],
    [3, 2],
    [40, 1],
  ])('reads between the pixels’ centres at %i × %i', (width, height) => {
    const enlarged = enlargePlane(plane, width, height);
    expect([enlarged.width, enlarged.height]).toEqual([width, height]);
    expect(distances(enlarged.data, plain(plane, width, height)).most).toBeLessThan(1e-5);
  });

  it('spreads a single pixel', () => {
    const { data } = enlargePlane({ width: 1, height: 1, data: Float32Array.of(0.25) }, 4, 3);
    expect(new Set(data)).toEqual(new Set([0.25]));
  });
});

describe('solveMatte', () => {
  const WIDTH = 48;
  const HEIGHT = 32;
  const guide: RgbImage = { width: WIDTH, height: HEIGHT, data: randomLevels(WIDTH * HEIGHT * 3, 5) };

  /** The matte's level at every pixel of the guide. */
  function levels(matte: ReturnType<typeof solveMatte>, photo = guide): Uint8Array {
    const alpha = new Uint8Array(photo.width * photo.height);
    fillBand(matteRows(photo, matte, 0), alpha, photo.width, { first: 0, end: photo.height });
    return alpha;
  }

  const flat = (value: number): PlaneF => ({ width: 12, height: 8, data: new Float32Array(96).fill(value) });

  it('leaves what is sure alone, and more contrast pushes what is not away from the middle', () => {
    const levelOf = (value: number) => new Set(levels(solveMatte(guide, flat(value))));
    expect(levelOf(0)).toEqual(new Set([0]));
    expect(levelOf(1)).toEqual(new Set([255]));
    for (const level of levelOf(0.5)) expect(Math.abs(level - 127.5)).toBeLessThanOrEqual(1);
    for (const level of levelOf(0.7)) expect(level).toBeGreaterThan(0.7 * 255 + 5);
    for (const level of levelOf(0.3)) expect(level).toBeLessThan(0.3 * 255 - 5);
  });

  it('is the guided filter of the enlarged segmentation, with contrast about one half', () => {
    const segmentation: PlaneF = { width: 12, height: 8, data: randomFloats(96, 6) };
    const solved = solveMatte(guide, segmentation);
    // Cells of 4 × 4 pixels, and a window of three of them.
    const filtered = guidedMatte(guide, enlargePlane(segmentation, WIDTH, HEIGHT), 12, 1e-4);
    const contrast = solved.coefficients[0] / filtered.coefficients[0];
    expect(contrast).toBeGreaterThan(1);
    const wanted = filtered.coefficients.map(
      (value, i) => value * contrast + (i % 4 === 3 ? (1 - contrast) / 2 : 0),
    );
    expect(distances(solved.coefficients, wanted).most).toBeLessThan(1e-4);
  });

  it('finds the photo’s edge where the segmentation is coarse', () => {
    const edge = 29;
    const photo: RgbImage = {
      ...guide,
      data: Uint8Array.from(guide.data, (_, i) => (Math.floor(i / 3) % WIDTH < edge ? 40 : 200)),
    };
    // Cells of four pixels: their border lies at 28, and between the centres all is soft.
    const segmentation: PlaneF = {
      width: 12,
      height: 8,
      data: Float32Array.from({ length: 96 }, (_, i) => (i % 12 < 7 ? 0 : 1)),
    };
    const row = levels(solveMatte(photo, segmentation), photo).subarray(16 * WIDTH, 17 * WIDTH);
    expect(row[edge] - row[edge - 1]).toBeGreaterThan(200);
    const soft = enlargePlane(segmentation, WIDTH, HEIGHT).data.subarray(16 * WIDTH, 17 * WIDTH);
    expect((soft[edge] - soft[edge - 1]) * 255).toBeLessThan(100);
  });

  it('takes a radius that follows the segmentation’s cells: a finer one reaches less far', () => {
    const spot = (cell: number): PlaneF => {
      const width = WIDTH / cell;
      const height = HEIGHT / cell;
      const data = new Float32Array(width * height);
      data[Math.floor(height / 2) * width + Math.floor(width / 2)] = 1;
      return { width, height, data };
    };
    const dark: RgbImage = { ...guide, data: new Uint8Array(WIDTH * HEIGHT * 3) };
    const reach = (cell: number) =>
      solveMatte(dark, spot(cell)).coefficients.filter((b, i) => i % 4 === 3 && b > -0.1499).length;
    expect(reach(2)).toBeGreaterThan(0);
    expect(reach(2)).toBeLessThan(reach(8));
  });
});
