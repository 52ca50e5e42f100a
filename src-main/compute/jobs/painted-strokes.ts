import type { Stroke } from '../../../src-shared/edit/strokes.ts';
import { type Bounds, copyBounds, noBounds, paintPath } from '../../../src-shared/imaging/strokes.ts';
import type { BrushPath } from '../../../src-shared/imaging/strokes-path.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Painted {
  readonly strokes: readonly Stroke[];
  readonly bounds: Bounds;
}

/** States kept: the last stroke, and a few steps of undo. */
const MOST_STATES = 4;

/** Strokes painted at one size. The two hundredth costs what the first did, and so does taking it back. */
export class PaintedStrokes {
  private readonly brush: (stroke: Stroke) => BrushPath | undefined;
  private states: readonly Painted[] = [];

  /** @param brush what counts of a stroke; undefined for nothing */
  constructor(brush: (stroke: Stroke) => BrushPath | undefined) {
    this.brush = brush;
  }

  /** @param photo the size that the strokes were drawn on */
  paint(strokes: readonly Stroke[], { width, height }: Size, photo: Size): Bounds {
    const fitting = this.states.filter(({ bounds }) => bounds.width === width && bounds.height === height);
    const nearest = fitting
      .filter(state => beginsWith(strokes, state.strokes))
      .reduce<Painted | undefined>((a, b) => (a && a.strokes.length >= b.strokes.length ? a : b), undefined);
    if (nearest?.strokes.length === strokes.length) return nearest.bounds;
    const bounds = nearest ? copyBounds(nearest.bounds) : noBounds(width, height);
    for (const stroke of strokes.slice(nearest?.strokes.length ?? 0)) {
      const path = this.brush(stroke);
      if (path) paintPath(bounds, path, width / photo.width, height / photo.height);
    }
    this.states = [{ strokes, bounds }, ...fitting].slice(0, MOST_STATES);
    return bounds;
  }
}

const beginsWith = (strokes: readonly Stroke[], begin: readonly Stroke[]): boolean =>
  begin.length <= strokes.length && begin.every((stroke, i) => sameStroke(stroke, strokes[i]));

function sameStroke(a: Stroke, b: Stroke): boolean {
  if (a.mode !== b.mode || a.radius !== b.radius || a.hardness !== b.hardness || a.smart !== b.smart)
    return false;
  if (a.points.length !== b.points.length) return false;
  return a.points.every(([x, y, pressure], i) => {
    const other = b.points[i];
    return x === other[0] && y === other[1] && pressure === other[2];
  });
}
