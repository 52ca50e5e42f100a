import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { EngineChoice } from '../../../src-shared/contract/compute.ts';
import { estimateNoise, type Noise } from '../../../src-shared/imaging/scene/noise.ts';
import { modelsHere } from '../../models/index.ts';
import { inspectPhoto, type PhotoFacts, type Picture, readPhoto } from '../../photo/index.ts';
import { sharedBytes } from '../bands/shared-memory.ts';
import { once } from '../once.ts';
import type { Look } from '../subject/look.ts';
import { findEarly, findIn, type FoundSubject, lookAt, looksTwice, type Sought } from './find-subject.ts';
import type { StageClock } from './job.ts';
import { StrokeSolver } from './stroke-solver.ts';

/**
 * What is known of the photos that were asked about last, so that a request need only name a path. All of it can be
 * made again: a compute process that was killed costs nothing but time.
 */

/** Photos whose small versions are kept: about 15 MB each. */
const MOST_PHOTOS = 6;
/** How long a full-size photo is kept for more tiles, in milliseconds. */
const FULL_KEPT_FOR = 60_000;

/** A subject, and whether a closer look will tell more of it. */
export interface SoonestSubject {
  readonly found: FoundSubject;
  readonly early: boolean;
}

/** Where nothing was seen at first sight, a closer look may still find something: nothing is said before. */
const unlessNothing = (found: FoundSubject, done: Promise<SoonestSubject>): Promise<SoonestSubject> =>
  found.empty ? done : Promise.resolve({ found, early: true });

/** One photo's file as it was when it was first asked about. */
export class CachedPhoto {
  readonly solver = new StrokeSolver();
  private readonly path: string;
  private knownFacts: Promise<PhotoFacts> | undefined;
  private readonly looks = new Map<string, Promise<Look>>();
  private readonly found = new Map<string, Promise<FoundSubject>>();
  private readonly foundEarly = new Map<string, Promise<FoundSubject>>();
  private small: { side: number; picture: Promise<Picture> } | undefined;
  private knownNoise: Promise<Noise> | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(path: string) {
    this.path = path;
  }

  /** What the header says. The limit may differ from call to call. */
  async facts(maxMegapixels: number): Promise<PhotoFacts> {
    const known = await this.knownFacts?.catch(() => undefined);
    if (known?.maxMegapixels === maxMegapixels) return known;
    this.knownFacts = inspectPhoto(this.path, { maxMegapixels });
    return this.knownFacts;
  }

  /** The networks' answers are kept; another subject in the same photo is found in them. */
  async subject(facts: PhotoFacts, engine: EngineChoice, sought: Sought): Promise<FoundSubject> {
    const { key, look } = await this.lookFor(facts, engine, sought);
    return once(this.found, key, async () => findIn(await look, facts, sought));
  }

  /** What is known soonest: the same, or what was seen at first sight while the networks look closer. */
  async soonestSubject(facts: PhotoFacts, engine: EngineChoice, sought: Sought): Promise<SoonestSubject> {
    const { key, look } = await this.lookFor(facts, engine, sought);
    // Begun first, so that the networks need not wait until what they saw at first sight is put together.
    const whole = once(this.found, key, async () => findIn(await look, facts, sought));
    const done = whole.then(found => ({ found, early: false }));
    if (!looksTwice(sought)) return done;
    const first = once(this.foundEarly, key, async () => findEarly(await look, sought));
    return Promise.race([done, first.then(found => unlessNothing(found, done))]);
  }

  private async lookFor(facts: PhotoFacts, engine: EngineChoice, sought: Sought) {
    const models = (await modelsHere()).map(({ name }) => name).join(' ');
    const look = once(this.looks, `${engine} ${models}`, () => lookAt(facts, engine));
    const { style, subject, network = '' } = sought;
    return { look, key: [engine, models, style, String(subject), network].join('|') };
  }

  /** The photo with its long side at most this, in memory that all threads see. */
  proxy(facts: PhotoFacts, side: number): Promise<Picture> {
    if (this.small?.side === side) return this.small.picture;
    const picture = readPhoto(facts, { allocate: sharedBytes, longSide: side });
    this.small = { side, picture };
    picture.catch(() => (this.small = undefined));
    return picture;
  }

  /** What the photo's grain is like, at full size. */
  noise(facts: PhotoFacts): Promise<Noise> {
    this.knownNoise ??= fullPhoto(facts).then(({ image }) => estimateNoise(image));
    this.knownNoise.catch(() => (this.knownNoise = undefined));
    return this.knownNoise;
  }

  /** Runs work that changes what is kept here, one after the other. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(work);
    this.turn = mine.catch(() => undefined);
    return mine;
  }
}

/** Least recently used first. */
const photos = new Map<string, CachedPhoto>();

/** Whether a photo was asked about yet. */
export const anyPhotos = (): boolean => photos.size > 0;

/** What is known of a photo, under its path, its time of change and its size. */
export async function cachedPhoto(path: string): Promise<CachedPhoto> {
  const key = await keyOf(path);
  const known = photos.get(key) ?? new CachedPhoto(path);
  photos.delete(key);
  photos.set(key, known);
  for (const [oldest] of photos) {
    if (photos.size <= MOST_PHOTOS) break;
    photos.delete(oldest);
  }
  return known;
}

/** Finds a photo's subject, unless it is known already. */
export const findSubject = async (
  facts: PhotoFacts,
  engine: EngineChoice,
  sought: Sought,
  clock: StageClock,
): Promise<FoundSubject> =>
  clock.time('segment', async () => (await cachedPhoto(facts.path)).subject(facts, engine, sought));

/** A file that cannot be looked at is refused by who reads it, in better words. */
async function keyOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  return `${resolve(path)} ${found?.mtimeMs ?? 0} ${found?.size ?? 0} ${found?.ino ?? 0}`;
}

let full: { key: string; picture: Promise<Picture> } | undefined;
let forget: NodeJS.Timeout | undefined;

/** The photo at full size; only the latest one is kept, and not for long. */
export async function fullPhoto(facts: PhotoFacts): Promise<Picture> {
  const key = await keyOf(facts.path);
  clearTimeout(forget);
  forget = setTimeout(() => (full = undefined), FULL_KEPT_FOR).unref();
  if (full?.key !== key) full = { key, picture: readPhoto(facts) };
  const { picture } = full;
  picture.catch(() => (full = undefined));
  return picture;
}
