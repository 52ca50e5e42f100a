import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { BatchReport } from '../../src-shared/contract/batch.ts';
import { PortraitError } from '../../src-shared/contract/errors.ts';
import { checkOutput, writeAtomically } from '../photo/atomic.ts';
import { type BatchWish, openStudio, runBatch, type Shard } from '../studio/index.ts';
import { BatchTelling } from './batch-telling.ts';
import { takeCompute } from './early-compute.ts';
import { parseShard, parseWhole } from './options.ts';
import { addPictureOptions, type PictureOptions, wishedEdit } from './picture-options.ts';
import type { Ending, Noting } from './program.ts';
import { addSourceOptions, type SourceOptions } from './source-options.ts';

interface BatchOptions extends SourceOptions, PictureOptions {
  readonly network?: string;
  readonly recursive?: true;
  readonly jobs?: number;
  readonly resume?: true;
  readonly shard?: Shard;
  readonly watch?: true;
  readonly contactSheet?: string;
  readonly report?: string;
}

/** Milliseconds between two looks for new photos. */
const WATCH_EVERY = 2000;

export function addBatch(program: Command, noting: Noting, signal: AbortSignal) {
  const batch = program
    .command('batch')
    .description('many photos: whole folders, skipping what is done')
    .argument('<in...>', 'photos, and folders of photos')
    .requiredOption(
      '-o, --output <out>',
      'the folder of the results, which keeps the structure of the folders',
    )
    .option('--recursive', 'folders in the folders, too')
    .addOption(
      new Option('--jobs <n>', 'photos at once, at most (default: one a core)').argParser(
        parseWhole('number', 1, 256),
      ),
    )
    .option('--resume', 'replace what an earlier batch has made and what is no longer as it should be')
    .addOption(
      new Option('--shard <i/n>', 'the i-th of n parts only; others do the rest').argParser(parseShard),
    )
    .option('--watch', 'go on with photos that turn up, until Ctrl-C; implies --resume')
    .option('--contact-sheet <picture>', 'write all results small on one picture, with their names')
    .option('--report <json>', 'write what came of each photo to a file');
  addPictureOptions(addSourceOptions(batch)).action(
    noting((inputs: string[], options: BatchOptions) => batchCommand(inputs, options, signal)),
  );
}

async function batchCommand(inputs: string[], options: BatchOptions, signal: AbortSignal): Promise<Ending> {
  const { report: path } = options;
  const replace = replacing(options);
  if (path !== undefined) await checkOutput(path, { overwrite: replace !== 'none' });
  const wish = { ...(await wishOf(inputs, options, signal)), replace };
  const telling = new BatchTelling(options.json ?? false);
  const report = await runBatch(wish, {
    signal,
    openStudio: () => {
      const begun = takeCompute();
      return openStudio({ ...(begun && { first: begun }) });
    },
    onProgress: telling.progress,
    onRecord: telling.record,
  }).finally(telling.clear);
  if (path !== undefined) await writeReport(path, report, replace !== 'none');
  telling.end(report, path);
  return endingOf(report, options, signal);
}

const replacing = ({ force, resume, watch }: BatchOptions): BatchWish['replace'] =>
  force ? 'any' : resume || watch ? 'own' : 'none';

async function wishOf(
  inputs: string[],
  options: BatchOptions,
  signal: AbortSignal,
): Promise<Omit<BatchWish, 'replace'>> {
  const { mask, network, show, engine, maxMegapixels, format, quality, stripMetadata } = options;
  const { jobs, shard, recursive = false, contactSheet, watch, output } = options;
  if (output === '') throw new PortraitError('usage', 'Expected a folder for -o but received "".');
  return {
    ...{ inputs, recursive, jobs, shard, out: resolve(output) },
    look: {
      ...{ network, show, engine, maxMegapixels, format, quality },
      edit: await wishedEdit(options, signal),
      mask: mask === undefined ? undefined : resolve(mask),
      keepMetadata: !stripMetadata,
    },
    contactSheet: contactSheet === undefined ? undefined : resolve(contactSheet),
    watchEvery: watch && WATCH_EVERY,
  };
}

const writeReport = (path: string, report: BatchReport, overwrite: boolean): Promise<void> =>
  writeAtomically(path, { overwrite }, temporary =>
    writeFile(temporary, `${JSON.stringify(report, null, 2)}\n`),
  );

/** A batch that watches is ended by an interruption, which is none unless it cut a photo short. */
function endingOf({ totals }: BatchReport, { watch }: BatchOptions, signal: AbortSignal): Ending {
  const complete = totals.failed === 0 && totals.left === 0;
  return watch && complete && signal.aborted ? 'ended' : complete;
}
