import { MODEL } from './field.ts';

/** Alphas that are weighed against each other. */
const STEPS = 5;
/** The photo's own noise: a colour is never surer than this standard deviation, 0…1. */
const NOISE = (1.6 / 255) ** 2;
/** Share of the prior that says "all or nothing", against what lies between. */
const DECIDED = 0.5;
/** What lies between is never out of the question. */
const MIXED = 0.005;
/** A colour that neither model knows says nothing, rather than something absurd: bound on Mahalanobis². */
const FARTHEST = 20;

/**
 * The alpha to be expected of one colour, given Gaussians of the subject's and the background's colours there:
 * E[α | I] over α = 0, ¼ … 1, where I ~ N(α μF + (1 − α) μB, α² ΣF + (1 − α)² ΣB + noise). The maximum of that
 * posterior is Ruzon & Tomasi's ("Alpha estimation in natural images", CVPR 2000); its mean is smoother and knows
 * when it does not know.
 * @param red, green, blue 0…1
 * @param models nine numbers of the subject's model, then nine of the background's
 * @param prior what is thought of alpha before the colour is seen, 0…1
 */
export function expectedAlpha(
  red: number,
  green: number,
  blue: number,
  models: Float64Array,
  prior: number,
): number {
  const m = models;
  let sum = 0;
  let weighted = 0;
  for (let k = 0; k < STEPS; k++) {
    const a = k / (STEPS - 1);
    const b = 1 - a;
    const a2 = a * a;
    const b2 = b * b;
    const rr = a2 * m[3] + b2 * m[MODEL + 3] + NOISE;
    const rg = a2 * m[4] + b2 * m[MODEL + 4];
    const rb = a2 * m[5] + b2 * m[MODEL + 5];
    const gg = a2 * m[6] + b2 * m[MODEL + 6] + NOISE;
    const gb = a2 * m[7] + b2 * m[MODEL + 7];
    const bb = a2 * m[8] + b2 * m[MODEL + 8] + NOISE;
    const r = red - a * m[0] - b * m[MODEL];
    const g = green - a * m[1] - b * m[MODEL + 1];
    const bl = blue - a * m[2] - b * m[MODEL + 2];
    const i00 = gg * bb - gb * gb;
    const i01 = gb * rb - rg * bb;
    const i02 = rg * gb - gg * rb;
    const i11 = rr * bb - rb * rb;
    const i12 = rb * rg - rr * gb;
    const i22 = rr * gg - rg * rg;
    const det = Math.max(rr * i00 + rg * i01 + rb * i02, 1e-18);
    const far =
      (r * r * i00 + g * g * i11 + bl * bl * i22 + 2 * (r * g * i01 + r * bl * i02 + g * bl * i12)) / det;
    const likely = Math.exp(-0.5 * Math.min(far, FARTHEST)) / Math.sqrt(det);
    const weight = likely * (thought(k, a, prior) + 1e-9);
    sum += weight;
    weighted += weight * a;
  }
  return weighted / sum;
}

/** The prior of one of the alphas. */
function thought(k: number, a: number, prior: number): number {
  if (k === 0) return (1 - prior) * DECIDED;
  if (k === STEPS - 1) return prior * DECIDED;
  return ((4 * prior * (1 - prior) + MIXED) / 3) * (1 + 2 * (a - 0.5) * (prior - 0.5));
}
