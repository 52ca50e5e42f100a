import type { Plane8, PlaneF, RgbImage } from '../../../src-shared/imaging/image.ts';
import { onGrid } from '../../../src-shared/imaging/matte/grid.ts';
import { applied } from '../../../src-shared/imaging/matte/linear.ts';
import { MatteSolver } from '../../../src-shared/imaging/matte/solve.ts';

/** The matte of a photo that is its own guide, 0…255. @param photoCell left out: the cells are as large as they look */
export function solvedAlpha(photo: RgbImage, segmentation: PlaneF, photoCell?: number): Plane8 {
  const cell = Math.max(photo.width / segmentation.width, photo.height / segmentation.height);
  const solver = new MatteSolver(photo, { guide: cell, photo: photoCell ?? cell });
  const alpha = applied(solver.solve(onGrid(segmentation, photo, solver.grid)), photo);
  return { ...alpha, data: Uint8Array.from(alpha.data, a => Math.min(255, Math.max(0, a * 255 + 0.5))) };
}
