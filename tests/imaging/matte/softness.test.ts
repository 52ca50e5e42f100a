import { describe, expect, it } from 'vitest';
import { softness } from '../../../src-shared/imaging/matte/softness.ts';

const ramp = (width: number) => ({
  width: 120,
  height: 40,
  data: Float32Array.from({ length: 4800 }, (_, i) =>
    Math.min(1, Math.max(0, ((i % 120) - 60) / width + 0.5)),
  ),
});

describe('how soft a segmentation is', () => {
  it('is the width of its edges, in those of a sharp one', () => {
    for (const times of [2, 4, 6]) expect(softness(ramp(8 * times))).toBeCloseTo(times, 1);
  });

  it('is 1 for a sharp one, a hard one and an empty one', () => {
    for (const width of [0.01, 2, 8]) expect(softness(ramp(width))).toBeCloseTo(1, 1);
    expect(softness({ width: 10, height: 10, data: new Float32Array(100) })).toBe(1);
  });
});
