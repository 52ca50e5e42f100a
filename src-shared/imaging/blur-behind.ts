import { gaussianBlur } from './gaussian-blur.ts';
import type { PlaneF, RgbImage } from './image.ts';
import { levelOf, linearOf } from './srgb.ts';

/**
 * Blurs what a weight lets count and nothing else, so that no subject colour leaks into the background:
 * linear light, premultiplied by the weight, blurred, divided by the blurred weight (Porter & Duff,
 * "Compositing digital images", SIGGRAPH 1984, on premultiplied colour). Where nothing near counts, the
 * mean of all that does stands in.
 * @param weight 0 (subject) … 1 (background), at the picture's size
 * @param sigma of the Gaussian, in pixels of the picture
 */
export function blurBehind(image: RgbImage, weight: PlaneF, sigma: number): RgbImage {
  const { width, height } = image;
  const samples = { width, height, channels: 4, data: premultiply(image, weight) };
  const mean = meanColour(samples.data);
  gaussianBlur(samples, sigma);
  return { width, height, data: unpremultiply(samples.data, mean) };
}

function premultiply(image: RgbImage, weight: PlaneF): Float32Array {
  const data = new Float32Array(weight.data.length * 4);
  for (let i = 0; i < weight.data.length; i++) {
    const w = weight.data[i];
    data[i * 4] = linearOf[image.data[i * 3]] * w;
    data[i * 4 + 1] = linearOf[image.data[i * 3 + 1]] * w;
    data[i * 4 + 2] = linearOf[image.data[i * 3 + 2]] * w;
    data[i * 4 + 3] = w;
  }
  return data;
}

/** Weight below which rounding in the running sums would show as false colour. */
const FAINT = 1e-3;

function unpremultiply(samples: Float32Array, mean: readonly number[]): Uint8Array {
  const data = new Uint8Array((samples.length / 4) * 3);
  for (let i = 0, p = 0; i < samples.length; i += 4, p += 3) {
    const weight = samples[i + 3];
    for (let c = 0; c < 3; c++) {
      data[p + c] = levelOf(weight > FAINT ? samples[i + c] / weight : mean[c]) + 0.5;
    }
  }
  return data;
}

function meanColour(samples: Float32Array): readonly number[] {
  const sums = [0, 0, 0, 0];
  for (let i = 0; i < samples.length; i++) sums[i & 3] += samples[i];
  return sums.slice(0, 3).map(sum => (sums[3] > 0 ? sum / sums[3] : 0));
}
