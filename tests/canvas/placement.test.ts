import { describe, expect, it } from 'vitest';
import { centred } from '../../src-shared/edit/schema.ts';
import { backdropMap, shrunkBackdrop } from '../../src-renderer/canvas/placement.ts';

const photo = { width: 400, height: 200 };
const square = { width: 100, height: 100 };

describe('where the backdrop lies', () => {
  it('covers the photo and keeps its shape', () => {
    expect(backdropMap(photo, square, centred, 'lens')).toEqual({
      scaleX: 1,
      scaleY: 0.5,
      shiftX: 0,
      shiftY: 0.25,
    });
  });

  it('is stretched by the classic style, until it is moved', () => {
    expect(backdropMap(photo, square, centred, 'classic')).toEqual({
      scaleX: 1,
      scaleY: 1,
      shiftX: 0,
      shiftY: 0,
    });
    expect(backdropMap(photo, square, { ...centred, scale: 2 }, 'classic').scaleY).toBe(0.25);
  });

  it('moves its middle by shares of the photo', () => {
    const { scaleX, shiftX } = backdropMap(photo, square, { scale: 1, x: 0.25, y: 0 }, 'lens');
    expect(0.75 * scaleX + shiftX).toBeCloseTo(0.5, 10);
  });

  it('is shrunk to the size at which it shows, and never enlarged', () => {
    expect(shrunkBackdrop(photo, { width: 1600, height: 1600 }, 1, 0.5)).toEqual({ width: 200, height: 200 });
    expect(shrunkBackdrop(photo, square, 1, 1)).toEqual(square);
  });
});
