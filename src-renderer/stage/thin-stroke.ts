import type { Stroke } from '../../src-shared/edit/strokes.ts';
import { type BrushPoint, simplifyPath } from '../../src-shared/imaging/strokes-path.ts';

type Points = Stroke['points'];

/** Half of what the painting itself leaves out (`strokes-path.ts`), as a share of the radius. */
const TOLERANCE = 0.01;

const thousandth = (value: number): number => Math.round(value * 1000) / 1000;

/** As few points as show the same stroke: a hand gives hundreds a second, and the edit keeps them all. */
export function thinned(points: Points, radius: number): Points {
  const path = points.map(([x, y, pressure]): BrushPoint => [x, y, pressure * radius]);
  return simplifyPath(path, TOLERANCE * radius).map(([x, y, r]) => [x, y, thousandth(r / radius)]);
}
