import { describe, expect, it } from 'vitest';
import { apertures, chordsOf } from '../../src-shared/imaging/aperture.ts';
import { gaussianTaps } from '../../src-shared/imaging/gaussian-rows.ts';
import { planLens, radiusOf } from '../../src-shared/imaging/lens-plan.ts';
import {
  mipmapFor,
  MOST_CHORDS,
  MOST_TAPS,
  planBox,
  scaledSide,
  screenBudget,
} from '../../src-renderer/canvas/blur-plan.ts';

const size = { width: 2000, height: 1000 };

describe('a box on the proxy', () => {
  it('leans half a photo pixel to the left when its side is even, as OpenCV anchors it', () => {
    expect(scaledSide(7, 0.5)).toEqual({ span: 3.5, shift: 0 });
    expect(scaledSide(8, 0.5)).toEqual({ span: 4, shift: -0.25 });
  });

  it('is computed at full size while it is small', () => {
    const plan = planBox(size, scaledSide(9, 1), scaledSide(3, 1));
    expect(plan).toMatchObject({ ...size, reduced: { x: 1, y: 1 }, across: { span: 9 }, down: { span: 3 } });
  });

  it('is computed small when it is wide, side by side', () => {
    const plan = planBox(size, scaledSide(160, 1), scaledSide(3, 1));
    expect(plan).toMatchObject({ width: 200, height: 1000, across: { span: 16 }, down: { span: 3 } });
  });
});

describe('the lens on the proxy', () => {
  it.each(apertures.flatMap(shape => [0.2, 1, 4, 30, 200].map(sigma => [shape, sigma] as const)))(
    'reads no more chords than the shader holds: %s of standard deviation %f',
    (shape, sigma) => {
      const plan = planLens(size, sigma, shape, screenBudget);
      expect(chordsOf(shape, radiusOf(plan.sigma)).length).toBeLessThanOrEqual(MOST_CHORDS);
    },
  );

  it.each([0.2, 1, 4, 30, 200])('reads no more taps than the shader holds: sigma %f', sigma => {
    const plan = planLens(size, sigma, 'gaussian', screenBudget);
    expect(gaussianTaps(plan.sigma).length).toBeLessThanOrEqual(MOST_TAPS);
  });
});

describe('an area average', () => {
  it('starts from a mipmap whose pixels are still much smaller', () => {
    expect([1, 3.9, 4, 7.9, 8].map(mipmapFor)).toEqual([0, 0, 1, 1, 2]);
  });
});
