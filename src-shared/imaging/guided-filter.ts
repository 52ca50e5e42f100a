import type { PlaneF, RgbImage } from './image.ts';
import { boxMean } from './box-mean.ts';

/**
 * Alpha as a local linear function of the guide's colour: alpha = a · colour + b, colour 0…1. Solved at
 * reduced size; read between its pixels, it gives alpha at any size.
 */
export interface LinearMatte {
  readonly width: number;
  readonly height: number;
  /** Four numbers a pixel, interleaved: a for red, green and blue, then b. */
  readonly coefficients: Float32Array;
}

/**
 * The guided filter with a colour guide, its coefficients averaged but not yet applied (He, Sun, Tang,
 * "Guided image filtering", PAMI 2013, eqs. 19–21; He & Sun, "Fast guided filter", 2015: solve small, apply
 * at full size).
 * @param guide the photo at the size of `coarse`
 * @param coarse soft segmentation, 0…1
 * @param radius of the window, in pixels of the guide
 * @param epsilon variance of colour (0…1 squared) below which a window counts as flat
 * @param averaged radius of the window in which the coefficients are averaged
 */
export function guidedMatte(
  guide: RgbImage,
  coarse: PlaneF,
  radius: number,
  epsilon: number,
  averaged = radius,
): LinearMatte {
  const { width, height } = coarse;
  const means = windowMeans(guide, coarse, radius);
  const coefficients = new Float32Array(width * height * 4);
  for (let i = 0; i < width * height; i++) solveWindow(means, i, epsilon, coefficients);
  return {
    width,
    height,
    coefficients: boxMean({ width, height, channels: 4, data: coefficients }, averaged),
  };
}

/** Window means, 13 a pixel: r g b p, rr rg rb gg gb bb, rp gp bp. */
const MEANS = 13;

function windowMeans(guide: RgbImage, coarse: PlaneF, radius: number): Float32Array {
  const { width, height } = coarse;
  const data = new Float32Array(width * height * MEANS);
  for (let i = 0, m = 0; i < width * height; i++, m += MEANS) {
    const r = guide.data[i * 3] / 255;
    const g = guide.data[i * 3 + 1] / 255;
    const b = guide.data[i * 3 + 2] / 255;
    const p = coarse.data[i];
    data[m] = r;
    data[m + 1] = g;
    data[m + 2] = b;
    data[m + 3] = p;
    data[m + 4] = r * r;
    data[m + 5] = r * g;
    data[m + 6] = r * b;
    data[m + 7] = g * g;
    data[m + 8] = g * b;
    data[m + 9] = b * b;
    data[m + 10] = r * p;
    data[m + 11] = g * p;
    data[m + 12] = b * p;
  }
  return boxMean({ width, height, channels: MEANS, data }, radius);
}

/** a = (Σ + εU)⁻¹ · cov(I, p), b = mean p − a · mean I; the symmetric 3 × 3 inverse written out. */
function solveWindow(means: Float32Array, pixel: number, epsilon: number, into: Float32Array) {
  const m = pixel * MEANS;
  const r = means[m];
  const g = means[m + 1];
  const b = means[m + 2];
  const p = means[m + 3];
  const rr = means[m + 4] - r * r + epsilon;
  const rg = means[m + 5] - r * g;
  const rb = means[m + 6] - r * b;
  const gg = means[m + 7] - g * g + epsilon;
  const gb = means[m + 8] - g * b;
  const bb = means[m + 9] - b * b + epsilon;
  const rp = means[m + 10] - r * p;
  const gp = means[m + 11] - g * p;
  const bp = means[m + 12] - b * p;
  const i00 = gg * bb - gb * gb;
  const i01 = gb * rb - rg * bb;
  const i02 = rg * gb - gg * rb;
  const i11 = rr * bb - rb * rb;
  const i12 = rb * rg - rr * gb;
  const i22 = rr * gg - rg * rg;
  const inverse = 1 / (rr * i00 + rg * i01 + rb * i02);
  const ar = (i00 * rp + i01 * gp + i02 * bp) * inverse;
  const ag = (i01 * rp + i11 * gp + i12 * bp) * inverse;
  const ab = (i02 * rp + i12 * gp + i22 * bp) * inverse;
  const to = pixel * 4;
  into[to] = ar;
  into[to + 1] = ag;
  into[to + 2] = ab;
  into[to + 3] = p - ar * r - ag * g - ab * b;
}
