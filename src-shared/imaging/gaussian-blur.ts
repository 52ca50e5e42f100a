import type { SamplesF } from './image.ts';

export type { SamplesF } from './image.ts';

const PASSES = 4;

/**
 * In place: a Gaussian of `sigma` pixels, edge pixels repeated outwards. Four boxes with fractional ends, so
 * that the variance is just the one asked for (Gwosdek, Grewenig, Bruhn, Weickert, "Theoretical foundations
 * of Gaussian convolution by extended box filtering", SSVM 2011); a box costs the same whatever its width.
 */
export function gaussianBlur(samples: SamplesF, sigma: number) {
  const box = extendedBox(sigma, PASSES);
  const between = { ...samples, data: new Float32Array(samples.data.length) };
  for (let pass = 0; pass < PASSES; pass++) {
    boxAcross(samples, between, box);
    boxDown(between, samples, box);
  }
}

/** 2 · radius + 1 whole samples, and one more at each end that counts `ends`, 0…1. */
export interface ExtendedBox {
  readonly radius: number;
  readonly ends: number;
}

/** The box whose variance is sigma² / passes (section 2.2 there). */
export function extendedBox(sigma: number, passes: number): ExtendedBox {
  const variance = (sigma * sigma) / passes;
  const radius = Math.floor((Math.sqrt(12 * variance + 1) - 1) / 2);
  const ends =
    ((2 * radius + 1) * (radius * (radius + 1) - 3 * variance)) / (6 * (variance - (radius + 1) ** 2));
  return { radius, ends };
}

function boxAcross({ width, height, channels, data }: SamplesF, into: SamplesF, box: ExtendedBox) {
  const { radius, ends } = box;
  const scale = 1 / (2 * radius + 1 + 2 * ends);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    const at = (x: number, c: number) => data[(row + Math.min(Math.max(x, 0), width - 1)) * channels + c];
    for (let c = 0; c < channels; c++) {
      let sum = 0;
      for (let x = -radius; x <= radius; x++) sum += at(x, c);
      for (let x = 0; x < width; x++) {
        const after = at(x + radius + 1, c);
        into.data[(row + x) * channels + c] = (sum + ends * (at(x - radius - 1, c) + after)) * scale;
        sum += after - at(x - radius, c);
      }
    }
  }
}

/** All columns at once, so that memory is walked row by row. */
function boxDown({ width, height, channels, data }: SamplesF, into: SamplesF, box: ExtendedBox) {
  const { radius, ends } = box;
  const stride = width * channels;
  const scale = 1 / (2 * radius + 1 + 2 * ends);
  const sums = new Float64Array(stride);
  const row = (y: number) => Math.min(Math.max(y, 0), height - 1) * stride;
  for (let y = -radius; y <= radius; y++) {
    const from = row(y);
    for (let i = 0; i < stride; i++) sums[i] = sums[i] + data[from + i];
  }
  for (let y = 0; y < height; y++) {
    const before = row(y - radius - 1);
    const after = row(y + radius + 1);
    const leaves = row(y - radius);
    for (let i = 0; i < stride; i++) {
      const enters = data[after + i];
      into.data[y * stride + i] = (sums[i] + ends * (data[before + i] + enters)) * scale;
      sums[i] = sums[i] + enters - data[leaves + i];
    }
  }
}
