import type { LinearMatte } from '../guided-filter.ts';
import type { PlaneF, RgbImage } from '../image.ts';

/** Arithmetic on mattes that are linear functions of a guide's colours. */

/** alpha → contrast · (alpha − ½) + ½, which the coefficients take in. @param coefficients where they go: the matte's own, too */
export function contrasted(
  matte: LinearMatte,
  contrast: number,
  coefficients: Float32Array = new Float32Array(matte.coefficients.length),
): LinearMatte {
  const from = matte.coefficients;
  // Several times as fast as the array's own map.
  for (let i = 0; i < from.length; i++) coefficients[i] = from[i] * contrast;
  for (let i = 3; i < from.length; i += 4) coefficients[i] += (1 - contrast) / 2;
  return { ...matte, coefficients };
}

/** Alpha at the matte's own size, not cut to 0…1. @param guide of that size */
export function applied({ width, height, coefficients }: LinearMatte, guide: RgbImage): PlaneF {
  const data = new Float32Array(width * height);
  for (let i = 0, c = 0, p = 0; i < data.length; i++, c += 4, p += 3) {
    const colours =
      coefficients[c] * guide.data[p] +
      coefficients[c + 1] * guide.data[p + 1] +
      coefficients[c + 2] * guide.data[p + 2];
    data[i] = colours / 255 + coefficients[c + 3];
  }
  return { width, height, data };
}

/** Cut to 0…1. */
export function clipped({ width, height, data }: PlaneF): PlaneF {
  const cut = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++) cut[i] = data[i] < 0 ? 0 : data[i] > 1 ? 1 : data[i];
  return { width, height, data: cut };
}
