import { dirname } from 'node:path';
import type { JobReport, RequestOf } from '../../../src-shared/contract/compute.ts';
import type { PhotoRecord } from '../../../src-shared/contract/batch.ts';
import { type Failure, PortraitError, toFailure } from '../../../src-shared/contract/errors.ts';
import { makeOutputFolder } from '../output-folder.ts';
import { runJob } from '../run-jobs.ts';
import type { Studio } from '../studio.ts';
import { isThere, sumOf, sumOfPicture } from './content.ts';
import type { Manifest } from './manifest.ts';
import { memoryNeed } from './memory.ts';
import type { PlannedPhoto } from './plan.ts';
import type { Look } from './recipe.ts';
import type { Room } from './room.ts';

/** Which files may be replaced: none, those that earlier runs have made, or any, and then everything is made again. */
export type Replacing = 'none' | 'own' | 'any';

/** What the work on every photo of a batch shares. */
export interface Workplace {
  readonly look: Look;
  readonly recipe: string;
  readonly replace: Replacing;
  readonly manifest: Manifest;
  readonly room: Room;
  /** Gives the compute process that has least to do. */
  readonly borrow: <T>(work: (studio: Studio) => Promise<T>) => Promise<T>;
  readonly signal: AbortSignal;
  readonly onProgress: (photo: PlannedPhoto, share: number) => void;
}

/** Does one photo, unless it is done. Whatever goes wrong is in the record. */
export async function workOn(planned: PlannedPhoto, place: Workplace): Promise<PhotoRecord> {
  try {
    place.signal.throwIfAborted();
    if (planned.refused) throw planned.refused;
    const photo = await sumOfPicture(planned.photo, 'photo', place.signal);
    const { result, path } = planned;
    const there = await isThere(path);
    if (there && place.replace !== 'any') {
      const wanted = { result, photo, recipe: place.recipe, sum: await sumOf(path, place.signal) };
      if (place.manifest.isDone(wanted)) return { state: 'skipped', photo: planned.photo, output: path };
    }
    if (there && !mayReplace(planned, place)) throw inTheWay(path);
    return doneRecord(await make(planned, { sum: photo, overwrite: there }, place));
  } catch (error) {
    const failure = toFailure(error);
    if (place.signal.aborted || failure.code === 'cancelled') return { state: 'left', photo: planned.photo };
    return failedRecord(planned.photo, failure);
  }
}

const mayReplace = ({ result }: PlannedPhoto, { replace, manifest }: Workplace): boolean =>
  replace === 'any' || (replace === 'own' && manifest.isOwn(result));

const inTheWay = (path: string) =>
  new PortraitError(
    'output-exists',
    `There is a file at ${JSON.stringify(path)} already; --resume replaces what an earlier batch has made, --force any file.`,
  );

/** @param before the photo's sum, and whether there is a result to replace */
async function make(
  planned: PlannedPhoto,
  { sum, overwrite }: { sum: string; overwrite: boolean },
  place: Workplace,
): Promise<JobReport> {
  const { look, manifest, recipe, signal } = place;
  const leave = await place.room.enter(await needOf(planned, place));
  try {
    await manifest.begin(planned.result);
    await makeOutputFolder(dirname(planned.path));
    const job = { method: 'render' as const, request: requestFor(planned, look, overwrite) };
    const outcome = await place.borrow(studio =>
      runJob(studio, job, signal, ({ share }) => place.onProgress(planned, share)),
    );
    if (!outcome.done) throw new PortraitError(outcome.error.code, outcome.error.message);
    await manifest.finish({
      result: planned.result,
      photo: sum,
      recipe,
      sum: await sumOf(planned.path),
    });
    return outcome;
  } finally {
    leave();
  }
}

async function needOf({ photo }: PlannedPhoto, { borrow, look, signal }: Workplace): Promise<number> {
  const { maxMegapixels } = look;
  const asked = borrow(({ compute }) => compute.call('size', { photo, maxMegapixels }, { signal }));
  const { width, height } = await asked;
  return memoryNeed(width, height);
}

const requestFor = (
  { photo, path, format }: PlannedPhoto,
  { edit, mask, network, show, engine, maxMegapixels, quality, keepMetadata }: Look,
  overwrite: boolean,
): RequestOf<'render'> => ({
  ...{ photo, edit, mask, network, show, engine, maxMegapixels },
  output: { path, format, quality, keepMetadata, overwrite },
});

const doneRecord = ({ photo, output, timings, warnings }: JobReport): PhotoRecord => ({
  state: 'done',
  photo: photo.path,
  output: output.path,
  width: output.width,
  height: output.height,
  bytes: output.bytes,
  seconds: (timings.total ?? 0) / 1000,
  warnings: warnings.map(({ message }) => message),
});

export const failedRecord = (photo: string, { code, message }: Failure): PhotoRecord => ({
  state: 'failed',
  photo,
  code,
  message,
});
