import type { Screen } from '../../src-shared/contract/compute.ts';
import type { Edit } from '../../src-shared/edit/schema.ts';
import type { Plane8 } from '../../src-shared/imaging/image.ts';
import { runOnAllCores } from '../../src-main/compute/bands/pool.ts';
import { share, sharedBytes } from '../../src-main/compute/bands/shared-memory.ts';
import { behindSubject } from '../../src-main/compute/jobs/behind.ts';
import { compositePicture, subjectColours } from '../../src-main/compute/jobs/composite.ts';
import { inspectPhoto, readPhoto } from '../../src-main/photo/index.ts';

/** The result as export computes it, from a matte that is given. Interleaved RGBA, alpha not premultiplied. @param screen that the matte was keyed from */
export async function exported(path: string, matte: Plane8, edit: Edit, screen?: Screen) {
  const facts = await inspectPhoto(path);
  const photo = await readPhoto(facts, { allocate: sharedBytes });
  const alpha = await feathered(share(matte), edit);
  const { layer } = await behindSubject(edit, photo, facts, alpha);
  const subject = await subjectColours(photo.image, alpha, edit.key, screen);
  const result = await compositePicture(photo, alpha, layer, subject);
  await result.whenReady?.({ top: 0, height: facts.height });
  return {
    width: facts.width,
    height: facts.height,
    data: interleaved(result.image.data, result.alpha?.data),
  };
}

async function feathered(alpha: Plane8, { feather }: Edit): Promise<Plane8> {
  if (feather.width === 0 || feather.height === 0) return alpha;
  const into = { ...alpha, data: sharedBytes(alpha.data.length) };
  await runOnAllCores({ kind: 'feather', alpha, box: feather, into });
  return into;
}

function interleaved(rgb: Uint8Array, alpha?: Uint8Array): Uint8Array {
  const data = new Uint8Array((rgb.length / 3) * 4);
  for (let i = 0, p = 0; i < data.length; i += 4, p += 3) {
    data.set(rgb.subarray(p, p + 3), i);
    data[i + 3] = alpha ? alpha[i / 4] : 255;
  }
  return data;
}
