import type { Screen } from '../../src-shared/contract/compute.ts';
import type { Edit } from '../../src-shared/edit/schema.ts';
import type { Plane8 } from '../../src-shared/imaging/image.ts';
import { share, sharedBytes } from '../../src-main/compute/bands/shared-memory.ts';
import { edgeOf, scaledEdge } from '../../src-main/compute/jobs/edge.ts';
import { colourPicture } from '../../src-main/compute/jobs/live-colours.ts';
import { viewOf } from '../../src-main/compute/jobs/render.ts';
import { inspectPhoto, readPhoto } from '../../src-main/photo/index.ts';

/** The result as export computes it, from a matte that is given. Interleaved RGBA, alpha not premultiplied. @param screen that the matte was keyed from */
export async function exported(path: string, matte: Plane8, edit: Edit, screen?: Screen) {
  const facts = await inspectPhoto(path);
  const photo = await readPhoto(facts, { allocate: sharedBytes });
  const mattes = await edgeOf(share(matte), edit);
  const wish = { show: 'result', edit, output: { format: 'png' } } as const;
  const { picture } = await viewOf(wish, facts, photo, { ...mattes, screen });
  if (!('image' in picture)) throw new Error('Expected a picture in colour but received a mask.');
  await picture.whenReady?.({ top: 0, height: facts.height });
  return {
    width: facts.width,
    height: facts.height,
    data: interleaved(picture.image.data, picture.alpha?.data),
  };
}

/** What the window is sent to clean the edge by. @param scale of the photo to the window's version of it */
export async function edgeColoursOf(path: string, matte: Plane8, edit: Edit, scale = 1): Promise<Uint8Array> {
  const facts = await inspectPhoto(path);
  const { image } = await readPhoto(facts, { allocate: sharedBytes });
  const mattes = await edgeOf(share(matte), scaledEdge(edit, scale));
  return (await colourPicture(image, mattes, facts)).bytes;
}

function interleaved(rgb: Uint8Array, alpha?: Uint8Array): Uint8Array {
  const data = new Uint8Array((rgb.length / 3) * 4);
  for (let i = 0, p = 0; i < data.length; i += 4, p += 3) {
    data.set(rgb.subarray(p, p + 3), i);
    data[i + 3] = alpha ? alpha[i / 4] : 255;
  }
  return data;
}
