import type { Edit } from '../../../src-shared/edit/schema.ts';
import { contrastLevels } from '../../../src-shared/imaging/edge/contrast.ts';
import type { EdgeMattes } from '../../../src-shared/imaging/foreground/decontaminate.ts';
import type { Plane8 } from '../../../src-shared/imaging/image.ts';
import { runOnAllCores } from '../bands/pool.ts';
import { emptyPlane } from '../bands/shared-memory.ts';

/** What the edit makes of a matte's edge: moved and hardened, then softened. */
export async function edgeOf(truth: Plane8, edit: Pick<Edit, 'edge' | 'feather'>): Promise<EdgeMattes> {
  const shaped = await shapedBy(edit.edge, truth);
  return { truth, alpha: await feathered(shaped, edit) };
}

async function shapedBy({ shift, contrast }: Edit['edge'], alpha: Plane8): Promise<Plane8> {
  if (shift === 0 && contrast === 0) return alpha;
  const into = emptyPlane(alpha);
  await runOnAllCores({ kind: 'shift-edge', alpha, shift, levels: contrastLevels(contrast), into });
  return into;
}

/** The box that softens the matte. */
async function feathered(alpha: Plane8, { feather }: Pick<Edit, 'feather'>): Promise<Plane8> {
  if (feather.width === 0 || feather.height === 0) return alpha;
  const into = emptyPlane(alpha);
  await runOnAllCores({ kind: 'feather', alpha, box: feather, into });
  return into;
}

/** Lengths in pixels of the photo, brought to a smaller version of it. */
export function scaledEdge<E extends Pick<Edit, 'edge' | 'feather'>>(edit: E, scale: number): E {
  const { edge, feather } = edit;
  const side = (pixels: number) => Math.round(pixels * scale);
  return {
    ...edit,
    edge: { ...edge, shift: edge.shift * scale },
    feather: { width: side(feather.width), height: side(feather.height) },
  };
}
