import type { ClassShare, EngineChoice, Warning } from '../../../src-shared/contract/compute.ts';
import type { Edit } from '../../../src-shared/edit/schema.ts';
import type { SubjectClass } from '../../../src-shared/edit/subject.ts';
import type { PlaneF, RgbImage } from '../../../src-shared/imaging/image.ts';
import type { EngineName } from '../../inference/engine.ts';
import { findModel } from '../../models/index.ts';
import { type PhotoFacts, readPhoto, readScaled } from '../../photo/index.ts';
import { findAlone } from '../subject/alone.ts';
import { findClassic } from '../subject/classic.ts';
import { find, type Found } from '../subject/find.ts';
import { Look, LOOK_SIDE } from '../subject/look.ts';
import { networksFor } from '../subject/networks.ts';

export interface FoundSubject {
  /** The photo at the size at which the matte is solved. */
  readonly guide: RgbImage;
  /** Soft, 0…1; the photo's shape. */
  readonly segmentation: PlaneF;
  /** What is in the photo, and what of it is the subject. */
  readonly classes: readonly ClassShare[];
  readonly meant: readonly SubjectClass[];
  readonly engine: EngineName;
  readonly models: readonly string[];
  /** Nothing stands out. */
  readonly empty: boolean;
  readonly warnings: readonly Warning[];
}

/** What is looked for: by the networks together, or as the notebook does. */
export interface Sought extends Pick<Edit, 'style' | 'subject'> {
  /** A network that is to look alone. */
  readonly network?: string | undefined;
}

/** Shows the networks a small version of the photo. They load while it is read. */
export async function lookAt(facts: PhotoFacts, engine: EngineChoice): Promise<Look> {
  const small = fitWithin(facts, LOOK_SIDE);
  const [networks, photo] = await Promise.all([networksFor(engine), readScaled(facts, small)]);
  return new Look(photo, networks);
}

/**
 * @throws PortraitError subject-not-found; model-missing: a class was asked for that no network here can name; as
 *   findAlone for one network
 */
export async function findIn(look: Look, facts: PhotoFacts, sought: Sought): Promise<FoundSubject> {
  return described(look, await ask(look, facts, sought));
}

/** Whether what is sought is looked at twice, so that there is something to show in between. */
export const looksTwice = ({ style, network }: Sought): boolean => style === 'lens' && network === undefined;

/** What is found at first sight. @throws as findIn */
export async function findEarly(look: Look, { subject }: Sought): Promise<FoundSubject> {
  const found = await find(look, subject, 'first sight');
  return described(look, { found, models: modelsBehind(found, look) });
}

function described(look: Look, { found, models, warnings = [] }: Asked): FoundSubject {
  // Half sure, anywhere: below that, nothing stands out.
  const empty = !found.segmentation.data.some(probability => probability > 0.5);
  return {
    ...found,
    guide: look.photo,
    engine: look.networks.engine.name,
    models,
    empty,
    warnings: empty ? [...warnings, noSubject] : warnings,
  };
}

interface Asked {
  readonly found: Found;
  /** Those whose answers are in it. */
  readonly models: readonly string[];
  readonly warnings?: readonly Warning[];
}

async function ask(look: Look, facts: PhotoFacts, { style, subject, network }: Sought): Promise<Asked> {
  const { engine, named, naming } = look.networks;
  if (network !== undefined) {
    return { found: await findAlone(look, network, engine.name, subject), models: [network] };
  }
  // Says how to get it.
  if (typeof subject !== 'string' && !named) await findModel('deeplab');
  const asNotebook = style === 'classic' && subject !== 'any';
  if (asNotebook && named && naming !== undefined) {
    const { image } = await readPhoto(facts);
    return { found: await findClassic(look, image, subject), models: [naming] };
  }
  const found = await find(look, subject);
  return { found, models: modelsBehind(found, look), ...(asNotebook && { warnings: [withoutDeeplab] }) };
}

const modelsBehind = ({ meant }: Found, { networks }: Look): readonly string[] =>
  networks.models.filter(name => name !== 'selfie' || meant.includes('person'));

/** The size with the same shape and a long side of at most `side`; never larger than it is. */
function fitWithin({ width, height }: { width: number; height: number }, side: number) {
  const scale = Math.min(1, side / Math.max(width, height));
  const scaled = (length: number) => Math.max(1, Math.round(length * scale));
  return { width: scaled(width), height: scaled(height) };
}

const withoutDeeplab: Warning = {
  code: 'not-the-notebooks',
  message:
    'The classic style is the notebook’s with DeepLab, which is not installed: other networks found the subject. ' +
    'Fetch it with "portrait models pull deeplab".',
};

const noSubject: Warning = {
  code: 'no-subject',
  message: 'No subject stands out: all of it was taken for background. Give a mask with --mask.',
};
