import { describe, expect, it } from 'vitest';
import {
  blurAt,
  blurLevels,
  FOCUS_ROWS,
  focusPlane,
  levelsAt,
  subjectStripes,
} from '../../src-shared/imaging/falloff.ts';

/** A subject from one height to another (shares of the photo), with a stray spot at the lower edge. */
function standing(top: number, base: number, spot = 0): Float32Array {
  const rows = new Float32Array(FOCUS_ROWS);
  rows.fill(0.3, Math.round(top * FOCUS_ROWS), Math.round(base * FOCUS_ROWS));
  rows[FOCUS_ROWS - 1] += spot;
  return rows;
}

describe('the plane in focus', () => {
  it('goes through the subject’s feet, and is fully blurred at the height of its head', () => {
    const { base, reach } = focusPlane(standing(0.25, 0.875));
    expect(base).toBeCloseTo(0.875, 1);
    expect(reach).toBeCloseTo(0.625, 1);
    expect(Math.abs(base - 0.875)).toBeLessThan(0.02);
  });

  it('is not held up by a stray spot below the feet', () => {
    expect(Math.abs(focusPlane(standing(0.25, 0.75, 0.2)).base - 0.75)).toBeLessThan(0.02);
  });

  it('lies below the photo where its lower edge cuts the subject off', () => {
    const plane = focusPlane(standing(0.4, 1));
    expect(plane.base).toBeCloseTo(1.6, 1);
    expect(blurAt(plane, 1)).toBeCloseTo(0.5, 1);
    expect(blurAt(plane, 0.4)).toBeCloseTo(1, 1);
  });

  it('is at the lower edge where there is no subject', () => {
    expect(focusPlane(new Float32Array(FOCUS_ROWS))).toEqual({ base: 1, reach: 1 });
  });

  it('blurs in proportion to the height above it, and to what is below, up to the full blur', () => {
    const plane = { base: 0.8, reach: 0.5 };
    expect(blurAt(plane, 0.8)).toBe(0);
    expect(blurAt(plane, 0.7)).toBeCloseTo(0.2);
    expect(blurAt(plane, 0.9)).toBeCloseTo(0.2);
    expect(blurAt(plane, 0.1)).toBe(1);
  });
});

describe('levels', () => {
  it('mix to the blur that is asked for', () => {
    for (let blur = 0; blur <= 1; blur += 1 / 64) {
      const { level, share } = levelsAt(blur);
      expect(blurLevels[level] + (blurLevels[level + 1] - blurLevels[level]) * share).toBeCloseTo(blur);
    }
  });
});

describe('stripes', () => {
  it.each([40, 256, 1100])('tell how much of each is the subject’s, of %d rows', height => {
    const data = new Uint8Array(20 * height);
    for (let i = 0; i < data.length; i++) data[i] = i % 20 < 5 && i >= data.length / 2 ? 255 : 0;
    const stripes = subjectStripes({ width: 20, height, data });
    expect(stripes[10]).toBe(0);
    expect(stripes[FOCUS_ROWS - 10]).toBeCloseTo(0.25);
  });
});
