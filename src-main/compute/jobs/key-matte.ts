import type { Screen, Warning } from '../../../src-shared/contract/compute.ts';
import type { Edit, Key } from '../../../src-shared/edit/schema.ts';
import type { Plane8, RgbImage } from '../../../src-shared/imaging/image.ts';
import type { KeyEnds } from '../../../src-shared/imaging/key/key-alpha.ts';
import { type KeyModel, learnKey } from '../../../src-shared/imaging/key/key-model.ts';
import { keyEnds, screenNoise } from '../../../src-shared/imaging/key/key-noise.ts';
import { wholeBrush } from '../../../src-shared/imaging/strokes-path.ts';
import { coloursIn, fitLongSide, type PhotoFacts, type Picture, readScaled } from '../../photo/index.ts';
import { runOnAllCores } from '../bands/pool.ts';
import { shareFloats, sharedBytes } from '../bands/shared-memory.ts';
import { parseHex } from './hex-colour.ts';

/** A screen behind the subject, and the alpha that its colour gives. No network is asked. */
export interface Keyed {
  readonly alpha: Plane8;
  /** Undefined where there is no such screen: all is subject then. */
  readonly screen?: Screen | undefined;
  readonly warnings: readonly Warning[];
}

/** Long side at which a screen is learnt. */
const LEARNT_AT = 640;
/** Below this share of the photo's size, its colours are as detailed as its light. */
const DETAILED = 0.6;

/** The screen as it is in the photo. */
export async function learnScreen(facts: PhotoFacts, key: Key): Promise<KeyModel | undefined> {
  const small = await readScaled(facts, fitLongSide(facts, LEARNT_AT));
  const [wanted] = await coloursIn(facts, [parseHex(key.colour)]);
  const model = learnKey(small, wanted, key.tolerance);
  return model && { ...model, gain: shareFloats(model.gain), slope: shareFloats(model.slope) };
}

/** Photos whose screen was learnt, with what it was learnt for. */
const learnt = new WeakMap<object, { for: string; model: Promise<KeyModel | undefined> }>();

/** Alpha of a photo's small version, as often as an edit of it changes. @param owner the photo, as it is cached */
export async function liveKey(
  owner: object,
  facts: PhotoFacts,
  small: Picture,
  { key, strokes }: { readonly key: Key } & Pick<Edit, 'strokes'>,
): Promise<Keyed> {
  const wanted = `${key.colour} ${key.tolerance}`;
  let known = learnt.get(owner);
  if (known?.for !== wanted) {
    known = { for: wanted, model: learnScreen(facts, key) };
    learnt.set(owner, known);
  }
  return keyAlpha(small, facts, await known.model, { key, strokes });
}

/** Alpha of a photo, or of a smaller version of it, with the strokes. */
export async function keyAlpha(
  { image }: Picture,
  facts: PhotoFacts,
  model: KeyModel | undefined,
  { key, strokes }: { readonly key: Key } & Pick<Edit, 'strokes'>,
): Promise<Keyed> {
  const { width, height } = image;
  const into = { width, height, data: sharedBytes(width * height) };
  if (model) await fromColour(image, facts, model, key.tolerance, into);
  else into.data.fill(255);
  if (strokes.length > 0)
    await runOnAllCores({ kind: 'strokes', paths: strokes.map(wholeBrush), photo: facts, into });
  if (!model) return { alpha: into, warnings: [noScreen(key)] };
  return { alpha: into, screen: { ...model.axes, light: model.light }, warnings: [] };
}

async function fromColour(
  photo: RgbImage,
  facts: PhotoFacts,
  model: KeyModel,
  tolerance: number,
  into: Plane8,
) {
  const sharpen = facts.halfColour && photo.width > DETAILED * facts.width;
  const ends: KeyEnds = { ...keyEnds(screenNoise(photo, model), tolerance), sharpen };
  await runOnAllCores({ kind: 'key', photo, model, ends, into });
}

const noScreen = ({ colour }: Key): Warning => ({
  code: 'no-screen',
  message: `No screen of the colour ${colour} is in the photo: nothing was cut out. Give its colour as --key #rrggbb.`,
});
