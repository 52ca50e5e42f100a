import { describe, expect, it } from 'vitest';
import {
  gaussianTaps,
  mipmapFor,
  MOST_TAPS,
  planBox,
  planGaussian,
  scaledSide,
} from '../../src-renderer/canvas/blur-plan.ts';

const size = { width: 2000, height: 1000 };

describe('a box on the proxy', () => {
  it('leans half a photo pixel to the left when its side is even, as OpenCV anchors it', () => {
    expect(scaledSide(7, 0.5)).toEqual({ span: 3.5, shift: 0 });
    expect(scaledSide(8, 0.5)).toEqual({ span: 4, shift: -0.25 });
  });

  it('is computed at full size while it is small', () => {
    const plan = planBox(size, scaledSide(9, 1), scaledSide(3, 1));
    expect(plan).toMatchObject({ ...size, reduced: { x: 1, y: 1 }, across: { span: 9 }, down: { span: 3 } });
  });

  it('is computed small when it is wide, side by side', () => {
    const plan = planBox(size, scaledSide(160, 1), scaledSide(3, 1));
    expect(plan).toMatchObject({ width: 200, height: 1000, across: { span: 16 }, down: { span: 3 } });
  });
});

describe('the Gaussian on the proxy', () => {
  it('has a standard deviation of 5 at most', () => {
    expect(planGaussian(size, 40)).toEqual({ width: 250, height: 125, sigma: 5 });
    expect(planGaussian(size, 3)).toEqual({ ...size, sigma: 3 });
  });

  it.each([0.01, 0.3, 1, 2.7, 5])('sums to one and has the variance asked for: sigma %f', sigma => {
    const { count, offsets, weights } = gaussianTaps(sigma);
    let sum = weights[0];
    let variance = 0;
    for (let i = 1; i < count; i++) {
      sum += 2 * weights[i];
      // A tap between two neighbours stands for both.
      const share = offsets[i] % 1;
      const before = Math.floor(offsets[i]);
      variance += 2 * weights[i] * ((1 - share) * before ** 2 + share * (before + 1) ** 2);
    }
    expect(sum).toBeCloseTo(1, 5);
    expect(variance).toBeCloseTo(sigma * sigma, 3);
    expect(count).toBeLessThanOrEqual(MOST_TAPS);
  });

  it('starts an area average from a mipmap whose pixels are still much smaller', () => {
    expect([1, 3.9, 4, 7.9, 8].map(mipmapFor)).toEqual([0, 0, 1, 1, 2]);
  });
});
