import type { Plane8, RgbImage } from '../../src-shared/imaging/image.ts';

/** Peak signal-to-noise ratio of two 8-bit sample arrays in decibels; infinite when they are equal. */
export function psnr(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new RangeError(`Expected ${a.length} samples but received ${b.length}.`);
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return 10 * Math.log10((255 * 255 * a.length) / sum);
}

/** Side of the window in which two pictures are compared, and the step from one to the next. */
const WINDOW = 8;
const STEP = 4;
const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;

/**
 * Mean structural similarity of two pictures' luma, at most 1 (Wang, Bovik, Sheikh, Simoncelli, "Image quality
 * assessment: from error visibility to structural similarity", IEEE TIP 13, 2004), over windows of 8 × 8, every
 * fourth pixel.
 */
export function ssim(a: RgbImage, b: RgbImage): number {
  const [x, y] = [luma(a), luma(b)];
  let sum = 0;
  let count = 0;
  for (let top = 0; top + WINDOW <= a.height; top += STEP)
    for (let left = 0; left + WINDOW <= a.width; left += STEP, count++)
      sum += windowSimilarity(x, y, left, top);
  return sum / count;
}

function windowSimilarity(a: Plane8, b: Plane8, left: number, top: number): number {
  const n = WINDOW * WINDOW;
  let [sumA, sumB, squaresA, squaresB, products] = [0, 0, 0, 0, 0];
  for (let y = top; y < top + WINDOW; y++) {
    for (let i = y * a.width + left; i < y * a.width + left + WINDOW; i++) {
      sumA += a.data[i];
      sumB += b.data[i];
      squaresA += a.data[i] ** 2;
      squaresB += b.data[i] ** 2;
      products += a.data[i] * b.data[i];
    }
  }
  const [meanA, meanB] = [sumA / n, sumB / n];
  const [varianceA, varianceB] = [squaresA / n - meanA ** 2, squaresB / n - meanB ** 2];
  const covariance = products / n - meanA * meanB;
  return (
    ((2 * meanA * meanB + C1) * (2 * covariance + C2)) /
    ((meanA ** 2 + meanB ** 2 + C1) * (varianceA + varianceB + C2))
  );
}

/** Rec. 601 luma. */
function luma({ width, height, data }: RgbImage): Plane8 {
  const plane = new Uint8Array(width * height);
  for (let i = 0, p = 0; i < plane.length; i++, p += 3)
    plane[i] = 0.299 * data[p] + 0.587 * data[p + 1] + 0.114 * data[p + 2] + 0.5;
  return { width, height, data: plane };
}
