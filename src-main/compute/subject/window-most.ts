import type { PlaneF } from '../../../src-shared/imaging/image.ts';

/** The largest value in a square window round each pixel, cut off at the picture's edges; one axis, then the other. */
export function windowMost({ width, height, data }: PlaneF, radius: number): PlaneF {
  const across = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let most = -Infinity;
      const end = Math.min(width - 1, x + radius);
      for (let u = Math.max(0, x - radius); u <= end; u++) most = Math.max(most, data[y * width + u]);
      across[y * width + x] = most;
    }
  }
  const down = new Float32Array(data.length).fill(-Infinity);
  for (let y = 0; y < height; y++) {
    const end = Math.min(height - 1, y + radius);
    for (let v = Math.max(0, y - radius); v <= end; v++) {
      for (let x = 0; x < width; x++)
        down[y * width + x] = Math.max(down[y * width + x], across[v * width + x]);
    }
  }
  return { width, height, data: down };
}
