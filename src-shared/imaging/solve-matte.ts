import { guidedMatte, type LinearMatte } from './guided-filter.ts';
import type { PlaneF, RgbImage } from './image.ts';
import { axis } from './resize-bilinear.ts';

/** Window radius in cells of the segmentation: a fixed one in pixels would make small photos worse. */
const RADIUS_IN_CELLS = 3;
const EPSILON = 1e-4;
/** A filter this wide leaves haze on both sides of an edge; more contrast about the middle clears it. */
const CONTRAST = 1.3;

/** Longest side at which the matte is solved; its coefficients are applied at full size. */
export const SOLVE_SIDE = 512;

/**
 * The soft segmentation brought to the edges of the photo: scaled up to the guide and filtered with it.
 * @param guide the photo, its long side at most SOLVE_SIDE
 * @param segmentation 0…1, of the same shape at the network's scale
 */
export function solveMatte(guide: RgbImage, segmentation: PlaneF): LinearMatte {
  const cell = Math.max(guide.width / segmentation.width, guide.height / segmentation.height);
  return solveCoarse(guide, enlargePlane(segmentation, guide.width, guide.height), solveRadius(cell));
}

/**
 * Radius of the filter's window, in pixels of the guide.
 * @param cell pixels of the guide that one of the segmentation's is worth
 */
export const solveRadius = (cell: number): number => Math.max(2, Math.round(RADIUS_IN_CELLS * cell));

/** The matte of a soft segmentation that is at the guide's size already, strokes painted on it or not. */
export const solveCoarse = (guide: RgbImage, coarse: PlaneF, radius: number): LinearMatte =>
  withContrast(guidedMatte(guide, coarse, radius, EPSILON));

/** alpha → CONTRAST · (alpha − ½) + ½, which a linear matte takes in its coefficients. */
function withContrast(matte: LinearMatte): LinearMatte {
  const shift = (1 - CONTRAST) / 2;
  const coefficients = matte.coefficients.map((value, i) => value * CONTRAST + (i % 4 === 3 ? shift : 0));
  return { ...matte, coefficients };
}

/** Bilinear between pixel centres. */
export function enlargePlane(plane: PlaneF, width: number, height: number): PlaneF {
  const data = new Float32Array(width * height);
  const across = axis(plane.width, width, 1);
  const down = axis(plane.height, height, plane.width);
  for (let y = 0; y < height; y++) {
    const upper = plane.data.subarray(down.first[y], down.first[y] + plane.width);
    const lower = plane.data.subarray(down.second[y], down.second[y] + plane.width);
    for (let x = 0; x < width; x++) {
      const l = across.first[x];
      const r = across.second[x];
      const u = across.share[x];
      const top = upper[l] + (upper[r] - upper[l]) * u;
      const bottom = lower[l] + (lower[r] - lower[l]) * u;
      data[y * width + x] = top + (bottom - top) * down.share[y];
    }
  }
  return { width, height, data };
}
