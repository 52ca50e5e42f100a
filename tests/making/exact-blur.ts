import type { LensShape } from '../../src-shared/edit/schema.ts';
import { chordsOf } from '../../src-shared/imaging/aperture.ts';
import { gaussianTaps } from '../../src-shared/imaging/gaussian-rows.ts';
import type { RgbImage } from '../../src-shared/imaging/image.ts';
import { apertureRowsSimd, gaussianRowsSimd } from '../../src-shared/imaging/simd/aperture-blur.ts';
import { levelOf, linearOf } from '../../src-shared/imaging/srgb.ts';

/** The convolution of the whole picture at its own size, in linear light: what a lens blur stands in for. */
export function exactBlur({ width, height, data }: RgbImage, shape: LensShape, sigma: number): Float32Array {
  const light = new Float32Array(width * height * 4).fill(1);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) light[i * 4 + c] = linearOf[data[i * 3 + c]];
  }
  const source = { width, height, channels: 4, data: light };
  const rows =
    shape === 'gaussian'
      ? gaussianRowsSimd(source, gaussianTaps(sigma))
      : apertureRowsSimd(source, chordsOf(shape, 2 * sigma));
  const levels = new Float32Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const row = rows(y);
    for (let x = 0, to = y * width * 3; x < width; x++, to += 3)
      for (let c = 0; c < 3; c++) levels[to + c] = levelOf(row[x * 4 + c] / row[x * 4 + 3]);
  }
  return levels;
}
