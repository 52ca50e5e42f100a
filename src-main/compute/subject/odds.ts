import type { PlaneF } from '../../../src-shared/imaging/image.ts';

/** A probability is never taken for certain: beyond this, one answer would outweigh all others. */
const CERTAIN = 1e-5;

/** log(p / (1 − p)): evidence that adds up. Above 0 is more likely than not. */
export function logOdds(probability: number): number {
  const p = Math.min(1 - CERTAIN, Math.max(CERTAIN, probability));
  return Math.log(p / (1 - p));
}

export const probabilityOf = (odds: number): number => 1 / (1 + Math.exp(-odds));

/** Odds beyond which nothing is in doubt any more. */
const SETTLED = 3.7;

/** The same, where odds that are beyond doubt are 0 or 1: what is but nearly sure is doubtful to whoever refines it. */
export function settledProbability(odds: number): number {
  const least = probabilityOf(-SETTLED);
  return Math.min(1, Math.max(0, (probabilityOf(odds) - least) / (1 - 2 * least)));
}

export const clamp = (value: number, most: number): number => Math.min(most, Math.max(-most, value));

/** A plane of the same size, made pixel by pixel. */
export function mapPlane(
  { width, height, data }: PlaneF,
  value: (sample: number, i: number) => number,
): PlaneF {
  const mapped = new Float32Array(data.length);
  // Twice as fast as the array's own map (measured).
  for (let i = 0; i < mapped.length; i++) mapped[i] = value(data[i], i);
  return { width, height, data: mapped };
}
