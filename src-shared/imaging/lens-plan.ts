import type { LensShape } from '../edit/schema.ts';

/** At which size a lens blur is computed: a wide blur holds no fine detail, so it is computed small and scaled up. */

interface Size {
  readonly width: number;
  readonly height: number;
}

/** What a blur may cost. */
export interface LensBudget {
  /** Of the opening, in pixels of the reduced picture: from there on nobody sees that it was scaled up. */
  readonly radius: number;
  /** Pixels of the reduced picture times rows of the opening. */
  readonly work: number;
}

/** Of the full-size pass, measured: a 12 MP photo's blur costs about the same whatever its radius. */
export const fullSizeBudget: LensBudget = { radius: 12, work: 8e6 };

export interface LensPlan extends Size {
  readonly shape: LensShape;
  /** Standard deviation of the kernel on the reduced picture, in its pixels. */
  readonly sigma: number;
}

/** A Gaussian has no rim that would have to stay crisp: half the resolution of an opening is as good. */
const SOFTER = 2;
const LEAST_SIGMA = 0.1;

/**
 * @param sigma standard deviation of the blur, in pixels of the source
 * @returns the reduced size, and the kernel there; shrinking by area and scaling up linearly blur a little themselves
 * (a box and a tent of the factor's width: a twelfth and a sixth of its square), which the kernel leaves out
 */
export function planLens(source: Size, sigma: number, shape: LensShape, budget: LensBudget): LensPlan {
  const radius = radiusOf(sigma) * (shape === 'gaussian' ? SOFTER : 1);
  const byWork = Math.cbrt((2 * radius * source.width * source.height) / budget.work);
  const factor = Math.max(1, radius / budget.radius, byWork);
  const width = Math.max(1, Math.round(source.width / factor));
  const height = Math.max(1, Math.round(source.height / factor));
  const left = (sigma * sigma - (factor * factor - 1) / 4) / (factor * factor);
  return { width, height, shape, sigma: Math.sqrt(Math.max(LEAST_SIGMA ** 2, left)) };
}

/** Of the disc that spreads light as far: its variance along an axis is a quarter of its radius's square. */
export const radiusOf = (sigma: number): number => 2 * sigma;
