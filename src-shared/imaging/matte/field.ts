import type { PlaneF } from '../image.ts';

/**
 * All that the fine stage reads at a place, side by side, so that it is read once: four planes (the segmentation,
 * the same much wider, the prior, and trust in the fine stage), then the colour models of the subject and of what is
 * behind it: mean r g b, covariance rr rg rb gg gb bb and three numbers that fill up the vector.
 */
export const FIELD = 28;
export const SUBJECT_AT = 4;
export const BEHIND_AT = 16;
/** Numbers that tell of one model. */
export const MODEL = 9;

export interface Planes {
  readonly coarse: PlaneF;
  readonly wide: PlaneF;
  readonly prior: PlaneF;
  readonly trust: PlaneF;
}

export const fieldLength = ({ width, height }: { width: number; height: number }): number =>
  width * height * FIELD;

/** Writes the planes into a field. */
export function layPlanes(field: Float32Array, { coarse, wide, prior, trust }: Planes) {
  for (let i = 0, to = 0; to < field.length; i++, to += FIELD) {
    field[to] = coarse.data[i];
    field[to + 1] = wide.data[i];
    field[to + 2] = prior.data[i];
    field[to + 3] = trust.data[i];
  }
}
