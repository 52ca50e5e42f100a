import { missingCase } from '../../../src-shared/contract/errors.ts';
import type { Edit } from '../../../src-shared/edit/schema.ts';
import type { EdgeMattes } from '../../../src-shared/imaging/foreground/decontaminate.ts';
import { type Colours, estimateColours } from '../../../src-shared/imaging/foreground/estimate.ts';
import type { Plane8, RgbImage } from '../../../src-shared/imaging/image.ts';
import { SOLVE_SIDE } from '../../../src-shared/imaging/matte/solve.ts';
import { fitLongSide } from '../../photo/index.ts';
import { runOnAllCores } from '../bands/pool.ts';
import { share } from '../bands/shared-memory.ts';
import { shrink } from './shrunk.ts';

/** Whether an edit changes the colours of the subject's edge. */
export function cleansEdge({ edge, style, background }: Edit): boolean {
  if (edge.decontaminate === 0 || style === 'classic') return false;
  switch (background.kind) {
    case 'blur':
      return background.amount > 0;
    case 'picture':
    case 'colour':
    case 'gradient':
    case 'transparent':
      return true;
    default:
      return missingCase(background);
  }
}

/** Takes the old background out of the colours of the subject's edge, in place. @param strength 0…1 */
export async function cleanEdge(photo: RgbImage, { truth, shaped, alpha }: EdgeMattes, strength: number) {
  const colours = await edgeColours(photo, truth);
  const mattes = { truth, shaped, alpha };
  await runOnAllCores({ kind: 'decontaminate', mattes, colours, strength, into: photo });
}

/** The colours that mix in the subject's edge, at the size at which a matte is solved. */
export async function edgeColours(photo: RgbImage, alpha: Plane8): Promise<Colours> {
  const size = fitLongSide(photo, SOLVE_SIDE);
  const [small, soft] = await Promise.all([shrink(photo, 3, size), shrink(alpha, 1, size)]);
  const { foreground, background } = estimateColours(small, soft);
  return { foreground: share(foreground), background: share(background) };
}
