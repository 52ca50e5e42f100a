import type { PlaneF } from './image.ts';
import type { BrushPath, BrushPoint } from './strokes-path.ts';

/**
 * What strokes let alpha be, pixel by pixel: at least `low`, at most `high`, 0…255. `keep` is
 * alpha = max(alpha, coverage) and `drop` is alpha = min(alpha, 1 − coverage); any sequence of the two is one such
 * clamp, so strokes are painted once, whatever alpha becomes under them.
 */
export interface Bounds {
  readonly width: number;
  readonly height: number;
  /** The picture's row that the first one here is, where these are the bounds of a band only. */
  readonly firstRow: number;
  readonly low: Uint8Array;
  readonly high: Uint8Array;
}

/** Bounds that leave alpha as it is. */
export const noBounds = (width: number, height: number, firstRow = 0): Bounds => ({
  width,
  height,
  firstRow,
  low: new Uint8Array(width * height),
  high: new Uint8Array(width * height).fill(255),
});

export const copyBounds = (bounds: Bounds): Bounds => ({
  ...bounds,
  low: bounds.low.slice(),
  high: bounds.high.slice(),
});

/**
 * How much a round brush covers at a distance from its middle, 0…1: all up to `hardness` of its radius, nothing
 * beyond the rim, a smooth step (3t² − 2t³) between; the step is never narrower than a pixel.
 */
export function brushCoverage(distance: number, radius: number, hardness: number): number {
  if (radius <= 0) return 0;
  const inner = Math.min(hardness * radius, radius - 0.5);
  const outer = Math.max(radius, inner + 1);
  const t = (outer - distance) / (outer - inner);
  if (t <= 0) return 0;
  return t >= 1 ? 1 : t * t * (3 - 2 * t);
}

/**
 * Paints one stroke into the bounds, segment by segment; only the rows and columns that a segment reaches are gone
 * through.
 * @param across pixels of the bounds' picture for one of the photo, from left to right
 * @param down the same from top to bottom
 */
export function paintPath(
  bounds: Bounds,
  { keep, hardness, points }: BrushPath,
  across: number,
  down: number,
) {
  const size = (across + down) / 2;
  const placed = points.map(([x, y, r]): BrushPoint => [x * across, y * down, r * size]);
  for (let i = 0; i < placed.length; i++) {
    if (i > 0 || placed.length === 1)
      paintSegment(bounds, keep, hardness, placed[Math.max(0, i - 1)], placed[i]);
  }
}

function paintSegment(bounds: Bounds, keep: boolean, hardness: number, from: BrushPoint, to: BrushPoint) {
  const reach = Math.max(from[2], to[2]) + 1;
  const { firstRow, height, width } = bounds;
  const top = Math.max(firstRow, Math.floor(Math.min(from[1], to[1]) - reach));
  const bottom = Math.min(firstRow + height, Math.ceil(Math.max(from[1], to[1]) + reach));
  for (let y = top; y < bottom; y++) {
    const [left, right] = columnsNear(y + 0.5, reach, from, to);
    const first = Math.max(0, Math.floor(left));
    paintRow(bounds, y, first, Math.min(width, Math.ceil(right)), keep, hardness, from, to);
  }
}

/** Where on a row the segment can reach to: the part of it that is near enough, and the reach on both sides. */
function columnsNear(y: number, reach: number, [ax, ay]: BrushPoint, [bx, by]: BrushPoint): [number, number] {
  let t0 = 0;
  let t1 = 1;
  if (by !== ay) {
    const s = (y - reach - ay) / (by - ay);
    const e = (y + reach - ay) / (by - ay);
    t0 = Math.max(0, Math.min(s, e));
    t1 = Math.min(1, Math.max(s, e));
  }
  const x0 = ax + (bx - ax) * t0;
  const x1 = ax + (bx - ax) * t1;
  return [Math.min(x0, x1) - reach, Math.max(x0, x1) + reach];
}

function paintRow(
  { width, firstRow, low, high }: Bounds,
  y: number,
  first: number,
  end: number,
  keep: boolean,
  hardness: number,
  [ax, ay, ar]: BrushPoint,
  [bx, by, br]: BrushPoint,
) {
  const dx = bx - ax;
  const dy = by - ay;
  const perLength2 = dx * dx + dy * dy > 0 ? 1 / (dx * dx + dy * dy) : 0;
  const ey = y + 0.5 - ay;
  for (let x = first, i = (y - firstRow) * width + first; x < end; x++, i++) {
    if (keep ? low[i] === 255 : high[i] === 0) continue;
    const ex = x + 0.5 - ax;
    const along = (ex * dx + ey * dy) * perLength2;
    const t = along < 0 ? 0 : along > 1 ? 1 : along;
    const fx = ex - dx * t;
    const fy = ey - dy * t;
    const level = Math.round(255 * brushCoverage(Math.sqrt(fx * fx + fy * fy), ar + (br - ar) * t, hardness));
    if (keep) {
      if (low[i] < level) low[i] = level;
      if (high[i] < level) high[i] = level;
    } else {
      if (high[i] > 255 - level) high[i] = 255 - level;
      if (low[i] > 255 - level) low[i] = 255 - level;
    }
  }
}

/** Holds levels 0…255 within the bounds, in place. @param alpha of the bounds' own rows */
export function applyBounds(alpha: Uint8Array, { low, high }: Bounds) {
  for (let i = 0; i < alpha.length; i++) {
    const level = alpha[i];
    if (level < low[i]) alpha[i] = low[i];
    else if (level > high[i]) alpha[i] = high[i];
  }
}

/** The same for a plane of 0…1, given anew. */
export function boundedPlane({ width, height, data }: PlaneF, { low, high }: Bounds): PlaneF {
  const bounded = data.map((value, i) => Math.min(Math.max(value, low[i] / 255), high[i] / 255));
  return { width, height, data: bounded };
}
