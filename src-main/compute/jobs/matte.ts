import type { RequestOf, Screen, Warning } from '../../../src-shared/contract/compute.ts';
import type { Edit, Key } from '../../../src-shared/edit/schema.ts';
import type { Stroke } from '../../../src-shared/edit/strokes.ts';
import type { EdgeMattes } from '../../../src-shared/imaging/foreground/decontaminate.ts';
import type { LinearMatte } from '../../../src-shared/imaging/guided-filter.ts';
import type { Plane8 } from '../../../src-shared/imaging/image.ts';
import { applyRegions } from '../../../src-shared/imaging/regions.ts';
import { type BrushPath, finishedBrush, wholeBrush } from '../../../src-shared/imaging/strokes-path.ts';
import { type PhotoFacts, type Picture, readMask } from '../../photo/index.ts';
import { runOnAllCores } from '../bands/pool.ts';
import { emptyPlane, share, sharedBytes, sharedFloats } from '../bands/shared-memory.ts';
import { edgeOf } from './edge.ts';
import type { FoundSubject } from './find-subject.ts';
import type { StageClock } from './job.ts';
import { keyAlpha, learnScreen } from './key-matte.ts';
import { endNetworks } from './network.ts';
import { findSubject } from './photo-cache.ts';
import { CELLS, type Hand, type PhotoSize, StrokeSolver } from './stroke-solver.ts';

/** At the photo's size, in shared memory. */
export interface Matte extends EdgeMattes {
  /** What the network saw, where it was asked. */
  readonly found?: FoundSubject;
  /** Where the edit keys a screen, and there is one. */
  readonly screen?: Screen | undefined;
  readonly warnings: readonly Warning[];
}

/** A matte before the edge's controls. */
type Made = Omit<Matte, 'truth'>;

/** Reads the photo, once. */
type Read = () => Promise<Picture>;

/** Alpha at the photo's size: from the mask that was given, or from the network; its edge as the edit says. */
export async function makeMatte(
  request: RequestOf<'render'>,
  facts: PhotoFacts,
  read: Read,
  clock: StageClock,
): Promise<Matte> {
  const { mask, edit } = request;
  const made = await (mask
    ? matteFromMask(mask, request, facts, read, clock)
    : edit.key
      ? matteFromScreen(edit, edit.key, facts, read, clock)
      : matteFromNetwork(request, facts, read, clock));
  const mattes = await clock.time('matte', () => edgeOf(made.alpha, edit));
  return { ...made, ...mattes };
}

async function matteFromMask(
  path: string,
  { edit, maxMegapixels }: RequestOf<'render'>,
  facts: PhotoFacts,
  read: Read,
  clock: StageClock,
): Promise<Made> {
  const reading = read();
  const scaling = clock.time('matte', async () => {
    const mask = share(await readMask(path, { maxMegapixels }));
    const into = emptyPlane(facts);
    await runOnAllCores({ kind: 'mask', mask, hard: edit.style === 'classic', into });
    await paintStrokes(into, edit, facts, wholeBrush);
    return { alpha: into, warnings: noteOtherSize(path, mask, facts) };
  });
  const [made] = await Promise.all([scaling, reading]);
  return made;
}

async function matteFromScreen(
  { strokes }: Edit,
  key: Key,
  facts: PhotoFacts,
  read: Read,
  clock: StageClock,
): Promise<Made> {
  const [model, photo] = await Promise.all([learnScreen(facts, key), read()]);
  return clock.time('matte', () => keyAlpha(photo, facts, model, { key, strokes }));
}

async function matteFromNetwork(
  request: RequestOf<'render'>,
  facts: PhotoFacts,
  read: Read,
  clock: StageClock,
): Promise<Made> {
  const { edit } = request;
  const finding = findLastly(request, facts, clock);
  // Networks need most of the memory: where nothing else will be asked for, the photo's own pixels come when they have looked.
  const reading = request.last ? finding.then(read) : read();
  const solving = solveFound(finding, edit, facts, clock);
  // A photo that cannot be read ends the job at once, without waiting for the network.
  const [{ image }, { found, matte }] = await Promise.all([reading, solving]);
  const into = emptyPlane(facts);
  await clock.time('matte', async () => {
    if (matte) await runOnAllCores({ kind: 'matte', photo: image, matte, into });
    else await runOnAllCores({ kind: 'mask', mask: hardMask(found, edit, facts), hard: true, into });
    return paintStrokes(into, edit, facts, matte ? finishedBrush : wholeBrush);
  });
  return { alpha: into, found, warnings: found.warnings };
}

/** Finds the subject; networks that nobody will ask any more go then. */
async function findLastly(
  { engine, edit, network, last = false }: RequestOf<'render'>,
  facts: PhotoFacts,
  clock: StageClock,
): Promise<FoundSubject> {
  const found = await findSubject(facts, engine, { ...edit, network }, clock);
  if (last) void endNetworks();
  return found;
}

/** Solves the matte of what was found, beside the photo's being read; the notebook solves nothing. */
async function solveFound(
  finding: Promise<FoundSubject>,
  edit: Edit,
  facts: PhotoFacts,
  clock: StageClock,
): Promise<{ found: FoundSubject; matte?: LinearMatte }> {
  const found = await finding;
  if (edit.style === 'classic') return { found };
  return {
    found,
    matte: await clock.time('matte', () => new StrokeSolver(CELLS, sharedFloats).solve(found, edit, facts)),
  };
}

/** What the hand says of the finished alpha. @param brush what counts of a stroke there */
async function paintStrokes(
  into: Plane8,
  { strokes }: Edit,
  { width, height }: PhotoFacts,
  brush: (stroke: Stroke) => BrushPath,
) {
  if (strokes.length === 0) return;
  await runOnAllCores({ kind: 'strokes', paths: strokes.map(brush), photo: { width, height }, into });
}

/** The notebook keeps a pixel of the network's answer, or does not. */
export function hardMask({ segmentation }: FoundSubject, { regions }: Hand, photo: PhotoSize): Plane8 {
  const clicked = applyRegions(segmentation, regions, photo);
  const data = sharedBytes(clicked.data.length);
  clicked.data.forEach((probability, i) => (data[i] = probability > 0.5 ? 255 : 0));
  return { width: clicked.width, height: clicked.height, data };
}

/** A coarse mask may have any size, but not another shape. */
export function noteOtherShape(path: string, mask: Plane8, { width, height }: PhotoFacts): Warning[] {
  const apart = Math.abs(mask.width / mask.height / (width / height) - 1);
  if (apart <= 1.5 / Math.min(mask.width, mask.height)) return [];
  const message = `${path} is ${mask.width} × ${mask.height}, and the photo ${width} × ${height}: the mask was stretched to fit.`;
  return [{ code: 'mask-scaled', message }];
}

function noteOtherSize(path: string, mask: Plane8, { width, height }: PhotoFacts): Warning[] {
  if (mask.width === width && mask.height === height) return [];
  const message = `${path} is ${mask.width} × ${mask.height}, and the photo ${width} × ${height}: the mask was scaled to fit.`;
  return [{ code: 'mask-scaled', message }];
}

/** Rows that tell enough of how large a subject is. */
const ROWS_ASKED = 500;

/** Share of the picture that belongs to the subject, 0…1, to four places. */
export function subjectShare({ width, height, data }: Plane8): number {
  const step = Math.max(1, Math.floor(height / ROWS_ASKED));
  let sum = 0;
  let rows = 0;
  for (let y = 0; y < height; y += step, rows++) {
    for (let i = y * width; i < (y + 1) * width; i++) sum += data[i];
  }
  return Math.round((sum / (255 * rows * width)) * 1e4) / 1e4;
}
