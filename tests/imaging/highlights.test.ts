import { describe, expect, it } from 'vitest';
import { compressed, expanded, HIGHLIGHT_KNEE, highlightBend } from '../../src-shared/imaging/highlights.ts';

const lights = Array.from({ length: 101 }, (_, i) => i / 100);

describe('highlights', () => {
  it('are exactly as they were at 0', () => {
    for (const light of lights) {
      expect(expanded(light, highlightBend(0))).toBe(light);
      expect(compressed(light, highlightBend(0))).toBeCloseTo(light, 12);
    }
  });

  it.each([1, 50, 100])('come back from the curve as they went in, at %d', amount => {
    const bend = highlightBend(amount);
    for (const light of lights) expect(compressed(expanded(light, bend), bend)).toBeCloseTo(light, 6);
  });

  it('weigh several times more where they are clipped, and the rest stays', () => {
    expect(expanded(1, highlightBend(50))).toBeGreaterThan(5);
    expect(expanded(HIGHLIGHT_KNEE, highlightBend(100))).toBe(HIGHLIGHT_KNEE);
  });

  it('never fall behind a darker light', () => {
    const bend = highlightBend(100);
    for (let i = 1; i < lights.length; i++)
      expect(expanded(lights[i], bend)).toBeGreaterThan(expanded(lights[i - 1], bend));
  });
});
