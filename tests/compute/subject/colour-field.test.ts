import { describe, expect, it } from 'vitest';
import { leaningByColour } from '../../../src-main/compute/subject/colour-field.ts';

/** Log-odds and a picture in two shades of grey, left and right of the middle. */
const SIDE = 60;
const MIDDLE = SIDE / 2;

const plane = (value: (x: number, y: number) => number) => ({
  width: SIDE,
  height: SIDE,
  data: Float32Array.from({ length: SIDE * SIDE }, (_, i) => value(i % SIDE, Math.floor(i / SIDE))),
});
const at = ({ data }: { data: Float32Array }, x: number, y: number) => data[y * SIDE + x];

function shades(left: number, right: number) {
  const level = (i: number) => (i % SIDE < MIDDLE ? left : right);
  const data = Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, i) => level(Math.floor(i / 3)));
  return { width: SIDE, height: SIDE, data };
}

/** Subject on the left, in doubt within 8 pixels of the middle on both sides, and leaning to the wrong one. */
const doubted = plane(x => {
  if (Math.abs(x + 0.5 - MIDDLE) > 8) return x < MIDDLE ? 5 : -5;
  return x < MIDDLE ? -0.3 : 0.3;
});

describe('leaningByColour', () => {
  it('moves a doubtful edge to where the colours change', () => {
    const found = leaningByColour(shades(80, 200), doubted);
    for (const y of [0, 30, SIDE - 1]) {
      for (let x = 0; x < SIDE; x++) expect(at(found, x, y) > 0).toBe(x < MIDDLE);
    }
  });

  it('tells no sides apart where colours do not', () => {
    const found = leaningByColour(shades(80, 80), doubted);
    expect(at(found, MIDDLE - 1, 30)).toBeCloseTo(-0.3, 0);
    expect(at(found, MIDDLE - 1, 30)).toBeLessThan(0);
  });

  it('leaves what is sure as it is, whatever is beside it', () => {
    const lone = plane((x, y) => (x === 20 && y === 20 ? 3 : -5));
    expect(leaningByColour(shades(80, 80), lone).data).toEqual(lone.data);
  });

  it('moves nothing further than neighbours of one mind are worth', () => {
    const found = leaningByColour(shades(80, 200), doubted);
    found.data.forEach((odds, i) => expect(Math.abs(odds - doubted.data[i])).toBeLessThanOrEqual(1.5 + 1e-6));
  });

  it('hears nothing of what is further off than a window', () => {
    const far = plane(x => (x === 30 ? 0 : x < 55 ? -0.001 : 5));
    const near = plane(x => (x === 30 ? 0 : x < 48 ? -0.001 : 5));
    expect(at(leaningByColour(shades(80, 80), near), 30, 30)).toBeGreaterThan(
      at(leaningByColour(shades(80, 80), far), 30, 30),
    );
  });

  it('takes a picture of one pixel', () => {
    const one = { width: 1, height: 1, data: Float32Array.of(0) };
    expect(leaningByColour({ width: 1, height: 1, data: Uint8Array.of(1, 2, 3) }, one).data).toEqual(
      Float32Array.of(0),
    );
  });
});
