import { describe, expect, it } from 'vitest';
import { extendedBox, gaussianBlur } from '../../src-shared/imaging/gaussian-blur.ts';

function impulse(size: number) {
  const data = new Float32Array(size * size);
  data[(size * size - 1) / 2] = 1;
  return { width: size, height: size, channels: 1, data };
}

describe('gaussianBlur', () => {
  for (const sigma of [1.5, 3, 7.3]) {
    it(`spreads a point like a Gaussian of ${sigma} pixels`, () => {
      const picture = impulse(101);
      gaussianBlur(picture, sigma);
      const { data } = picture;
      let sum = 0;
      let variance = 0;
      let worst = 0;
      const peak = 1 / (2 * Math.PI * sigma * sigma);
      for (let i = 0; i < data.length; i++) {
        const x = (i % 101) - 50;
        const y = Math.floor(i / 101) - 50;
        sum += data[i];
        variance += data[i] * x * x;
        worst = Math.max(worst, Math.abs(data[i] - peak * Math.exp(-(x * x + y * y) / (2 * sigma * sigma))));
      }
      expect(sum).toBeCloseTo(1, 4);
      expect(Math.sqrt(variance)).toBeCloseTo(sigma, 2);
      expect(worst / peak).toBeLessThan(0.08);
    });
  }

  it('keeps a flat picture flat up to its edges, each channel for itself', () => {
    const data = Float32Array.from({ length: 12 * 9 * 2 }, (_, i) => (i % 2 ? 0.25 : 0.75));
    gaussianBlur({ width: 12, height: 9, channels: 2, data }, 20);
    for (let i = 0; i < data.length; i++) expect(data[i]).toBeCloseTo(i % 2 ? 0.25 : 0.75, 4);
  });
});

it('chooses boxes that have just the variance asked for', () => {
  for (const sigma of [0.3, 0.5, 2, 3, 5, 31.7]) {
    const { radius, ends } = extendedBox(sigma, 4);
    const width = 2 * radius + 1;
    const moment = (width * (width * width - 1)) / 12 + 2 * ends * (radius + 1) ** 2;
    expect((4 * moment) / (width + 2 * ends)).toBeCloseTo(sigma * sigma, 9);
    expect(ends).toBeGreaterThanOrEqual(0);
    expect(ends).toBeLessThan(1);
  }
});
