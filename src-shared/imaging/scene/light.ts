import type { Plane8, RgbImage } from '../image.ts';
import { linearOf } from '../srgb.ts';

/**
 * The light that falls on the subject and on what is behind it, as far as their colours tell: a mean of linear light
 * in which a pixel counts by how much it says of the light. A bright thing says more than a dark one: whoever wears
 * black does not stand in the dark (so the mean is Σ c² / Σ c, as it were). A grey thing takes the light's own colour,
 * a coloured one hardly tells it from its paint (Yang, Gao, Li, "Efficient illuminant estimation for color constancy
 * using grey pixels", CVPR 2015). A clipped one tells neither its colour nor how bright it is.
 */

/** Linear light times weight, summed, and the weight: red, green, blue, weight. */
export type Light = readonly [number, number, number, number];

/** Samples along each side of the photo that are looked at. */
export const LIGHT_LOOKS = 512;
/** Light of the strongest channel, linear: from the first on it may be clipped, at the second it is. */
export const CLIPPED = [0.85, 1] as const;
/** What a clipped pixel still counts: where all are, that is what there is. */
export const LEAST_TOLD = 0.01;
/** Rec. 709: luminance of linear light. */
export const LUMINANCE = [0.2126, 0.7152, 0.0722] as const;

/** How much a pixel says of the light that falls on it, 0…1; linear light. */
export function told(red: number, green: number, blue: number): number {
  const most = Math.max(red, green, blue);
  const least = Math.min(red, green, blue);
  const clipped = Math.min(1, Math.max(0, (most - CLIPPED[0]) / (CLIPPED[1] - CLIPPED[0])));
  const grey = (least + LEAST_TOLD) / (most + LEAST_TOLD);
  return luminance(red, green, blue) * grey * (1 - (1 - LEAST_TOLD) * clipped);
}

export const luminance = (red: number, green: number, blue: number): number =>
  LUMINANCE[0] * red + LUMINANCE[1] * green + LUMINANCE[2] * blue;

/** The light of the subject and of what is behind it. */
export interface SceneLight {
  readonly subject: Light;
  readonly behind: Light;
}

/**
 * Looks at the photo where the subject is, and at what is behind it where that shows.
 * @param behind as it shows, at any size up to the photo's: so many samples are looked at
 * @param subject alpha, 0 … 255, at the photo's size
 * @param present what of the photo is there at all
 */
export function lookAtLight(
  photo: RgbImage,
  subject: Plane8,
  behind: RgbImage,
  present?: Plane8,
): SceneLight {
  const front = [0, 0, 0, 0] as Sum;
  const back = [0, 0, 0, 0] as Sum;
  for (let y = 0, b = 0; y < behind.height; y++) {
    const row = Math.floor(((y + 0.5) * photo.height) / behind.height) * photo.width;
    for (let x = 0; x < behind.width; x++, b += 3) {
      const i = row + Math.floor(((x + 0.5) * photo.width) / behind.width);
      const covered = (subject.data[i] / 255) * (present ? present.data[i] / 255 : 1);
      if (covered > 0) add(front, photo.data, i * 3, covered);
      if (covered < 1) add(back, behind.data, b, 1 - covered);
    }
  }
  return { subject: front, behind: back };
}

type Sum = [number, number, number, number];

function add(sum: Sum, data: Uint8Array, at: number, share: number) {
  const red = linearOf[data[at]];
  const green = linearOf[data[at + 1]];
  const blue = linearOf[data[at + 2]];
  const weight = told(red, green, blue) * share;
  sum[0] += red * weight;
  sum[1] += green * weight;
  sum[2] += blue * weight;
  sum[3] += weight;
}
