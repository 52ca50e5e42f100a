import { describe, expect, it } from 'vitest';
import { Look } from '../../../src-main/compute/subject/look.ts';
import type { Networks } from '../../../src-main/compute/subject/networks.ts';
import type { Look as NetworkLook, Segmenter } from '../../../src-main/inference/segmenter.ts';

const photo = { width: 8, height: 8, data: new Uint8Array(8 * 8 * 3) };

/**
 * What stands out is .9 on the left and 0 on the right; the other way round, .5 and 1. The first pixel is the other end of
 * 0…1, so that stretching changes nothing.
 */
function looking() {
  const asked: NetworkLook[] = [];
  const run: Segmenter['run'] = (_, how = {}) => {
    asked.push(how);
    const { width, height } = how.size!;
    const [left, right] = how.flip ? [0.5, 1] : [0.9, 0];
    const data = Float32Array.from({ length: width * height }, (_, i) =>
      i === 0 ? Number(!how.flip) : i % width < width / 2 ? left : right,
    );
    return Promise.resolve({ width, height, classes: 1, data });
  };
  const outline = { input: photo, labels: ['subject'], run, runRaw: run, dispose: () => undefined };
  return { look: new Look(photo, { outline, models: [], engine: {} as Networks['engine'] }), asked };
}

describe('Look', () => {
  it('sees a part as one answer, straight', async () => {
    const { look, asked } = looking();
    const { data } = await look.outline({ left: 2, top: 0, width: 4, height: 8 }, { trimmed: true });
    expect([data[8], data[8 + 2], data[8 + 5]]).toEqual([NaN, Math.fround(0.9), 0]);
    expect(asked.map(({ flip = false, trimmed }) => [flip, trimmed])).toEqual([[false, true]]);
  });

  it('sees it both ways round as one answer: the mean of their log-odds', async () => {
    const { look, asked } = looking();
    const { data } = await look.outline({ left: 2, top: 0, width: 4, height: 8 }, { bothWays: true });
    // Odds of 9 and of 1: their geometric mean is 3.
    expect(data[8 + 2]).toBeCloseTo(0.75, 5);
    expect(data[8 + 5]).toBeCloseTo(0.5, 5);
    expect(asked.map(({ flip = false }) => flip)).toEqual([false, true]);
  });

  it('asks once for what was seen before, and again for another manner', async () => {
    const { look, asked } = looking();
    for (const bothWays of [false, false, true, true]) await look.outline(undefined, { bothWays });
    expect(asked.map(({ flip = false }) => flip)).toEqual([false, false, true]);
  });
});
