import type { Rgb } from '../gradient.ts';
import type { RgbImage } from '../image.ts';
import { type ScreenAxes, screenAxes, screenShare } from './screen-axes.ts';

export interface FoundScreen {
  readonly axes: ScreenAxes;
  /** 1 on pixels that show nothing but the screen; the picture's size. */
  readonly mask: Uint8Array;
}

/** Share of the wanted colour that makes a pixel worth a look. */
const SEED = 0.3;
/** Share of the picture that is the least screen. */
const LEAST_SCREEN = 0.005;
const ROUNDS = 3;

/**
 * Finds the screen near a wanted colour: its own colour is the median of what is near, and it is everywhere where the
 * chromaticity is nearly that colour's, in the light or in the shade.
 * @param tolerance 0…100: how far from the screen's chromaticity still is the screen
 * @returns undefined where there is no such screen
 */
export function findScreen(picture: RgbImage, wanted: Rgb, tolerance: number): FoundScreen | undefined {
  const near = screenAxes(wanted);
  if (!near) return undefined;
  const pixels = picture.width * picture.height;
  const seeds = maskOf(picture, (r, g, b) => screenShare(near, r, g, b) > SEED);
  let axes = near;
  let mask = seeds;
  for (let round = 0; round < ROUNDS; round++) {
    const own = screenAxes(medianColour(picture, mask));
    if (!own) return undefined;
    axes = own;
    const alike = likeness(axes, tolerance);
    mask = maskOf(picture, alike);
  }
  const count = mask.reduce((sum, one) => sum + one, 0);
  if (count < pixels * LEAST_SCREEN) return undefined;
  return { axes, mask: eroded(mask, picture.width, picture.height, 2) };
}

/** Share of the screen's own strength below which shade hides its colour. */
const DARKEST = 0.25;

function likeness(axes: ScreenAxes, tolerance: number) {
  const [r0, g0, b0] = axes.colour.map(level => level / (axes.colour[0] + axes.colour[1] + axes.colour[2]));
  const saturation = Math.abs(r0 - 1 / 3) + Math.abs(g0 - 1 / 3) + Math.abs(b0 - 1 / 3);
  const most = saturation * (0.1 + 0.002 * tolerance);
  return (r: number, g: number, b: number): boolean => {
    const sum = r + g + b || 1;
    const far = Math.abs(r / sum - r0) + Math.abs(g / sum - g0) + Math.abs(b / sum - b0);
    return far < most && screenShare(axes, r, g, b) > DARKEST;
  };
}

function maskOf({ data }: RgbImage, is: (r: number, g: number, b: number) => boolean): Uint8Array {
  const mask = new Uint8Array(data.length / 3);
  for (let i = 0, p = 0; i < mask.length; i++, p += 3)
    mask[i] = is(data[p], data[p + 1], data[p + 2]) ? 1 : 0;
  return mask;
}

function medianColour({ data }: RgbImage, mask: Uint8Array): Rgb {
  const counts = [0, 1, 2].map(() => new Uint32Array(256));
  let all = 0;
  for (let i = 0, p = 0; i < mask.length; i++, p += 3) {
    if (mask[i] === 0) continue;
    all++;
    for (let c = 0; c < 3; c++) counts[c][data[p + c]]++;
  }
  const [r, g, b] = counts.map(histogram => medianOf(histogram, all));
  return [r, g, b];
}

function medianOf(histogram: Uint32Array, all: number): number {
  let below = 0;
  return Math.max(
    0,
    histogram.findIndex(count => (below += count) * 2 >= all),
  );
}

/** What is left of a mask `by` pixels away from everything else; the picture's edge does not count as else. */
export function eroded(mask: Uint8Array, width: number, height: number, by: number): Uint8Array {
  const along = (from: Uint8Array, length: number, step: number, lines: number, lineStep: number) => {
    const into = new Uint8Array(from.length);
    for (let line = 0; line < lines; line++) {
      let since = by;
      // A run of ones that has lasted 2 · by + 1 holds its middle.
      for (let i = 0; i < length + by; i++) {
        since = i >= length || from[line * lineStep + i * step] === 1 ? since + 1 : 0;
        if (i >= by) into[line * lineStep + (i - by) * step] = since > 2 * by ? 1 : 0;
      }
    }
    return into;
  };
  return along(along(mask, width, 1, height, width), height, width, width, 1);
}
