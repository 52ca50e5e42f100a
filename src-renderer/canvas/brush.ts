import type { Stroke } from '../../src-shared/edit/strokes.ts';
import { brushCoverage } from '../../src-shared/imaging/strokes.ts';

/** The stroke under way, as the GPU paints it: the same brush as `src-shared/imaging/strokes.ts`. */

/** Numbers a segment takes in the buffer: x, y, radius of its start, and of its end. */
export const SEGMENT = 6;

/**
 * Packs the segments that points[from…] add: each from the point before it, the first from itself.
 * @param scale of the photo's coordinates to the target's
 * @param into at least `SEGMENT × segments`
 * @returns how many segments
 */
export function packSegments(stroke: Stroke, from: number, scale: number, into: Float32Array): number {
  const { points, radius } = stroke;
  let at = 0;
  for (let i = Math.max(0, from); i < points.length; i++) {
    at = packPoint(points[Math.max(0, i - 1)], radius, scale, into, at);
    at = packPoint(points[i], radius, scale, into, at);
  }
  return at / SEGMENT;
}

function packPoint(
  [x, y, pressure]: Stroke['points'][number],
  radius: number,
  scale: number,
  into: Float32Array,
  at: number,
): number {
  into[at] = x * scale;
  into[at + 1] = y * scale;
  into[at + 2] = radius * pressure * scale;
  return at + 3;
}

/** Coverage of one packed segment at a point: what the brush's shader computes. */
export function segmentCoverage(
  segments: Float32Array,
  index: number,
  x: number,
  y: number,
  hardness: number,
): number {
  const [x0, y0, r0, x1, y1, r1] = segments.subarray(index * SEGMENT, (index + 1) * SEGMENT);
  const length2 = (x1 - x0) ** 2 + (y1 - y0) ** 2;
  const along = length2 === 0 ? 1 : ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length2;
  const t = Math.min(1, Math.max(0, along));
  const distance = Math.hypot(x - x0 - (x1 - x0) * t, y - y0 - (y1 - y0) * t);
  return brushCoverage(distance, r0 + (r1 - r0) * t, hardness);
}
