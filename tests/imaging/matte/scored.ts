import type { Plane8, RgbImage } from '../../../src-shared/imaging/image.ts';

/** What a matte and its colours are worth, in the band round the edge: as the bench's own scorer has it. */
export interface Score {
  /** Mean absolute error of alpha, times 1000. */
  readonly mae: number;
  /** Mean absolute error of alpha's gradient (Gaussian of 1.4, Sobel), times 1000. */
  readonly gradient: number;
  /** Mean absolute error in levels of the subject laid over another background. */
  readonly composite: number;
}

export interface Truth {
  readonly alpha: Plane8;
  readonly foreground: RgbImage;
  readonly newback: RgbImage;
  readonly band: Plane8;
}

export function scored(truth: Truth, alpha: Plane8, colours: RgbImage): Score {
  const inBand = [...truth.band.data.keys()].filter(i => truth.band.data[i] > 0);
  const mean = (of: (i: number) => number) => inBand.reduce((sum, i) => sum + of(i), 0) / inBand.length;
  const [wanted, got] = [gradient(truth.alpha), gradient(alpha)];
  return {
    mae: 1000 * mean(i => Math.abs(truth.alpha.data[i] - alpha.data[i]) / 255),
    gradient: 1000 * mean(i => Math.abs(wanted[i] - got[i])),
    composite: mean(i => compositeError(truth, alpha, colours, i)),
  };
}

function compositeError(
  { alpha: a, foreground, newback }: Truth,
  alpha: Plane8,
  colours: RgbImage,
  i: number,
) {
  const over = (level: number, subject: number, behind: number) =>
    (level * subject + (255 - level) * behind) / 255;
  const apart = [0, 1, 2].map(c => {
    const p = i * 3 + c;
    const wanted = over(a.data[i], foreground.data[p], newback.data[p]);
    return Math.abs(wanted - over(alpha.data[i], colours.data[p], newback.data[p]));
  });
  return (apart[0] + apart[1] + apart[2]) / 3;
}

const SIGMA = 1.4;
const REACH = 6;

function gradient({ width, height, data }: Plane8): Float32Array {
  const taps = Array.from({ length: 2 * REACH + 1 }, (_, i) =>
    Math.exp(-((i - REACH) ** 2) / (2 * SIGMA ** 2)),
  );
  const total = taps.reduce((a, b) => a + b);
  const kernel = taps.map(tap => tap / total);
  const smooth = alongColumns(alongRows(data, width, kernel, 1 / 255), width, height, kernel);
  const result = new Float32Array(width * height);
  const at = (x: number, y: number) => smooth[mirror(y, height) * width + mirror(x, width)];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const [nw, n, ne] = [at(x - 1, y - 1), at(x, y - 1), at(x + 1, y - 1)];
      const [w, e] = [at(x - 1, y), at(x + 1, y)];
      const [sw, s, se] = [at(x - 1, y + 1), at(x, y + 1), at(x + 1, y + 1)];
      result[i] = Math.hypot(ne + 2 * e + se - nw - 2 * w - sw, sw + 2 * s + se - nw - 2 * n - ne) / 8;
    }
  }
  return result;
}

/** The pixel beyond the edge is the last but one. */
const mirror = (i: number, size: number): number => (i < 0 ? -i : i >= size ? 2 * size - 2 - i : i);

function alongRows(data: ArrayLike<number>, width: number, kernel: number[], scale: number): Float32Array {
  return Float32Array.from({ length: data.length }, (_, i) => {
    const x = i % width;
    let sum = 0;
    for (let k = -REACH; k <= REACH; k++) sum += kernel[k + REACH] * data[i - x + mirror(x + k, width)];
    return sum * scale;
  });
}

function alongColumns(data: Float32Array, width: number, height: number, kernel: number[]): Float32Array {
  return data.map((_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    let sum = 0;
    for (let k = -REACH; k <= REACH; k++) sum += kernel[k + REACH] * data[mirror(y + k, height) * width + x];
    return sum;
  });
}
