import { describe, expect, it } from 'vitest';
import { estimateColours } from '../../../src-shared/imaging/foreground/estimate.ts';
import { readScene, sceneNames } from './scenes.ts';
import { type Score, scored } from './scored.ts';
import { solvedAlpha } from './solved.ts';

const names = sceneNames();

describe.skipIf(names.length === 0)('hair and fur with exact alpha', () => {
  it('is found far better than by the segmentation scaled up, and by closed-form matting', async () => {
    const scores: Score[] = [];
    for (const name of names) {
      const scene = await readScene(name);
      const alpha = solvedAlpha(scene.photo, scene.segmentation);
      scores.push(scored(scene, alpha, estimateColours(scene.photo, alpha).foreground));
    }
    const mean = (part: 'mae' | 'gradient' | 'composite') =>
      scores.reduce((sum, score) => sum + score[part], 0) / scores.length;
    console.log(
      `scenes: ${mean('mae').toFixed(1)} / ${mean('gradient').toFixed(1)} / ${mean('composite').toFixed(2)}`,
    );
    // The aim is 48, 12.5 and 5.2; what was reached is held.
    expect(mean('mae')).toBeLessThanOrEqual(40);
    expect(mean('gradient')).toBeLessThanOrEqual(10.3);
    expect(mean('composite')).toBeLessThanOrEqual(4.5);
  }, 60_000);
});
