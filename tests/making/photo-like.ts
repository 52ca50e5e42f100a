import type { Plane8, RgbImage } from '../../src-shared/imaging/image.ts';

/**
 * A picture that a codec likes and an orientation cannot hide in: smooth slopes, one bright corner, a dark disc.
 *
 * @param strength of the slopes; the colours stay inside 20…235
 */
export function photoLike(width: number, height: number): RgbImage {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 3) data.set(colourAt(x / width, y / height), at);
  return { width, height, data };
}

function colourAt(u: number, v: number): [number, number, number] {
  const disc = Math.hypot(u - 0.35, v - 0.6) < 0.2 ? 0.4 : 1;
  const corner = u < 0.2 && v < 0.2 ? 60 : 0;
  return [
    40 + 130 * u * disc + corner,
    60 + 110 * v * disc + corner,
    60 + 100 * (1 - u) * (1 - v) * disc + corner,
  ];
}

/** A plane that runs from 0 on the left to 255 on the right. */
export function ramp(width: number, height: number): Plane8 {
  const across = (x: number): number => (width === 1 ? 255 : Math.round((255 * x) / (width - 1)));
  return { width, height, data: Uint8Array.from({ length: width * height }, (_, i) => across(i % width)) };
}

/** One pixel's colour. */
export const pixelAt = ({ width, data }: RgbImage, x: number, y: number): number[] =>
  Array.from(data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3));

/** The mean of the absolute differences of two pictures' numbers, 0…255. */
export function meanDifference(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length) throw new RangeError(`Expected ${a.length} numbers but received ${b.length}.`);
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / a.length;
}

/** The largest difference of two pictures' numbers, 0…255. */
export function largestDifference(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length) throw new RangeError(`Expected ${a.length} numbers but received ${b.length}.`);
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i])), 0);
}

/**
 * The pixels as a camera held in this way stores them: turning them by the EXIF orientation gives `upright` again
 * (EXIF 2.32, 4.6.4: what the zeroth row and the zeroth column are of).
 */
export function storedAs(orientation: number, upright: RgbImage): RgbImage {
  const turned = orientation >= 5;
  const [width, height] = turned ? [upright.height, upright.width] : [upright.width, upright.height];
  const data = new Uint8Array(upright.data.length);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 3)
      data.set(pixelAt(upright, ...seenAt(orientation, x, y, upright)), at);
  return { width, height, data };
}

function seenAt(orientation: number, x: number, y: number, { width, height }: RgbImage): [number, number] {
  const [right, bottom] = [width - 1, height - 1];
  const places: Record<number, [number, number]> = {
    1: [x, y],
    2: [right - x, y],
    3: [right - x, bottom - y],
    4: [x, bottom - y],
    5: [y, x],
    6: [right - y, x],
    7: [right - y, bottom - x],
    8: [y, bottom - x],
  };
  return places[orientation];
}
