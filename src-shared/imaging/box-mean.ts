import type { SamplesF } from './image.ts';

/**
 * The mean over a (2 · radius + 1)² window that is cut off at the picture's edges, so that only pixels of the
 * picture count, as guided filters want it. Running sums in double precision; the cost does not depend on
 * the radius.
 * @returns as many samples as came in
 */
export function boxMean(samples: SamplesF, radius: number): Float32Array {
  const { width, height, channels, data } = samples;
  const stride = width * channels;
  const result = new Float32Array(data.length);
  const columns = new Float64Array(stride);
  const add = (y: number, sign: 1 | -1) => {
    const from = y * stride;
    for (let i = 0; i < stride; i++) columns[i] += sign * data[from + i];
  };
  for (let y = 0; y < Math.min(radius, height); y++) add(y, 1);
  for (let y = 0; y < height; y++) {
    if (y + radius < height) add(y + radius, 1);
    if (y - radius > 0) add(y - radius - 1, -1);
    const rows = Math.min(y + radius, height - 1) - Math.max(y - radius, 0) + 1;
    meanAcross(columns, width, channels, radius, rows, result.subarray(y * stride, (y + 1) * stride));
  }
  return result;
}

function meanAcross(
  columns: Float64Array,
  width: number,
  channels: number,
  radius: number,
  rows: number,
  into: Float32Array,
) {
  for (let c = 0; c < channels; c++) {
    let sum = 0;
    for (let x = 0; x < Math.min(radius, width); x++) sum += columns[x * channels + c];
    for (let x = 0; x < width; x++) {
      if (x + radius < width) sum += columns[(x + radius) * channels + c];
      if (x - radius > 0) sum -= columns[(x - radius - 1) * channels + c];
      const count = Math.min(x + radius, width - 1) - Math.max(x - radius, 0) + 1;
      into[x * channels + c] = sum / (count * rows);
    }
  }
}
