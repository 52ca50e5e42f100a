import { describe, expect, it } from 'vitest';
import {
  centredAt,
  fitted,
  inView,
  kept,
  limitScale,
  onWholePixels,
  toPane,
  toPhoto,
  zoomedTo,
} from '../../src-renderer/canvas/geometry.ts';

const photo = { width: 4000, height: 3000 };
const pane = { width: 1032, height: 732 };

describe('the photo on the canvas', () => {
  it('fits with a margin, in the middle', () => {
    const at = fitted(photo, pane, 1);
    expect(at.scale).toBeCloseTo(700 / 3000, 10);
    expect(at.y).toBeCloseTo(16, 10);
    expect(at.x).toBeCloseTo((1032 - 4000 * at.scale) / 2, 10);
  });

  it('enlarges a small photo to two screen pixels a pixel at most', () => {
    expect(fitted({ width: 20, height: 10 }, pane, 1).scale).toBe(2);
    expect(fitted({ width: 20, height: 10 }, pane, 2).scale).toBe(1);
  });

  it('keeps the point under the pointer when it zooms', () => {
    const before = { scale: 0.5, x: 13, y: -40 };
    const at = { x: 300, y: 200 };
    const after = zoomedTo(before, 3.7, at);
    const [a, b] = [toPhoto(before, at), toPhoto(after, at)];
    expect(a.x).toBeCloseTo(b.x, 9);
    expect(a.y).toBeCloseTo(b.y, 9);
  });

  it('zooms from 5 % to 800 %, and smaller only where nothing larger fits', () => {
    expect(limitScale(100, 0.2, 1)).toBe(8);
    expect(limitScale(0.001, 0.2, 1)).toBe(0.05);
    expect(limitScale(0.001, 0.01, 1)).toBe(0.01);
    // Of screen pixels: what 100 % shows is the photo's own pixels on every screen.
    expect([limitScale(100, 0.2, 2), limitScale(0.001, 0.2, 2)]).toEqual([4, 0.025]);
  });

  it('centres a side that has room, and lets a longer one move to the middle and no further', () => {
    expect(kept({ scale: 0.1, x: 900, y: 900 }, photo, pane)).toEqual(centredAt(0.1, photo, pane));
    expect(kept({ scale: 1, x: 9000, y: -9000 }, photo, pane)).toEqual({ scale: 1, x: 516, y: 366 - 3000 });
  });

  it('goes from canvas to photo and back', () => {
    const at = { scale: 0.37, x: -12, y: 80 };
    const back = toPane(at, toPhoto(at, { x: 250, y: 99 }));
    expect(back.x).toBeCloseTo(250, 9);
    expect(back.y).toBeCloseTo(99, 9);
  });

  it('lies on whole device pixels when drawn', () => {
    expect(onWholePixels({ scale: 1, x: 10.3, y: -0.6 }, 2)).toEqual({ scale: 1, x: 10.5, y: -0.5 });
  });

  it('knows what part of the photo is in view', () => {
    expect(inView({ scale: 2, x: -100, y: 20 }, photo, pane)).toEqual({
      x: 50,
      y: 0,
      width: 516,
      height: 356,
    });
    expect(inView({ scale: 2, x: 2000, y: 0 }, photo, pane).width).toBe(0);
  });
});
