import type { Screen } from '../../../src-shared/contract/compute.ts';
import { missingCase } from '../../../src-shared/contract/errors.ts';
import type { Key } from '../../../src-shared/edit/schema.ts';
import type { Plane8, RgbImage } from '../../../src-shared/imaging/image.ts';
import type { Picture } from '../../photo/index.ts';
import { runOnAllCores, type RunningPass, startOnAllCores } from '../bands/pool.ts';
import { type Behind, type EdgeCleaning, looksAtPhoto, type SceneLook } from '../bands/passes.ts';
import { share, sharedBytes } from '../bands/shared-memory.ts';
import type { Layer } from './behind.ts';

/** A picture that may still be being painted: who reads rows waits for them first. */
export type PaintedPicture = Picture & Partial<Pick<RunningPass, 'whenReady'>>;

/** The subject's own colours. */
export interface SubjectColours {
  /** Where they are others than the photo's. */
  readonly subject?: RgbImage | undefined;
  /** How its edge is cleaned while it is laid, see `cleansWhileLaying`. */
  readonly cleaning?: EdgeCleaning | undefined;
}

/**
 * Whether a subject's edge can be cleaned in the same pass in which it is laid over what is behind it: where it is laid
 * over anything, and not put into another light first.
 */
export const cleansWhileLaying = (layer: Layer): boolean =>
  (layer.kind === 'blurred' || layer.kind === 'replaced') && !layer.scene?.subject;

/**
 * Subject over what lies behind it. A photo that is transparent in places stays so where it is blurred, and
 * shows what was put behind it elsewhere. The photo's own pixels may be spent on it.
 */
export async function compositePicture(
  photo: Picture,
  matte: Plane8,
  layer: Layer,
  { subject = photo.image, cleaning }: SubjectColours = {},
): Promise<PaintedPicture> {
  switch (layer.kind) {
    case 'original':
      return photo;
    case 'transparent':
      return { image: subject, alpha: await visibleSubject(photo, matte) };
    case 'blurred':
      return { ...photo, ...layOver(subject, matte, layer, cleaning) };
    case 'replaced':
      return layOver(subject, await visibleSubject(photo, matte), layer, cleaning);
    default:
      return missingCase(layer);
  }
}

/** Six bands: enough that the encoder has work early, few enough that a blur's run-up at each does not tell. */
const BANDS = 6;

/**
 * Begins to lay a subject over what is behind it; the rows are painted from the top down, over the subject's own where
 * nobody looks at them any more: memory that is written for the first time costs as much as the painting.
 */
function layOver(
  photo: RgbImage,
  alpha: Plane8,
  { behind, scene }: { behind: Behind; scene?: SceneLook },
  cleaning?: EdgeCleaning,
): PaintedPicture {
  const into = looksAtPhoto(behind) ? emptyLike(photo) : share(photo);
  const pass = { kind: 'composite', photo: share(photo), alpha, behind, scene, cleaning, into } as const;
  const { whenReady } = startOnAllCores(pass, BANDS);
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
