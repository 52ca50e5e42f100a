import { describe, expect, it } from 'vitest';
import { centred } from '../../src-shared/edit/schema.ts';
import { shownSize } from '../../src-shared/imaging/placement.ts';
import { backdropMap } from '../../src-renderer/canvas/placement.ts';

const photo = { width: 400, height: 200 };
const square = { width: 100, height: 100 };

describe('where the backdrop lies', () => {
  it('covers the photo and keeps its shape', () => {
    expect(backdropMap(photo, square, centred)).toEqual({ scaleX: 1, scaleY: 0.5, shiftX: 0, shiftY: 0.25 });
  });

  it('lies whole in the photo', () => {
    const map = backdropMap(photo, square, { ...centred, fit: 'fit' });
    expect(map).toEqual({ scaleX: 2, scaleY: 1, shiftX: -0.5, shiftY: 0 });
  });

  it('is stretched over the photo', () => {
    const map = backdropMap(photo, square, { ...centred, fit: 'stretch' });
    expect(map).toEqual({ scaleX: 1, scaleY: 1, shiftX: 0, shiftY: 0 });
  });

  it.each([false, true])('moves its middle by shares of the photo, flipped: %s', flip => {
    const { scaleX, shiftX } = backdropMap(photo, square, { ...centred, flip, x: 0.25 });
    expect(0.75 * scaleX + shiftX).toBeCloseTo(0.5, 10);
  });

  it('is shrunk to the size at which it shows, and never enlarged', () => {
    const large = { width: 1600, height: 1600 };
    expect(shownSize(large, photo, centred, 0.5)).toEqual({ width: 200, height: 200 });
    expect(shownSize(large, photo, { ...centred, fit: 'fit' }, 0.5)).toEqual({ width: 100, height: 100 });
    expect(shownSize(large, photo, { ...centred, fit: 'stretch' }, 0.5)).toEqual({ width: 200, height: 100 });
    expect(shownSize(square, photo, centred)).toEqual(square);
  });
});
