import { describe, expect, it } from 'vitest';
import type { FoundSubject } from '../../../src-main/compute/jobs/find-subject.ts';
import { PaintedStrokes } from '../../../src-main/compute/jobs/painted-strokes.ts';
import { changedPart, StrokeSolver } from '../../../src-main/compute/jobs/stroke-solver.ts';
import { wholeBrush } from '../../../src-shared/imaging/strokes-path.ts';
import { distances } from '../../making/distance.ts';
import { strokeAlong } from '../../making/editor.ts';
import { photoLike } from '../../making/photo-like.ts';
import { randomLevels } from '../../making/random.ts';

const photo = { width: 1200, height: 800 };
const found = {
  guide: photoLike(300, 200),
  segmentation: {
    width: 60,
    height: 40,
    data: Float32Array.from(randomLevels(2400, 5), level => level / 255),
  },
} as unknown as FoundSubject;

const strokes = [
  strokeAlong([100, 100], [200, 150], { smart: true }),
  strokeAlong([1150, 700], [1199, 799], { smart: true, mode: 'drop' }),
  strokeAlong([600, 400], [620, 400], { smart: false }),
  strokeAlong([160, 120], [190, 300], { smart: true, mode: 'drop' }),
];

describe('a matte that is solved again', () => {
  it('in part is what it is when all of it is', () => {
    const solver = new StrokeSolver();
    solver.solve(found, { strokes: [], regions: [] }, photo);
    for (let count = 1; count <= strokes.length; count++) {
      const hand = { strokes: strokes.slice(0, count), regions: [] };
      const part = solver.solve(found, hand, photo).coefficients;
      const whole = new StrokeSolver().solve(found, hand, photo).coefficients;
      expect(distances(part, whole).most).toBeLessThan(1e-4);
    }
  });

  it('follows strokes that are taken back, and clicks', () => {
    const solver = new StrokeSolver();
    const before = solver.solve(found, { strokes: [], regions: [] }, photo).coefficients.slice();
    solver.solve(found, { strokes, regions: [{ x: 600, y: 400, keep: true }] }, photo);
    const after = solver.solve(found, { strokes: [], regions: [] }, photo).coefficients;
    expect(distances(before, after).most).toBeLessThan(1e-4);
  });
});

describe('the part that changed', () => {
  it('is the least box around it', () => {
    const plane = (...marked: number[]) => ({
      width: 5,
      height: 4,
      data: Float32Array.from({ length: 20 }, (_, i) => Number(marked.includes(i))),
    });
    expect(changedPart(plane(), plane())).toBeUndefined();
    expect(changedPart(plane(6), plane(13))).toEqual({ left: 1, top: 1, right: 4, bottom: 3 });
  });
});

describe('painted strokes', () => {
  it('are painted once, and not again when one is taken back', () => {
    let brushes = 0;
    const painted = new PaintedStrokes(stroke => {
      brushes++;
      return wholeBrush(stroke);
    });
    const size = { width: 300, height: 200 };
    for (let count = 1; count <= strokes.length; count++) {
      painted.paint(JSON.parse(JSON.stringify(strokes.slice(0, count))) as typeof strokes, size, photo);
    }
    expect(brushes).toBe(strokes.length);
    const back = painted.paint(strokes.slice(0, 3), size, photo);
    expect(brushes).toBe(strokes.length);
    expect(back.low).toEqual(new PaintedStrokes(wholeBrush).paint(strokes.slice(0, 3), size, photo).low);
    painted.paint([strokes[3]], size, photo);
    expect(brushes).toBe(strokes.length + 1);
  });
});
