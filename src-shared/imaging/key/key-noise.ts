import type { RgbImage } from '../image.ts';
import type { KeyEnds } from './key-alpha.ts';
import type { KeyModel } from './key-model.ts';
import { screenShare } from './screen-axes.ts';

const ASKED = 20_000;

/**
 * How much alpha varies on the plain screen: the scaled median absolute deviation (Hampel, "The influence curve and
 * its role in robust estimation", JASA 69, 1974).
 * @returns standard deviation of alpha, 0…1
 */
export function screenNoise({ width, height, data }: RgbImage, model: KeyModel): number {
  const step = Math.max(1, Math.floor(Math.sqrt((width * height) / ASKED)));
  const off: number[] = [];
  for (let y = step >> 1; y < height; y += step) {
    for (let x = step >> 1; x < width; x += step) {
      const cell =
        Math.floor((y * model.height) / height) * model.width + Math.floor((x * model.width) / width);
      if (model.known[cell] < 1) continue;
      const p = (y * width + x) * 3;
      const share = screenShare(model.axes, data[p], data[p + 1], data[p + 2]);
      off.push(Math.abs(model.gain[cell] - model.slope[cell] * share));
    }
  }
  return off.length > 0 ? 1.4826 * off.sort((a, b) => a - b)[off.length >> 1] : 0;
}

/**
 * Where alpha is cut off: the screen's noise, and what the tolerance adds. At 50 three standard deviations, which
 * nearly all noise is within; at 0 nothing; above 50 ever more of the screen's creases.
 */
export function keyEnds(noise: number, tolerance: number): Pick<KeyEnds, 'low' | 'high'> {
  const spread = Math.min(3 * noise, 0.15);
  const creases = 0.3 * Math.max(0, tolerance / 50 - 1) ** 2;
  return { low: Math.min(0.6, (spread * Math.min(tolerance, 100)) / 50 + creases), high: spread };
}
