import type { RgbImage } from '../image.ts';
import type { Part } from '../crop.ts';

/** Length in levels of colour that counts as much as one step: an edge of 40 levels is as far as 10 steps. */
const LEVELS_A_STEP = 4;
/** Scans in each direction; a way that turns more often is found a little too long. */
const SCANS = 2;

/**
 * How far each pixel is from the marked ones by the way that crosses the least of the picture's edges (geodesic
 * distance by raster scans: Toivanen 1996; Criminisi, Sharp & Blake, "GeoS", ECCV 2008, § 2.2).
 * @param marked whether the way begins there
 * @param most steps beyond which it does not matter how far
 * @returns steps; Infinity where no marked pixel is near
 */
export function geodesicDistance(
  image: RgbImage,
  marked: (i: number) => boolean,
  most: number,
): Float32Array {
  const distance = new Float32Array(image.width * image.height).fill(Infinity);
  const part = { left: image.width, top: image.height, right: 0, bottom: 0 };
  for (let y = 0, i = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++, i++) {
      if (!marked(i)) continue;
      distance[i] = 0;
      part.left = Math.min(part.left, Math.max(1, x - most));
      part.right = Math.max(part.right, Math.min(image.width - 1, x + most + 1));
      part.top = Math.min(part.top, Math.max(1, y - most));
      part.bottom = Math.max(part.bottom, Math.min(image.height - 1, y + most + 1));
    }
  }
  for (let scan = 0; scan < SCANS; scan++) {
    forward(image, part, distance);
    backward(image, part, distance);
  }
  return distance;
}

/** Scans a part from its upper left: each pixel looks at the four neighbours that come before it. */
function forward({ width, data }: RgbImage, { left, top, right, bottom }: Part, distance: Float32Array) {
  for (let y = top; y < bottom; y++) {
    for (let i = y * width + left; i < y * width + right; i++) lessen(data, distance, i, -1, -width);
  }
}

/** The same from its lower right. */
function backward({ width, data }: RgbImage, { left, top, right, bottom }: Part, distance: Float32Array) {
  for (let y = bottom - 1; y >= top; y--) {
    for (let i = y * width + right - 1; i >= y * width + left; i--) lessen(data, distance, i, 1, width);
  }
}

function lessen(data: Uint8Array, distance: Float32Array, i: number, before: number, above: number) {
  let least = distance[i];
  if (least === 0) return;
  least = nearer(data, distance, least, i, i + before, 1);
  least = nearer(data, distance, least, i, i + above, 1);
  least = nearer(data, distance, least, i, i + above + before, 2);
  least = nearer(data, distance, least, i, i + above - before, 2);
  distance[i] = least;
}

/** @param squared distance of the two pixels */
function nearer(
  data: Uint8Array,
  distance: Float32Array,
  least: number,
  i: number,
  from: number,
  squared: number,
): number {
  const start = distance[from];
  if (!(start + 1 < least)) return least;
  const r = data[i * 3] - data[from * 3];
  const g = data[i * 3 + 1] - data[from * 3 + 1];
  const b = data[i * 3 + 2] - data[from * 3 + 2];
  const way = start + Math.sqrt(squared + (r * r + g * g + b * b) / (3 * LEVELS_A_STEP * LEVELS_A_STEP));
  return way < least ? way : least;
}
