import type { Region, Stroke } from '../../../src-shared/edit/strokes.ts';
import type { LinearMatte } from '../../../src-shared/imaging/guided-filter.ts';
import type { PlaneF, RgbImage } from '../../../src-shared/imaging/image.ts';
import { applyRegions } from '../../../src-shared/imaging/regions.ts';
import { enlargePlane, solveCoarse, solveRadius } from '../../../src-shared/imaging/solve-matte.ts';
import { boundedPlane } from '../../../src-shared/imaging/strokes.ts';
import { finishedBrush, wholeBrush } from '../../../src-shared/imaging/strokes-path.ts';
import { shareFloats } from '../bands/shared-memory.ts';
import type { FoundSubject } from './find-subject.ts';
import { PaintedStrokes } from './painted-strokes.ts';

/** The size that strokes and clicks are drawn on. */
export interface PhotoSize {
  readonly width: number;
  readonly height: number;
}

export interface Hand {
  readonly strokes: readonly Stroke[];
  readonly regions: readonly Region[];
}

interface Solved {
  readonly found: FoundSubject;
  readonly coarse: PlaneF;
  readonly matte: LinearMatte;
}

/**
 * Solves one photo's matte again and again while strokes are added to it: smart strokes are painted on the soft
 * segmentation before the solve, so that their edges follow the photo's. Only what a stroke reaches is solved anew.
 */
export class StrokeSolver {
  /** Smart strokes, on the guide; and what counts on the finished alpha, at the size it was last asked at. */
  readonly guided = new PaintedStrokes(stroke => (stroke.smart ? wholeBrush(stroke) : undefined));
  readonly finished = new PaintedStrokes(finishedBrush);
  readonly plain = new PaintedStrokes(wholeBrush);
  private last: Solved | undefined;

  solve(found: FoundSubject, hand: Hand, photo: PhotoSize): LinearMatte {
    const { guide } = found;
    const coarse = boundedPlane(
      coarseOf(found, hand.regions, photo),
      this.guided.paint(hand.strokes, guide, photo),
    );
    const matte = this.solveAnew(found, coarse);
    this.last = { found, coarse, matte };
    return matte;
  }

  private solveAnew(found: FoundSubject, coarse: PlaneF): LinearMatte {
    const radius = solveRadius(found.cell);
    const before = this.last?.found === found ? this.last : undefined;
    const changed = before && changedPart(before.coarse, coarse);
    if (before && !changed) return before.matte;
    const reach = changed && grow(changed, 4 * radius, coarse);
    if (before && reach && area(reach) < area(whole(coarse)) / 2) {
      solvePart(found.guide, coarse, radius, before.matte, grow(changed, 2 * radius, coarse), reach);
      return before.matte;
    }
    const { width, height, coefficients } = solveCoarse(found.guide, coarse, radius);
    return { width, height, coefficients: shareFloats(coefficients) };
  }
}

/** The soft segmentation with the clicks, at the guide's size. */
const coarseOf = ({ guide, segmentation }: FoundSubject, regions: readonly Region[], photo: PhotoSize) =>
  enlargePlane(applyRegions(segmentation, regions, photo), guide.width, guide.height);

/** A part of a plane; the far sides are not included. */
export interface Part {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const area = ({ left, top, right, bottom }: Part): number => (right - left) * (bottom - top);
const whole = ({ width, height }: PlaneF): Part => ({ left: 0, top: 0, right: width, bottom: height });

const grow = ({ left, top, right, bottom }: Part, by: number, { width, height }: PlaneF): Part => ({
  left: Math.max(0, left - by),
  top: Math.max(0, top - by),
  right: Math.min(width, right + by),
  bottom: Math.min(height, bottom + by),
});

/** The least part outside of which two planes are the same; undefined when all is. */
export function changedPart(a: PlaneF, b: PlaneF): Part | undefined {
  const part = { left: a.width, top: a.height, right: 0, bottom: 0 };
  for (let y = 0, i = 0; y < a.height; y++) {
    for (let x = 0; x < a.width; x++, i++) {
      if (a.data[i] === b.data[i]) continue;
      part.left = Math.min(part.left, x);
      part.right = Math.max(part.right, x + 1);
      part.top = Math.min(part.top, y);
      part.bottom = y + 1;
    }
  }
  return part.bottom > 0 ? part : undefined;
}

/**
 * Solves `reach` and writes the coefficients of `affected` into the matte. A change moves coefficients up to two
 * windows away, and these come from another two: within them the part's solution is the whole's.
 */
function solvePart(
  guide: RgbImage,
  coarse: PlaneF,
  radius: number,
  into: LinearMatte,
  affected: Part,
  reach: Part,
) {
  const solved = solveCoarse(cut(guide, 3, reach), cut(coarse, 1, reach), radius);
  const columns = affected.right - affected.left;
  for (let y = affected.top; y < affected.bottom; y++) {
    const from = ((y - reach.top) * solved.width + affected.left - reach.left) * 4;
    const row = solved.coefficients.subarray(from, from + columns * 4);
    into.coefficients.set(row, (y * into.width + affected.left) * 4);
  }
}

function cut<D extends Uint8Array | Float32Array>(
  { width, data }: { width: number; data: D },
  channels: number,
  { left, top, right, bottom }: Part,
): { width: number; height: number; data: D } {
  const stride = (right - left) * channels;
  const part = new (data.constructor as new (length: number) => D)(stride * (bottom - top));
  for (let y = top; y < bottom; y++) {
    const from = (y * width + left) * channels;
    part.set(data.subarray(from, from + stride), (y - top) * stride);
  }
  return { width: right - left, height: bottom - top, data: part };
}
