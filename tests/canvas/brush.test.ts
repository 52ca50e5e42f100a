import { describe, expect, it } from 'vitest';
import type { Stroke } from '../../src-shared/edit/strokes.ts';
import { packSegments, SEGMENT, segmentCoverage } from '../../src-renderer/canvas/brush.ts';

const stroke: Stroke = {
  mode: 'keep',
  radius: 20,
  hardness: 0.5,
  smart: true,
  points: [
    [10, 10, 1],
    [50, 10, 0.5],
    [50, 90, 0.5],
  ],
};

describe('a stroke under way', () => {
  it('begins as a dot', () => {
    const into = new Float32Array(SEGMENT);
    expect(packSegments({ ...stroke, points: stroke.points.slice(0, 1) }, 0, 1, into)).toBe(1);
    expect([...into]).toEqual([10, 10, 20, 10, 10, 20]);
  });

  it('joins each new point to the one before it, in pixels of the matte', () => {
    const into = new Float32Array(SEGMENT * 2);
    expect(packSegments(stroke, 1, 0.5, into)).toBe(2);
    expect([...into]).toEqual([5, 5, 10, 25, 5, 5, 25, 5, 5, 25, 45, 5]);
  });

  it('covers all inside the hard part, half in the middle of the soft one, and nothing outside', () => {
    const into = Float32Array.of(0, 0, 20, 100, 0, 20);
    expect(segmentCoverage(into, 0, 50, 9, 0.5)).toBe(1);
    expect(segmentCoverage(into, 0, 50, 15, 0.5)).toBeCloseTo(0.5, 6);
    expect(segmentCoverage(into, 0, 50, 20.5, 0.5)).toBe(0);
    expect(segmentCoverage(into, 0, -15, 0, 0.5)).toBeCloseTo(0.5, 6);
  });

  it('narrows with the pressure along a segment', () => {
    const into = Float32Array.of(0, 0, 20, 100, 0, 10);
    expect(segmentCoverage(into, 0, 50, 15.5, 0)).toBe(0);
    expect(segmentCoverage(into, 0, 50, 7.5, 0)).toBeCloseTo(0.5, 6);
  });
});
