import type { ClassShare } from '../../../src-shared/contract/compute.ts';
import { PortraitError } from '../../../src-shared/contract/errors.ts';
import type { Subject, SubjectClass } from '../../../src-shared/edit/subject.ts';
import type { PlaneF, RgbImage } from '../../../src-shared/imaging/image.ts';
import type { Scores } from '../../inference/answer.ts';
import type { Box } from '../../inference/geometry.ts';
import { classesIn, classNumbers, kinds, weightOf } from './classes.ts';
import { once } from '../once.ts';
import { boundsOf, cropRound, shareInside, worthCloserLook } from './crop.ts';
import { classVote, type Evidence, fusePerson, fuseThing, outlineAlone, outlineVote } from './fuse.ts';
import { withoutGhosts } from './ghosts.ts';
import { halvesOf, joined } from './halves.ts';
import type { Look } from './look.ts';
import { mapPlane, settledProbability } from './odds.ts';
import { mainParts, strangers, touching } from './parts.ts';

/** Where the subject is, and what it is. */
export interface Found {
  /** Soft, 0…1, on the grid. */
  readonly segmentation: PlaneF;
  /** What is in the photo; empty without the network that names things. */
  readonly classes: readonly ClassShare[];
  /** What of it is the subject, the largest first; empty for whatever stands out. */
  readonly meant: readonly SubjectClass[];
}

/** How closely to look: once at the whole, or again at the subject's part of it, and at halves of that. */
export type Closeness = 'first sight' | 'closely';

/**
 * Finds the subject: what stands out, named, looked at more and more closely, and put together.
 *
 * @throws PortraitError subject-not-found when classes were named and none of them is there
 */
export async function find(look: Look, subject: Subject, closeness: Closeness = 'closely'): Promise<Found> {
  const sight = await sightOf(look, subject);
  const odds = [];
  for (const thing of sight.things) odds.push(await oddsOf(look, sight, thing, closeness));
  const { classes, meant } = sight;
  const all = odds.length > 0 ? odds.reduce(eitherOf) : await whateverStandsOut(look, sight, closeness);
  const named = classes.map(({ name }) => name).filter(name => meant.includes(name));
  return {
    segmentation: withoutGhosts(mapPlane(all, settledProbability)),
    classes,
    meant: odds.length > 0 ? named : [],
  };
}

/** What the networks see of the whole photo, and what of it is meant. */
interface Sight {
  readonly outline: PlaneF;
  readonly scores: Scores | undefined;
  readonly classes: readonly ClassShare[];
  readonly meant: readonly SubjectClass[];
  readonly things: readonly Thing[];
}

/** Classes that are drawn by the same rule. */
interface Thing {
  readonly names: readonly SubjectClass[];
  readonly channels: readonly number[];
  /** How much each pixel is one of them, at first sight. */
  readonly score: PlaneF;
  /** 1 in the parts that are meant. */
  readonly main: Uint8Array;
}

const sights = new WeakMap<Look, Map<string, Promise<Sight>>>();

/** Kept, because an early answer and the whole one are both made of it. */
function sightOf(look: Look, subject: Subject): Promise<Sight> {
  const known = sights.get(look) ?? new Map<string, Promise<Sight>>();
  sights.set(look, known);
  return once(known, String(subject), () => see(look, subject));
}

async function see(look: Look, subject: Subject): Promise<Sight> {
  const { outline, scores, classes } = await firstSight(look);
  const meant = scores ? meantBy(subject, look, scores, outline) : [];
  if (typeof subject !== 'string' && !classes.some(({ name }) => subject.includes(name))) {
    throw notThere(subject, classes);
  }
  const groups = [meant.filter(name => name === 'person'), meant.filter(name => name !== 'person')];
  const things = groups.flatMap(names => (scores ? thingsOf(names, look, scores, outline) : []));
  return { outline, scores, classes, meant, things };
}

/** None when no pixel is likely to be one of them. */
function thingsOf(
  names: readonly SubjectClass[],
  look: Look,
  scores: Scores,
  outline: PlaneF,
): readonly Thing[] {
  if (names.length === 0) return [];
  const channels = classNumbers(names);
  const score = look.share(scores, channels);
  const main = mainParts(score, outline);
  return main ? [{ names, channels, score, main }] : [];
}

/** The whole photo, as the networks see it side by side. Who is near the camera matters only where there are people. */
async function firstSight(look: Look) {
  const naming = look.named().then(async scores => {
    const classes = scores ? classesIn(scores) : [];
    if (classes.some(({ name }) => name === 'person')) await look.people();
    return { scores, classes };
  });
  const [outline, named] = await Promise.all([look.outline(), naming]);
  return { outline, ...named };
}

/** The classes that the subject is made of; none for whatever stands out. */
function meantBy(subject: Subject, look: Look, scores: Scores, outline: PlaneF): readonly SubjectClass[] {
  if (subject === 'any') return [];
  if (subject !== 'auto') return subject;
  const score = (kind: readonly SubjectClass[]) => look.share(scores, classNumbers(kind));
  const partsOf = (kind: readonly SubjectClass[]) => mainParts(score(kind), outline);
  const weight = (kind: readonly SubjectClass[]) => weightOf(score(kind), outline);
  const first = weight(kinds.animal) > weight(kinds.person) ? kinds.animal : kinds.person;
  const main = partsOf(first);
  if (!main) return partsOf(kinds.vehicle) ? kinds.vehicle : [];
  const animals = first === kinds.person && partsOf(kinds.animal);
  return animals && areHeld(animals, main, look.grid) ? [...first, ...kinds.animal] : first;
}

/** More of an animal than this within a person's bounds, and it is in their arms or on their lap. */
const HELD = 0.6;

function areHeld(animals: Uint8Array, people: Uint8Array, grid: RgbImage): boolean {
  const inner = boundsOf(i => animals[i] === 1, grid);
  const outer = boundsOf(i => people[i] === 1, grid);
  return inner !== undefined && outer !== undefined && shareInside(inner, outer) > HELD;
}

const eitherOf = (a: PlaneF, b: PlaneF): PlaneF => mapPlane(a, (value, i) => Math.max(value, b.data[i]));

/** Log-odds of a thing, from all looks and all networks. */
async function oddsOf(
  look: Look,
  { outline }: Sight,
  { names, channels, score, main }: Thing,
  closeness: Closeness,
): Promise<PlaneF> {
  const isPerson = names.includes('person');
  const held = isPerson ? touching(outline, main) : main;
  const box = cropRound(i => main[i] === 1 || held[i] === 1, look.grid);
  const views = closerViews(box, look.grid, closeness);
  const shareAt = async (part: Box) => {
    const closer = await look.named(part);
    return closer ? look.share(closer, channels, part) : score;
  };
  const [outlines, shares, people] = await Promise.all([
    outlinesAt(look, views, isPerson),
    seenAt([...views.crop, ...views.halves], shareAt),
    isPerson ? look.people() : undefined,
  ]);
  const votes = outlineVote(outline, people ? [...outlines, people] : outlines, isPerson ? 'loud' : 'modest');
  const named = classVote(score, shares);
  const evidence: Evidence = { photo: look.grid, outline: votes, named, strange: strangers(named, main) };
  return isPerson ? fusePerson(evidence) : fuseThing(evidence);
}

/** What one closer answer is made of: one part of the photo, or two halves of it. */
type View = readonly [Box] | readonly [Box, Box];

interface CloserViews {
  /** Empty where it shows no more than the whole did. */
  readonly crop: readonly View[];
  readonly halves: readonly View[];
}

function closerViews(crop: Box, grid: RgbImage, closeness: Closeness): CloserViews {
  if (closeness === 'first sight') return { crop: [], halves: [] };
  const worth = worthCloserLook(crop, grid);
  return { crop: worth ? [[worth]] : [], halves: [halvesOf(crop)] };
}

/** What stands out in the crop. Of people it is seen both ways round, and the halves, too: others gain nothing by that. */
async function outlinesAt(look: Look, views: CloserViews, isPerson: boolean): Promise<PlaneF[]> {
  const ask = (bothWays: boolean) => (part: Box) => look.outline(part, { trimmed: true, bothWays });
  const [crop, halves] = await Promise.all([
    seenAt(views.crop, ask(isPerson)),
    seenAt(isPerson ? views.halves : [], ask(false)),
  ]);
  return [...crop, ...halves];
}

const seenAt = (views: readonly View[], ask: (part: Box) => Promise<PlaneF>): Promise<PlaneF[]> =>
  Promise.all(
    views.map(async view => {
      const [first, second] = await Promise.all(view.map(ask));
      return view.length === 2 ? joined(first, second, view) : first;
    }),
  );

async function whateverStandsOut(look: Look, { outline }: Sight, closeness: Closeness): Promise<PlaneF> {
  const box = closerBox(look, i => outline.data[i] > 0.5, closeness);
  return outlineAlone(outlineVote(outline, [await look.outline(box)]));
}

/** Where to look once more; the whole, which was seen, when that tells nothing new. */
const closerBox = (
  { grid }: Look,
  isSubject: (i: number) => boolean,
  closeness: Closeness,
): Box | undefined =>
  closeness === 'closely' ? worthCloserLook(cropRound(isSubject, grid), grid) : undefined;

/** Says what was asked for, what is there, and what to do. */
export function notThere(subject: readonly SubjectClass[], classes: readonly ClassShare[]): PortraitError {
  const shown = classes.map(({ name, share }) => `${name} (${Math.max(1, Math.round(share * 100))} %)`);
  const what = shown.length > 0 ? `it shows ${shown.join(', ')}` : 'nothing in it has a name that is known';
  const message = `There is no ${subject.join(' or ')} in the photo, ${what}: choose another subject, or any.`;
  return new PortraitError('subject-not-found', message);
}
