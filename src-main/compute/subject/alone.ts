import type { EngineChoice } from '../../../src-shared/contract/compute.ts';
import { PortraitError } from '../../../src-shared/contract/errors.ts';
import { type Subject, subjectClasses } from '../../../src-shared/edit/subject.ts';
import { openDeeplab } from '../../inference/deeplab.ts';
import type { Network } from '../../inference/engine.ts';
import { openImported } from '../../inference/imported.ts';
import type { Segmenter } from '../../inference/segmenter.ts';
import { openSelfie } from '../../inference/selfie.ts';
import { openU2netp, stretch } from '../../inference/u2netp.ts';
import { entryNamed, runningFacts } from '../../models/index.ts';
import { networkFor } from '../jobs/network.ts';
import { classesIn } from './classes.ts';
import type { Found } from './find.ts';
import type { Look } from './look.ts';

/**
 * One network's own answer for the whole photo: one of ours, or one that the user brought.
 *
 * @param name in the store
 * @param subject classes by name; of several classes, `auto` and `any` keep all but the background
 * @throws PortraitError model-unknown, model-missing, model-damaged; usage when it does not know the class
 */
export async function findAlone(
  look: Look,
  name: string,
  engine: EngineChoice,
  subject: Subject,
): Promise<Found> {
  const segmenter = await open(name, engine);
  const scores = await look.askAlone(segmenter);
  const channels = channelsFor(subject, name, segmenter.labels);
  const plane = look.share(scores, channels);
  const named = segmenter.labels.length > 1 && isPascal(segmenter.labels);
  const classes = named ? classesIn(scores) : [];
  const meant = classes
    .map(({ name }) => name)
    .filter(name => typeof subject === 'string' || subject.includes(name));
  return { segmentation: name === 'u2netp' ? stretch(plane) : plane, classes, meant };
}

const own = new Map<string, (network: Network) => Segmenter>([
  ['u2netp', openU2netp],
  ['deeplab', openDeeplab],
  ['selfie', openSelfie],
]);

async function open(name: string, engine: EngineChoice): Promise<Segmenter> {
  const entry = await entryNamed(name);
  const { network } = await networkFor(engine, name);
  return own.get(name)?.(network) ?? openImported(network, runningFacts(entry));
}

const isPascal = (labels: readonly string[]): boolean =>
  subjectClasses.every((name, i) => labels[i + 1] === name);

/** The first channel, unless another is called so: it is the custom of nearly all networks. */
function backgroundOf(labels: readonly string[]): number {
  return Math.max(
    0,
    labels.findIndex(label => /^_*(background|bg|none|unlabell?ed)_*$/i.test(label)),
  );
}

function channelsFor(subject: Subject, network: string, labels: readonly string[]): number[] {
  const all = labels.map((_, channel) => channel);
  if (labels.length === 1) return all;
  if (typeof subject === 'string') return all.filter(channel => channel !== backgroundOf(labels));
  const known = all.filter(channel => subject.some(name => name === labels[channel].toLowerCase()));
  if (known.length > 0) return known;
  const what = `${subject.join(' or ')} for the network ${network}`;
  throw new PortraitError('usage', `Expected ${what} to be among its classes, ${labels.join(', ')}.`);
}
