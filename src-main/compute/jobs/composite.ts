import type { Screen } from '../../../src-shared/contract/compute.ts';
import { missingCase } from '../../../src-shared/contract/errors.ts';
import type { Key } from '../../../src-shared/edit/schema.ts';
import type { Plane8, RgbImage } from '../../../src-shared/imaging/image.ts';
import type { Picture } from '../../photo/index.ts';
import { runOnAllCores, type RunningPass, startOnAllCores } from '../bands/pool.ts';
import type { Behind, SceneLook } from '../bands/passes.ts';
import { share, sharedBytes } from '../bands/shared-memory.ts';
import type { Layer } from './behind.ts';

/** A picture that may still be being painted: who reads rows waits for them first. */
export type PaintedPicture = Picture & Partial<Pick<RunningPass, 'whenReady'>>;

/**
 * Subject over what lies behind it. A photo that is transparent in places stays so where it is blurred, and
 * shows what was put behind it elsewhere.
 * @param subject the subject's colours, where they are others than the photo's
 */
export async function compositePicture(
  photo: Picture,
  matte: Plane8,
  layer: Layer,
  subject = photo.image,
): Promise<PaintedPicture> {
  switch (layer.kind) {
    case 'original':
      return photo;
    case 'transparent':
      return { image: subject, alpha: await visibleSubject(photo, matte) };
    case 'blurred':
      return { ...photo, ...layOver(subject, matte, layer) };
    case 'replaced':
      return layOver(subject, await visibleSubject(photo, matte), layer);
    default:
      return missingCase(layer);
  }
}

/** Four bands: enough that the encoder has work early, few enough that a blur's run-up at each does not tell. */
const BANDS = 4;

/** Begins to lay the photo's subject over what is behind it; the rows are painted from the top down. */
function layOver(
  photo: RgbImage,
  alpha: Plane8,
  { behind, scene }: { behind: Behind; scene?: SceneLook },
): PaintedPicture {
  const into = emptyLike(photo);
  const { whenReady } = startOnAllCores({ kind: 'composite', photo, alpha, behind, scene, into }, BANDS);
  return { image: into, whenReady };
}

/** Where the photo itself is transparent, so is its subject. */
async function visibleSubject({ alpha: own }: Picture, matte: Plane8): Promise<Plane8> {
  if (!own) return matte;
  const into = { ...matte, data: sharedBytes(matte.data.length) };
  into.data.set(matte.data);
  await runOnAllCores({ kind: 'multiply', alpha: share(own), into });
  return into;
}

/** The subject's colours: a keyed screen's light is taken off them. */
export async function subjectColours(
  photo: RgbImage,
  alpha: Plane8,
  key: Key | null,
  screen: Screen | undefined,
): Promise<RgbImage> {
  if (!key || !screen) return photo;
  const into = emptyLike(photo);
  await runOnAllCores({ kind: 'spill', photo, alpha, spill: { ...screen, amount: key.spill / 100 }, into });
  return into;
}

/** What a format without alpha can hold. White is white in every RGB profile. */
export async function layOnWhite({ image, alpha, whenReady }: PaintedPicture): Promise<PaintedPicture> {
  await whenReady?.({ top: 0, height: image.height });
  if (!alpha) return { image };
  return layOver(image, share(alpha), { behind: { kind: 'colour', rgb: [255, 255, 255] } });
}

/** The photo with its matte laid over in colour, as the notebook shows it. */
export async function overlayPicture(photo: Picture, alpha: Plane8): Promise<Picture> {
  const into = emptyLike(photo.image);
  await runOnAllCores({ kind: 'overlay', photo: photo.image, alpha, into });
  return { image: into };
}

const emptyLike = ({ width, height, data }: RgbImage): RgbImage => ({
  width,
  height,
  data: sharedBytes(data.length),
});
