import type { RequestOf, Warning } from '../../../src-shared/contract/compute.ts';
import type { Edit } from '../../../src-shared/edit/schema.ts';
import type { Plane8 } from '../../../src-shared/imaging/image.ts';
import { solveMatte } from '../../../src-shared/imaging/solve-matte.ts';
import { type PhotoFacts, type Picture, readMask } from '../../photo/index.ts';
import { runOnAllCores } from '../bands/pool.ts';
import { share, sharedBytes, shareFloats } from '../bands/shared-memory.ts';
import { findSubject, type FoundSubject } from './find-subject.ts';
import type { StageClock } from './job.ts';

export interface Matte {
  /** Alpha at the photo's size, in shared memory. */
  readonly alpha: Plane8;
  /** What the network saw, where it was asked. */
  readonly found?: FoundSubject;
  readonly warnings: readonly Warning[];
}

/** Alpha at the photo's size: from the mask that was given, or from the network; feathered as the edit says. */
export async function makeMatte(
  request: RequestOf<'render'>,
  facts: PhotoFacts,
  reading: Promise<Picture>,
  clock: StageClock,
): Promise<Matte> {
  const { mask, edit } = request;
  const made = mask
    ? await matteFromMask(mask, request, facts, clock)
    : await matteFromNetwork(request, facts, reading, clock);
  const alpha = await clock.time('matte', () => feathered(made.alpha, edit));
  return { ...made, alpha };
}

async function matteFromMask(
  path: string,
  { edit, maxMegapixels }: RequestOf<'render'>,
  facts: PhotoFacts,
  clock: StageClock,
): Promise<Matte> {
  return clock.time('matte', async () => {
    const mask = share(await readMask(path, { maxMegapixels }));
    const into = emptyPlane(facts);
    await runOnAllCores({ kind: 'mask', mask, hard: edit.style === 'classic', into });
    return { alpha: into, warnings: noteOtherSize(path, mask, facts) };
  });
}

async function matteFromNetwork(
  { engine, edit }: RequestOf<'render'>,
  facts: PhotoFacts,
  reading: Promise<Picture>,
  clock: StageClock,
): Promise<Matte> {
  // A photo that cannot be read ends the job at once, without waiting for the network.
  const [found] = await Promise.all([findSubject(facts, engine, clock), reading]);
  const { image } = await reading;
  const into = emptyPlane(facts);
  await clock.time('matte', () =>
    edit.style === 'classic'
      ? runOnAllCores({ kind: 'mask', mask: hardMask(found), hard: true, into })
      : runOnAllCores({ kind: 'matte', photo: image, matte: solve(found), into }),
  );
  return { alpha: into, found, warnings: found.warnings };
}

function solve({ guide, segmentation }: FoundSubject) {
  const matte = solveMatte(guide, segmentation);
  return { ...matte, coefficients: shareFloats(matte.coefficients) };
}

/** The notebook keeps a pixel of the network's answer, or does not. */
function hardMask({ segmentation }: FoundSubject): Plane8 {
  const data = sharedBytes(segmentation.data.length);
  segmentation.data.forEach((probability, i) => (data[i] = probability > 0.5 ? 255 : 0));
  return { width: segmentation.width, height: segmentation.height, data };
}

async function feathered(alpha: Plane8, { feather }: Edit): Promise<Plane8> {
  if (feather.width === 0 || feather.height === 0) return alpha;
  const into = emptyPlane(alpha);
  await runOnAllCores({ kind: 'feather', alpha, box: feather, into });
  return into;
}

const emptyPlane = ({ width, height }: { width: number; height: number }): Plane8 => ({
  width,
  height,
  data: sharedBytes(width * height),
});

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
