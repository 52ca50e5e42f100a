import type { Plane8 } from './image.ts';

/**
 * How far out of focus the background is where it lies on a plane through the subject's base: sharp at the subject's
 * feet, more blurred with every row above them, and below, where the ground comes nearer. A point's circle of confusion
 * goes with the difference of the inverse distances, and the inverse distance of a ground that runs away from the camera
 * goes with the row, so the blur grows in proportion to the rows between (Potmesil, Chakravarty, "A lens and aperture
 * camera model for synthetic image generation", SIGGRAPH 1981).
 */
export interface FocusPlane {
  /** Where the subject stands, in shares of the photo's height from the top; more than 1 below the photo. */
  readonly base: number;
  /** How far above the base the blur is full, in shares of the photo's height. */
  readonly reach: number;
}

/** The blurs between which the background is mixed, in shares of the full radius. The first is the photo itself. */
export const blurLevels = [0, 0.25, 0.5, 1] as const;

/** Stripes of the photo that the subject is looked for in. */
export const FOCUS_ROWS = 256;
/** Rows of each stripe that are looked at. */
const LOOKS = 4;
/** What of the subject may be a stray spot above or below it. */
const STRAY = 0.01;
/** Share of the photo's height at its lower edge, and how much of the subject's own width there cuts it off. */
const EDGE = 0.02;
const CUT_WIDTH = 0.25;
const LEAST_REACH = 0.1;

/**
 * Finds the plane from how much of each stripe is the subject's, from the top down. Full blur is reached as high above
 * the base as the subject's head. A subject that the photo's lower edge cuts off stands farther down: as much again as
 * is seen of it, so that the lower edge is half as blurred as what is beside its head. Without any subject, the photo's
 * lower edge is sharp.
 */
export function focusPlane(rows: ArrayLike<number>): FocusPlane {
  const total = sumOf(rows, 0, rows.length);
  if (total <= 0) return { base: 1, reach: 1 };
  const top = rowHolding(rows, STRAY * total, 0, 1) / rows.length;
  const last = rowHolding(rows, STRAY * total, rows.length - 1, -1);
  const seen = (last + 1) / rows.length;
  const base = isCutOff(rows, total / (last + 1 - top * rows.length)) ? 2 - top : seen;
  return { base, reach: Math.max(LEAST_REACH, base - top) };
}

/** How much of each stripe of the photo is the subject's, 0…1, from the top down. */
export function subjectStripes({ width, height, data }: Plane8): Float32Array {
  const stripes = new Float32Array(FOCUS_ROWS);
  for (let look = 0; look < FOCUS_ROWS * LOOKS; look++) {
    const row = Math.floor(((look + 0.5) * height) / (FOCUS_ROWS * LOOKS)) * width;
    let sum = 0;
    for (let i = row; i < row + width; i++) sum += data[i];
    stripes[Math.floor(look / LOOKS)] += sum / (255 * width * LOOKS);
  }
  return stripes;
}

/** The row in which the sum from a start on passes a limit. */
function rowHolding(rows: ArrayLike<number>, limit: number, start: number, step: 1 | -1): number {
  let sum = 0;
  for (let row = start; ; row += step) {
    sum += rows[row];
    if (sum >= limit) return row;
  }
}

function isCutOff(rows: ArrayLike<number>, mean: number): boolean {
  const first = Math.floor(rows.length * (1 - EDGE));
  return sumOf(rows, first, rows.length) / (rows.length - first) > CUT_WIDTH * mean;
}

function sumOf(rows: ArrayLike<number>, first: number, end: number): number {
  let sum = 0;
  for (let row = first; row < end; row++) sum += rows[row];
  return sum;
}

/** The blur at a height, 0…1 of the full one. @param y in shares of the photo's height from the top */
export const blurAt = ({ base, reach }: FocusPlane, y: number): number =>
  Math.min(1, Math.abs(y - base) / reach);

/** The two levels that a blur lies between: the index of the lesser, and the share of the other. */
export function levelsAt(blur: number): { readonly level: number; readonly share: number } {
  const level = blur < blurLevels[1] ? 0 : blur < blurLevels[2] ? 1 : 2;
  return { level, share: (blur - blurLevels[level]) / (blurLevels[level + 1] - blurLevels[level]) };
}

/** How much of the photo's grain the falloff takes away at a height: as much as is missing for the variance. */
export function lostInFocus(plane: FocusPlane, y: number): number {
  const { level, share } = levelsAt(blurAt(plane, y));
  return level > 0 ? 1 : Math.sqrt(1 - (1 - share) ** 2);
}
