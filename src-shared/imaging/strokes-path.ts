import type { Stroke } from '../edit/strokes.ts';

/** A stroke ready to be painted: as few points as show the same, each with its own radius, in pixels of the photo. */
export interface BrushPath {
  readonly keep: boolean;
  readonly hardness: number;
  /** x, y, radius. */
  readonly points: readonly BrushPoint[];
}
export type BrushPoint = readonly [x: number, y: number, radius: number];

/** The inner part of a smart stroke that holds whatever the photo's edges say. */
const CORE = { radius: 0.5, hardness: 0.5 };

/** How far the simplified path may lie from the hand's, as a share of the radius: a fiftieth is not seen. */
const TOLERANCE = 0.02;

/** The whole brush of a stroke. */
export const wholeBrush = (stroke: Stroke): BrushPath => pathOf(stroke, stroke.radius, stroke.hardness);

/** What counts on the finished alpha: the whole of a plain stroke, the core of a smart one. */
export const finishedBrush = (stroke: Stroke): BrushPath =>
  stroke.smart ? pathOf(stroke, stroke.radius * CORE.radius, CORE.hardness) : wholeBrush(stroke);

function pathOf({ mode, points }: Stroke, radius: number, hardness: number): BrushPath {
  const full = points.map(([x, y, pressure]): BrushPoint => [x, y, radius * pressure]);
  return { keep: mode === 'keep', hardness, points: simplifyPath(full, TOLERANCE * radius) };
}

/**
 * Leaves out the points that the straight line between their neighbours passes within `tolerance` of, position and
 * radius alike (Douglas & Peucker, "Algorithms for the reduction of the number of points required to represent a
 * digitized line", 1973).
 */
export function simplifyPath(points: readonly BrushPoint[], tolerance: number): BrushPoint[] {
  const kept = new Uint8Array(points.length);
  kept[0] = kept[points.length - 1] = 1;
  const open: [number, number][] = [[0, points.length - 1]];
  for (let span = open.pop(); span; span = open.pop()) {
    const [first, last] = span;
    const far = farthest(points, first, last);
    if (far.distance <= tolerance) continue;
    kept[far.index] = 1;
    open.push([first, far.index], [far.index, last]);
  }
  return points.filter((_, i) => kept[i] === 1);
}

function farthest(points: readonly BrushPoint[], first: number, last: number) {
  let index = first;
  let distance = 0;
  for (let i = first + 1; i < last; i++) {
    const apart = distanceFrom(points[i], points[first], points[last]);
    if (apart > distance) [index, distance] = [i, apart];
  }
  return { index, distance };
}

function distanceFrom([x, y, r]: BrushPoint, [ax, ay, ar]: BrushPoint, [bx, by, br]: BrushPoint): number {
  const length2 = (bx - ax) ** 2 + (by - ay) ** 2;
  const along = length2 > 0 ? ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length2 : 0;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(x - ax - (bx - ax) * t, y - ay - (by - ay) * t, r - ar - (br - ar) * t);
}
