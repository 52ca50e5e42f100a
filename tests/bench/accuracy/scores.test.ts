import { describe, expect, it } from 'vitest';
import { score } from './scores.ts';

/** A square of subject in a picture of 64 × 64. */
function square(left: number, top: number, side: number, width = 64) {
  const data = new Uint8Array(width * width);
  for (let y = top; y < top + side; y++) data.fill(255, y * width + left, y * width + left + side);
  return { width, height: width, data };
}

describe('score', () => {
  it('is one for the same mask', () => {
    expect(score(square(10, 10, 20), square(10, 10, 20))).toEqual({ iou: 1, boundary: 1 });
  });

  it('counts what both have over what either has', () => {
    // 20 × 10 in both, 20 × 30 in either.
    expect(score(square(10, 20, 20), square(10, 10, 20)).iou).toBeCloseTo(1 / 3, 10);
  });

  it('forgives a boundary that is one pixel off, and not one that is five off', () => {
    expect(score(square(11, 10, 20), square(10, 10, 20)).boundary).toBe(1);
    expect(score(square(15, 15, 20), square(10, 10, 20)).boundary).toBeLessThan(0.4);
  });

  it('is zero where nothing was found', () => {
    expect(score(square(0, 0, 0), square(10, 10, 20))).toEqual({ iou: 0, boundary: 0 });
  });

  it('does not count what was left open, nor the edge along it', () => {
    const truth = square(10, 10, 20);
    for (let y = 0; y < 64; y++) truth.data.fill(128, y * 64 + 30, y * 64 + 40);
    const found = square(10, 10, 20);
    for (let y = 10; y < 30; y++) found.data.fill(255, y * 64 + 30, y * 64 + 38);
    expect(score(found, truth)).toEqual({ iou: 1, boundary: 1 });
  });
});
