import type { Plane8, RgbImage } from '../image.ts';
import { axis, type Axis } from '../resize-bilinear.ts';
import type { Band } from '../rows.ts';
import type { Colours } from './levels.ts';

/** The mattes of one picture, all of its size. */
export interface EdgeMattes {
  /** What the photo's colours are mixed by. */
  readonly truth: Plane8;
  /** What is composited by. */
  readonly alpha: Plane8;
}

/**
 * Takes the old background's light out of the pixels that subject and background share, in place. The colours that
 * were estimated small lack the photo's own detail; it is put back by asking that each pixel still be what was
 * photographed, F := F + α (I − α F − (1 − α) B) (Forte, "Approximate fast foreground colour estimation", ICIP 2021,
 * eq. 5). Pixels that are wholly the subject, or are not
 * seen, stay as they are.
 * @param photo at any size, 0…255; written into
 * @param colours of any size that covers the same picture
 * @param strength 0 leaves the photo's colours, 1 takes the estimated ones
 */
export function decontaminate(
  photo: RgbImage,
  { truth, alpha }: EdgeMattes,
  colours: Colours,
  strength: number,
  band: Band,
) {
  const clean = rowCleaner(photo, { colours, strength });
  for (let y = band.first; y < band.end; y++) {
    const [from, end] = [y * photo.width, (y + 1) * photo.width];
    clean(
      y,
      photo.data.subarray(from * 3, end * 3),
      truth.data.subarray(from, end),
      alpha.data.subarray(from, end),
    );
  }
}

/** What the colours of an edge are cleaned by. */
export interface Cleaning {
  readonly colours: Colours;
  /** 0…1. */
  readonly strength: number;
}

/** Cleans row `y` of a picture in place. */
export type RowCleaner = (y: number, rgb: Uint8Array, truth: Uint8Array, alpha: Uint8Array) => void;

/** @param size of the picture */
export function rowCleaner(
  { width, height }: { readonly width: number; readonly height: number },
  { colours: { foreground, background }, strength }: Cleaning,
): RowCleaner {
  const across = axis(foreground.width, width, 3);
  const down = axis(foreground.height, height, foreground.width * 3);
  return (y, rgb, truth, alpha) => {
    for (let x = 0; x < width; x++) {
      const mixed = truth[x];
      if (mixed === 255 || alpha[x] === 0) continue;
      for (let c = 0; c < 3; c++) {
        const seen = rgb[x * 3 + c];
        const f = between(foreground.data, across, x, down, y, c);
        const b = between(background.data, across, x, down, y, c);
        rgb[x * 3 + c] = 0.5 + seen + strength * (cleaned(seen, f, b, mixed / 255) - seen);
      }
    }
  };
}

function cleaned(seen: number, f: number, b: number, alpha: number): number {
  const value = f + alpha * (seen - alpha * f - (1 - alpha) * b);
  return value < 0 ? 0 : value > 255 ? 255 : value;
}

/** Bilinear between pixel centres. */
function between(data: Uint8Array, across: Axis, x: number, down: Axis, y: number, c: number): number {
  const [upper, lower] = [down.first[y] + c, down.second[y] + c];
  const [left, right, share] = [across.first[x], across.second[x], across.share[x]];
  const above = data[upper + left] + (data[upper + right] - data[upper + left]) * share;
  const below = data[lower + left] + (data[lower + right] - data[lower + left]) * share;
  return above + (below - above) * down.share[y];
}
