import type { LinearMatte } from '../guided-filter.ts';
import type { PlaneF, RgbImage } from '../image.ts';

/** Arithmetic on mattes that are linear functions of a guide's colours. */

/** alpha → contrast · (alpha − ½) + ½, which the coefficients take in. */
export function contrasted(matte: LinearMatte, contrast: number): LinearMatte {
  const coefficients = matte.coefficients.map(value => value * contrast);
  for (let i = 3; i < coefficients.length; i += 4) coefficients[i] += (1 - contrast) / 2;
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
export const clipped = ({ width, height, data }: PlaneF): PlaneF => ({
  width,
  height,
  data: data.map(value => Math.min(1, Math.max(0, value))),
});
