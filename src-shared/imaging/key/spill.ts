import type { Rgb } from '../gradient.ts';
import type { Plane8, RgbImage } from '../image.ts';
import type { Band } from '../rows.ts';
import { type Surface, surfaceAt } from './light-surface.ts';
import { type ScreenAxes, screenShare } from './screen-axes.ts';

/** How the screen's light is taken off the subject: plain numbers, which the window's shader knows too. */
export interface Spill extends ScreenAxes {
  /** The lit screen's share, all over the photo. */
  readonly light: Surface;
  /** Of the light that is on the subject itself, 0…1; that of the screen behind its edge always goes. */
  readonly amount: number;
}

/** A sharp alpha knows more of the screen behind a hair than the soft colours do, but not this much more. */
const BEYOND = 0.3;
/** Excess of the screen's colour from which on it is the subject's own: a keep stroke over the screen says so. */
const OWN_FROM = 0.5;
const OWN_AT = 0.75;

/**
 * Takes the screen's light off one pixel: of its screen share q, (1 − alpha) · Q is the screen that shows through,
 * and the rest lies on the subject. What is left is alpha times the subject's colour.
 * @param alpha 0…1, above 0
 * @param behind Q there
 */
export function despilled(spill: Spill, alpha: number, behind: number, r: number, g: number, b: number): Rgb {
  const share = screenShare(spill, r, g, b);
  const through = Math.max(0, Math.min((1 - alpha) * behind, share + BEYOND));
  const excess = Math.max(0, share - through);
  const t = Math.min(Math.max((excess - OWN_FROM) / (OWN_AT - OWN_FROM), 0), 1);
  const taken = through + spill.amount * excess * (1 - t * t * (3 - 2 * t));
  const left = (level: number, c: number) =>
    Math.min(Math.max((level - taken * spill.colour[c]) / alpha, 0), 255);
  return [left(r, 0), left(g, 1), left(b, 2)];
}

/** The subject's colours without the screen's light, for a band of the photo; black where there is no subject. */
export function spillBand(
  photo: RgbImage,
  alpha: Plane8,
  spill: Spill,
  into: RgbImage,
  { first, end }: Band,
) {
  const { width, height, data } = photo;
  const columns = Float32Array.from({ length: width }, (_, x) => (x + 0.5) / width);
  for (let y = first; y < end; y++) {
    const down = (y + 0.5) / height;
    for (let x = 0, i = y * width, p = i * 3; x < width; x++, i++, p += 3) {
      const level = alpha.data[i];
      if (level === 0) {
        into.data.fill(0, p, p + 3);
        continue;
      }
      const behind = surfaceAt(spill.light, columns[x], down);
      const colour = despilled(spill, level / 255, behind, data[p], data[p + 1], data[p + 2]);
      for (let c = 0; c < 3; c++) into.data[p + c] = colour[c] + 0.5;
    }
  }
}
