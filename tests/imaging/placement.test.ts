import { describe, expect, it } from 'vitest';
import { centred } from '../../src-shared/edit/schema.ts';
import type { RgbImage } from '../../src-shared/imaging/image.ts';
import { placedRows } from '../../src-shared/imaging/placement.ts';
import { distances } from '../making/distance.ts';
import { photoLike } from '../making/photo-like.ts';

const photo = { width: 36, height: 20 };
const backdrop = photoLike(25, 30);

function place(picture: RgbImage, placement: typeof centred, stretched = false): Uint8Array {
  const next = placedRows(picture, placement, stretched, photo, 0);
  const data = new Uint8Array(photo.width * photo.height * 3);
  for (let y = 0; y < photo.height; y++) next(data.subarray(y * photo.width * 3, (y + 1) * photo.width * 3));
  return data;
}

/** The schema's words, pixel by pixel. */
function plainly({ width, height, data }: RgbImage, { scale, x, y }: typeof centred): number[] {
  const cover = Math.max(photo.width / width, photo.height / height) * scale;
  const at = (column: number, row: number, c: number) => {
    const clamp = (value: number, last: number) => Math.min(Math.max(value, 0), last);
    return data[(clamp(row, height - 1) * width + clamp(column, width - 1)) * 3 + c];
  };
  return Array.from({ length: photo.width * photo.height * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3);
    const u = ((pixel % photo.width) + 0.5 - photo.width * (0.5 + x)) / cover + width / 2 - 0.5;
    const v = (Math.floor(pixel / photo.width) + 0.5 - photo.height * (0.5 + y)) / cover + height / 2 - 0.5;
    const [l, t] = [Math.floor(u), Math.floor(v)];
    const across = (row: number) => at(l, row, i % 3) * (l + 1 - u) + at(l + 1, row, i % 3) * (u - l);
    return across(t) * (t + 1 - v) + across(t + 1) * (v - t);
  });
}

describe('a backdrop', () => {
  it.each([
    [centred],
    [{ scale: 1, x: 0.25, y: -0.5 }],
    [{ scale: 0.4, x: 0, y: 0.1 }],
    [{ scale: 3, x: -0.3, y: 0.2 }],
  ])('lies where its placement says: %o', moved => {
    const placement = { ...centred, ...moved };
    expect(distances(place(backdrop, placement), plainly(backdrop, placement)).most).toBeLessThan(0.51);
  });

  it('of the photo’s size lies on it pixel by pixel', () => {
    const same = photoLike(photo.width, photo.height);
    expect(place(same, centred)).toEqual(same.data);
    expect(place(same, centred, true)).toEqual(same.data);
  });

  it('that is stretched takes the photo’s shape', () => {
    const twice = place(photoLike(photo.width * 2, photo.height), centred, true);
    expect(distances(twice, photoLike(photo.width, photo.height).data).mean).toBeLessThan(2);
  });
});
