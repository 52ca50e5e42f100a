import { describe, expect, it } from 'vitest';
import { centred, fits, type Placement } from '../../src-shared/edit/schema.ts';
import type { RgbImage } from '../../src-shared/imaging/image.ts';
import { isStretchedOver, placedRows, placementOf } from '../../src-shared/imaging/placement.ts';
import { distances } from '../making/distance.ts';
import { photoLike } from '../making/photo-like.ts';

const photo = { width: 36, height: 20 };
const backdrop = photoLike(25, 30);

function place(picture: RgbImage, placement: Placement): Uint8Array {
  const next = placedRows(picture, placement, photo, 0);
  const data = new Uint8Array(photo.width * photo.height * 3);
  for (let y = 0; y < photo.height; y++) next(data.subarray(y * photo.width * 3, (y + 1) * photo.width * 3));
  return data;
}

/** The schema's words, pixel by pixel. */
function plainly({ width, height, data }: RgbImage, { fit, flip, scale, x, y }: Placement): number[] {
  const [wide, high] = [photo.width / width, photo.height / height];
  const kept = { fill: Math.max(wide, high), fit: Math.min(wide, high) };
  const across = (fit === 'stretch' ? wide : kept[fit]) * scale;
  const down = (fit === 'stretch' ? high : kept[fit]) * scale;
  const at = (column: number, row: number, c: number) => {
    const clamp = (value: number, last: number) => Math.min(Math.max(value, 0), last);
    const shown = clamp(column, width - 1);
    return data[(clamp(row, height - 1) * width + (flip ? width - 1 - shown : shown)) * 3 + c];
  };
  return Array.from({ length: photo.width * photo.height * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3);
    const u = ((pixel % photo.width) + 0.5 - photo.width * (0.5 + x)) / across + width / 2 - 0.5;
    const v = (Math.floor(pixel / photo.width) + 0.5 - photo.height * (0.5 + y)) / down + height / 2 - 0.5;
    const [l, t] = [Math.floor(u), Math.floor(v)];
    const mixed = (row: number) => at(l, row, i % 3) * (l + 1 - u) + at(l + 1, row, i % 3) * (u - l);
    return mixed(t) * (t + 1 - v) + mixed(t + 1) * (v - t);
  });
}

describe('a backdrop', () => {
  const moves = [{}, { x: 0.25, y: -0.5 }, { scale: 0.4, y: 0.1 }, { scale: 3, x: -0.3, y: 0.2 }];
  const cases = fits.flatMap(fit =>
    [false, true].flatMap(flip => moves.map(move => ({ ...centred, ...move, fit, flip }))),
  );
  it.each(cases)('lies where its placement says: %o', placement => {
    expect(distances(place(backdrop, placement), plainly(backdrop, placement)).most).toBeLessThan(0.51);
  });

  it.each(fits)('of the photo’s size lies on it pixel by pixel: %s', fit => {
    const same = photoLike(photo.width, photo.height);
    expect(place(same, { ...centred, fit })).toEqual(same.data);
  });

  it('that is stretched takes the photo’s shape', () => {
    const twice = place(photoLike(photo.width * 2, photo.height), { ...centred, fit: 'stretch' });
    expect(distances(twice, photoLike(photo.width, photo.height).data).mean).toBeLessThan(2);
  });
});

describe('the notebook’s backdrop', () => {
  it('is stretched always, and only takes the photo’s place until it is moved or flipped', () => {
    expect(placementOf(centred, 'classic').fit).toBe('stretch');
    expect(placementOf(centred, 'lens')).toEqual(centred);
    expect(isStretchedOver(placementOf(centred, 'classic'))).toBe(true);
    expect(isStretchedOver(placementOf({ ...centred, flip: true }, 'classic'))).toBe(false);
    expect(isStretchedOver(centred)).toBe(false);
  });
});
