import { describe, expect, it } from 'vitest';
import { enlargePlane } from '../../src-shared/imaging/enlarge-plane.ts';
import type { PlaneF } from '../../src-shared/imaging/image.ts';
import { distances } from '../making/distance.ts';
import { randomFloats } from '../making/random.ts';

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
