import { join, resolve } from 'node:path';
import type { BatchReport, PhotoRecord } from '../../../src-shared/contract/batch.ts';
import { toFailure } from '../../../src-shared/contract/errors.ts';
import { checkOutput } from '../../photo/atomic.ts';
import { programVersion } from '../../models/index.ts';
import { makeOutputFolder } from '../output-folder.ts';
import type { Studio } from '../studio.ts';
import { Crew } from './crew.ts';
import { findPhotos, type FoundPhoto } from './find-photos.ts';
import { Manifest, MANIFEST_FOLDER } from './manifest.ts';
import { capacityOf, thisMachine } from './memory.ts';
import { failedRecord, type Replacing, type Workplace } from './photo-work.ts';
import { foldsCase, planBatch, type PlannedPhoto } from './plan.ts';
import { type Look, recipeOf } from './recipe.ts';
import { Records } from './records.ts';
import { Room } from './room.ts';
import { isInShard, type Shard } from './shard.ts';
import { sheetFormat, writeSheets } from './sheets.ts';
import { Settling, untilNextLook } from './watch.ts';
import { workOffAll } from './work-off.ts';

export interface BatchWish {
  /** Photos and folders. */
  readonly inputs: readonly string[];
  readonly out: string;
  /** Folders in the folders, too. */
  readonly recursive: boolean;
  readonly look: Look;
  readonly replace: Replacing;
  /** Photos at once, at most; as many as there are cores when left out. */
  readonly jobs?: number | undefined;
  readonly shard?: Shard | undefined;
  /** A picture with all results, in more than one file where they are many. */
  readonly contactSheet?: string | undefined;
  /** Goes on with photos that turn up, until it is aborted: milliseconds between two looks. */
  readonly watchEvery?: number | undefined;
}

export interface BatchFollowing {
  readonly signal: AbortSignal;
  /** Gives a compute process, as often as it is called. */
  readonly openStudio: () => Studio;
  /** @param finished photos of `total`, and a part of the one that is named */
  readonly onProgress?: (finished: number, total: number, photo: string) => void;
  readonly onRecord?: (record: PhotoRecord) => void;
}

/** What every round of a batch shares. */
interface Batch extends Omit<Workplace, 'onProgress'> {
  readonly wish: BatchWish;
  readonly following: BatchFollowing;
  readonly records: Records;
  readonly jobs: number;
  readonly foldsCase: boolean;
}

/**
 * Makes a result of every photo that is not done, and says what came of each. A photo that fails is named and the others
 * are done; whoever aborts finds the results so far whole, and the same call goes on from there.
 *
 * @throws PortraitError of what is the matter with the batch as a whole: its folder, mask, backdrop, networks, sheet
 */
export async function runBatch(wish: BatchWish, following: BatchFollowing): Promise<BatchReport> {
  const began = performance.now();
  const { out, look, shard, contactSheet } = wish;
  await checkSheet(wish);
  await makeOutputFolder(out);
  const recipe = await recipeOf(look, programVersion());
  const manifest = await Manifest.open(out, shard);
  const capacity = capacityOf(thisMachine(), wish.jobs);
  const crew = new Crew(capacity.processes, following.openStudio);
  const batch: Batch = {
    ...{ wish, following, look, recipe, manifest, replace: wish.replace, signal: following.signal },
    ...{ jobs: capacity.jobs, room: new Room({ size: capacity.room, seats: capacity.jobs }) },
    ...{ borrow: crew.borrow, records: new Records(following.onRecord) },
    foldsCase: await foldsCase(join(out, MANIFEST_FOLDER)),
  };
  try {
    const ignored = await (wish.watchEvery === undefined ? round(batch) : watch(batch, wish.watchEvery));
    const sheets = contactSheet === undefined ? [] : await sheetsOf(batch, contactSheet);
    const seconds = (performance.now() - began) / 1000;
    return reportOf(batch, { ignored, sheets, seconds });
  } finally {
    crew.close();
    await manifest.close();
  }
}

async function checkSheet({ contactSheet, replace }: BatchWish): Promise<void> {
  if (contactSheet === undefined) return;
  sheetFormat(contactSheet);
  await checkOutput(contactSheet, { overwrite: replace !== 'none' });
}

/** Looks for photos and does those that are to be done now. @returns how many files were ignored */
async function round(batch: Batch, isDue?: (photo: string) => Promise<boolean>): Promise<number> {
  const { wish, records, signal, following } = batch;
  const { photos, ignored, faults } = await findPhotos({ ...wish, signal });
  for (const { path, error } of faults) records.add(path, failedRecord(path, error));
  const due = await filterDue(await planned(batch, photos), isDue);
  let finished = 0;
  const show = ({ photo }: PlannedPhoto, share = 0) =>
    following.onProgress?.(finished + share, due.length, photo);
  await workOffAll(due, { ...batch, onProgress: show }, batch.jobs, (photo, record) => {
    finished++;
    records.add(`${photo.photo}\n${photo.path}`, record);
    show(photo);
  });
  return ignored;
}

/** Planned together, and then shared out: every shard gives every photo the same name. */
async function planned({ wish, foldsCase }: Batch, photos: readonly FoundPhoto[]): Promise<PlannedPhoto[]> {
  const all = await planBatch(photos, { ...wish, foldsCase });
  const { shard } = wish;
  return shard ? all.filter(({ name }) => isInShard(name, shard)) : all;
}

async function filterDue(photos: PlannedPhoto[], isDue?: (photo: string) => Promise<boolean>) {
  if (!isDue) return photos;
  const due = await Promise.all(photos.map(({ photo }) => isDue(photo)));
  return photos.filter((_, i) => due[i]);
}

/** @returns how many files were ignored at the last look */
async function watch(batch: Batch, every: number): Promise<number> {
  const settling = new Settling();
  let ignored = 0;
  while (!batch.signal.aborted) {
    ignored = await round(batch, settling.isDue);
    await untilNextLook(every, batch.signal);
  }
  return ignored;
}

/** A batch that was cut short shows nothing; one that watches can end in no other way. */
async function sheetsOf({ wish, records, borrow, signal, look }: Batch, path: string): Promise<string[]> {
  const watched = wish.watchEvery !== undefined;
  if (signal.aborted && !watched) return [];
  const results = records.results(resolve(wish.out));
  const overwrite = wish.replace !== 'none';
  try {
    return await writeSheets(results, { path, overwrite, maxMegapixels: look.maxMegapixels }, borrow);
  } catch (error) {
    // The photos are done all the same.
    records.add(path, failedRecord(path, toFailure(error)));
    return [];
  }
}

function reportOf(
  { wish, records, recipe }: Batch,
  { ignored, ...rest }: { ignored: number; sheets: string[]; seconds: number },
): BatchReport {
  return {
    version: 1,
    program: programVersion(),
    out: resolve(wish.out),
    ...(wish.shard && { shard: wish.shard }),
    recipe,
    totals: { ...records.totals(), ignored },
    photos: records.all(),
    ...rest,
  };
}
