import type { PlaneF } from '../image.ts';

/**
 * Fills in what a weight leaves open, smoothly, from as near as something is known: means of ever larger blocks,
 * mixed back in where the smaller ones know little (pull-push: Gortler et al., "The lumigraph", SIGGRAPH 1996,
 * section 3.4).
 * @param weight 0 (unknown) … 1 (known), a pixel of the plane
 * @param nothing the value where nothing is known anywhere
 */
export function fillPlane({ width, height, data }: PlaneF, weight: Float32Array, nothing: number): PlaneF {
  if (width === 1 && height === 1)
    return { width, height, data: Float32Array.of(weight[0] > 0 ? data[0] : nothing) };
  const smaller = pulled({ width, height, data }, weight);
  const below = fillPlane(smaller.plane, smaller.weight, nothing);
  const filled = Float32Array.from(data, (value, i) => {
    if (weight[i] >= 1) return value;
    const [x, y] = [(i % width) / 2 - 0.25, Math.floor(i / width) / 2 - 0.25];
    return weight[i] * value + (1 - weight[i]) * planeAt(below, x, y);
  });
  return { width, height, data: filled };
}

/** Blocks of four: the weighted mean, and twice the mean weight up to 1, so that a lonely pixel counts for its block. */
function pulled({ width, height, data }: PlaneF, weight: Float32Array) {
  const [w, h] = [Math.ceil(width / 2), Math.ceil(height / 2)];
  const plane = { width: w, height: h, data: new Float32Array(w * h) };
  const known = new Float32Array(w * h);
  for (let i = 0; i < data.length; i++) {
    const to = (Math.floor(i / width) >> 1) * w + ((i % width) >> 1);
    plane.data[to] += data[i] * weight[i];
    known[to] += weight[i];
  }
  for (let i = 0; i < known.length; i++) {
    if (known[i] > 0) plane.data[i] /= known[i];
    known[i] = Math.min(1, known[i] / 2);
  }
  return { plane, weight: known };
}

/** Linear between pixel centres, the edge repeated outwards. @param x @param y 0 is the middle of the first pixel */
export function planeAt({ width, height, data }: PlaneF, x: number, y: number): number {
  const u = Math.min(Math.max(x, 0), width - 1);
  const v = Math.min(Math.max(y, 0), height - 1);
  const left = Math.min(Math.floor(u), Math.max(0, width - 2));
  const top = Math.min(Math.floor(v), Math.max(0, height - 2));
  const right = Math.min(left + 1, width - 1);
  const bottom = Math.min(top + 1, height - 1);
  const upper = data[top * width + left] * (1 - u + left) + data[top * width + right] * (u - left);
  const lower = data[bottom * width + left] * (1 - u + left) + data[bottom * width + right] * (u - left);
  return upper * (1 - v + top) + lower * (v - top);
}
