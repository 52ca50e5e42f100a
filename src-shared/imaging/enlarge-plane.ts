import type { PlaneF } from './image.ts';
import { axis } from './resize-bilinear.ts';

/** A plane of floats at another size: bilinear between pixel centres. */
export function enlargePlane(plane: PlaneF, width: number, height: number): PlaneF {
  const data = new Float32Array(width * height);
  const across = axis(plane.width, width, 1);
  const down = axis(plane.height, height, plane.width);
  for (let y = 0; y < height; y++) {
    const upper = plane.data.subarray(down.first[y], down.first[y] + plane.width);
    const lower = plane.data.subarray(down.second[y], down.second[y] + plane.width);
    for (let x = 0; x < width; x++) {
      const l = across.first[x];
      const r = across.second[x];
      const u = across.share[x];
      const top = upper[l] + (upper[r] - upper[l]) * u;
      const bottom = lower[l] + (lower[r] - lower[l]) * u;
      data[y * width + x] = top + (bottom - top) * down.share[y];
    }
  }
  return { width, height, data };
}
