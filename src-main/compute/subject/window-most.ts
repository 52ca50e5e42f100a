import type { PlaneF } from '../../../src-shared/imaging/image.ts';

/** The largest value in a square window round each pixel, cut off at the picture's edges; one axis, then the other. */
export function windowMost({ width, height, data }: PlaneF, radius: number): PlaneF {
  const across = new Float32Array(data.length);
  for (let from = 0; from < data.length; from += width) {
    rowMost(data.subarray(from, from + width), across.subarray(from, from + width), radius);
  }
  const down = across.slice();
  for (let y = 0; y < height; y++) {
    const into = down.subarray(y * width, (y + 1) * width);
    const end = Math.min(height - 1, y + radius);
    for (let v = Math.max(0, y - radius); v <= end; v++) {
      const row = across.subarray(v * width, (v + 1) * width);
      for (let x = 0; x < width; x++) if (row[x] > into[x]) into[x] = row[x];
    }
  }
  return { width, height, data: down };
}

function rowMost(row: Float32Array, into: Float32Array, radius: number) {
  for (let x = 0; x < row.length; x++) {
    const end = Math.min(row.length - 1, x + radius);
    let most = row[x];
    for (let u = Math.max(0, x - radius); u <= end; u++) if (row[u] > most) most = row[u];
    into[x] = most;
  }
}
