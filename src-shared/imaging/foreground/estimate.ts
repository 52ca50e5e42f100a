import type { Samples8 } from '../box-blur.ts';
import type { Plane8, RgbImage } from '../image.ts';
import { fillBand } from '../rows.ts';
import { colourLevels } from '../simd/foreground.ts';
import { areaRowsSimd } from '../simd/resize-area.ts';
import type { ColourLevels, Colours, NewBytes, Picture, Rgb } from './levels.ts';

/**
 * The subject's own colours and those behind it, where both are in one pixel.
 *
 * Germer, Uelwer, Conrad & Harmeling, "Fast multi-level foreground estimation" (ICPR 2020): from one pixel up to
 * the picture's size, each level starts from the coarser one and is relaxed a few times. From the third level or so
 * on only the doubtful band moves: elsewhere the photo shows the one or the other as it is.
 */

/** Sides up to which pixels move more often. */
const SMALL = 32;
const SWEEPS = { small: 10, large: 2 };

/**
 * @param photo at any size, `alpha` at the same; both colours are the photo's own outside of the band
 * @param shown where the subject's colour is asked for, even if none of it was photographed there; the same size
 * @param newBytes memory for the colours
 */
export function estimateColours(
  photo: RgbImage,
  alpha: Plane8,
  shown = alpha,
  newBytes: NewBytes = length => new Uint8Array(length),
  levels: ColourLevels = colourLevels(photo),
): Colours {
  const means = meansOf(photo, alpha);
  for (const picture of pyramid(photo, alpha, shown)) {
    levels.begin(picture, means);
    const { width, height } = picture.photo;
    const sweeps = Math.max(width, height) <= SMALL ? SWEEPS.small : SWEEPS.large;
    for (let i = 0; i < sweeps; i++) {
      levels.halfSweep(0);
      levels.halfSweep(1);
    }
  }
  return levels.colours(newBytes);
}

/** From one pixel upward. */
function pyramid(photo: RgbImage, alpha: Plane8, shown: Plane8): Picture[] {
  const { width, height } = photo;
  const count = Math.max(1, Math.ceil(Math.log2(Math.max(width, height))));
  const levels: Picture[] = [{ photo, alpha, shown }];
  for (let l = count - 1; l >= 0; l--) {
    const size = { width: levelSide(width, l / count), height: levelSide(height, l / count) };
    const finer = levels[0];
    const alphaHere = shrink({ ...finer.alpha, channels: 1 }, size);
    levels.unshift({
      photo: shrink({ ...finer.photo, channels: 3 }, size),
      alpha: alphaHere,
      shown: finer.shown === finer.alpha ? alphaHere : shrink({ ...finer.shown, channels: 1 }, size),
    });
  }
  return levels;
}

const levelSide = (side: number, share: number): number => Math.max(1, Math.round(side ** share));

function shrink(source: Samples8, { width, height }: { width: number; height: number }): Plane8 {
  const data = new Uint8Array(width * height * source.channels);
  fillBand(areaRowsSimd(source, width, height, 0), data, width * source.channels, { first: 0, end: height });
  return { width, height, data };
}

/** Rows apart that are looked at for the mean colours: they only start the first level. */
const ROWS_APART = 4;
/** Levels up to which, and from which on, a pixel surely is the one or the other. */
const SURELY = { behind: 25, subject: 230 };

/** The mean colours of what surely is the subject, and surely is not. */
const meansOf = (photo: RgbImage, alpha: Plane8): readonly [Rgb, Rgb] => [
  meanWithin(photo, alpha, SURELY.subject, 255),
  meanWithin(photo, alpha, 0, SURELY.behind),
];

function meanWithin({ width, height, data }: RgbImage, alpha: Plane8, least: number, most: number): Rgb {
  let [red, green, blue, count] = [0, 0, 0, 0];
  for (let y = 0; y < height; y += ROWS_APART) {
    for (let i = y * width, p = i * 3; i < (y + 1) * width; i++, p += 3) {
      if (alpha.data[i] < least || alpha.data[i] > most) continue;
      red += data[p];
      green += data[p + 1];
      blue += data[p + 2];
      count++;
    }
  }
  return [red, green, blue].map(sum => sum / Math.max(1, count));
}
