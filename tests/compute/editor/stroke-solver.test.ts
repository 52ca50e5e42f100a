import { describe, expect, it } from 'vitest';
import type { FoundSubject } from '../../../src-main/compute/jobs/find-subject.ts';
import { PaintedStrokes } from '../../../src-main/compute/jobs/painted-strokes.ts';
import { StrokeSolver } from '../../../src-main/compute/jobs/stroke-solver.ts';
import type { LinearMatte } from '../../../src-shared/imaging/guided-filter.ts';
import { applied } from '../../../src-shared/imaging/matte/linear.ts';
import { wholeBrush } from '../../../src-shared/imaging/strokes-path.ts';
import { distances } from '../../making/distance.ts';
import { strokeAlong } from '../../making/strokes.ts';
import { photoLike } from '../../making/photo-like.ts';
import { randomLevels } from '../../making/random.ts';

const photo = { width: 2400, height: 1600 };
/** A round subject with a soft edge, a little noisy. */
const segmentation = {
  width: 60,
  height: 40,
  data: Float32Array.from(randomLevels(2400, 5), (level, i) => {
    const inside = 14 - Math.hypot((i % 60) - 30, Math.floor(i / 60) - 20) + level / 255;
    return Math.min(1, Math.max(0, inside / 6 + 0.5));
  }),
};
const found = { guide: photoLike(600, 400), segmentation } as unknown as FoundSubject;

/** Levels of alpha on the guide. */
const levels = (matte: LinearMatte): Float32Array =>
  applied(matte, found.guide).data.map(alpha => Math.round(255 * Math.min(1, Math.max(0, alpha))));

const strokes = [
  strokeAlong([200, 200], [400, 300], { smart: true }),
  strokeAlong([2300, 1400], [2398, 1598], { smart: true, mode: 'drop' }),
  strokeAlong([1200, 800], [1240, 800], { smart: false }),
  strokeAlong([320, 240], [380, 600], { smart: true, mode: 'drop' }),
];

describe('a matte that is solved again', () => {
  it('in part is what it is when all of it is', async () => {
    const solver = new StrokeSolver();
    await solver.solve(found, { strokes: [], regions: [] }, photo);
    for (let count = 1; count <= strokes.length; count++) {
      const hand = { strokes: strokes.slice(0, count), regions: [] };
      const part = levels(await solver.solve(found, hand, photo));
      const whole = levels(await new StrokeSolver().solve(found, hand, photo));
      expect(distances(part, whole).most).toBeLessThanOrEqual(1);
    }
  });

  it('follows strokes that are taken back, and clicks', async () => {
    const solver = new StrokeSolver();
    const before = levels(await solver.solve(found, { strokes: [], regions: [] }, photo));
    const painted = levels(
      await solver.solve(found, { strokes, regions: [{ x: 1200, y: 800, keep: true }] }, photo),
    );
    expect(distances(before, painted).most).toBeGreaterThan(100);
    const after = levels(await solver.solve(found, { strokes: [], regions: [] }, photo));
    expect(distances(before, after).most).toBeLessThanOrEqual(1);
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
