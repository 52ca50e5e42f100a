import type { Plane8, RgbImage } from '../../../src-shared/imaging/image.ts';
import { gaussianBlur } from '../../../src-shared/imaging/gaussian-blur.ts';
import { levelOf, linearOf } from '../../../src-shared/imaging/srgb.ts';

/** The blur that the lens had before: a Gaussian of premultiplied light, and a flat mean where little counts. */
export function oldGaussian({ width, height, data }: RgbImage, alpha: Plane8, sigma: number): Uint8Array {
  const light = new Float32Array(width * height * 4);
  const sums = [0, 0, 0, 0];
  for (let i = 0; i < light.length; i++) {
    const weight = 1 - alpha.data[i >> 2] / 255;
    light[i] = i % 4 === 3 ? weight : linearOf[data[(i >> 2) * 3 + (i % 4)]] * weight;
    sums[i % 4] += light[i];
  }
  gaussianBlur({ width, height, channels: 4, data: light }, sigma);
  return Uint8Array.from(data, (_, p) => {
    const at = Math.floor(p / 3) * 4;
    const [share, weight] =
      light[at + 3] > 1e-3 ? [light[at + (p % 3)], light[at + 3]] : [sums[p % 3], sums[3]];
    return levelOf(share / weight) + 0.5;
  });
}
