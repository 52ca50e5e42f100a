import { basename } from 'node:path';
import type { ClassShare } from '../../src-shared/contract/compute.ts';
import { toFailure } from '../../src-shared/contract/errors.ts';
import { type JobOutcome, makeOutputFolder, openStudio, type PhotoJob, runJobs } from '../studio/index.ts';
import { forkCompute } from '../compute/channel.ts';
import { takeCompute } from './early-compute.ts';
import { progressBar } from './progress-bar.ts';

/** What is said of each photo beside failures and warnings. */
export interface Telling {
  readonly json: boolean;
  readonly labels?: boolean;
}

/**
 * Runs jobs and says what came of them: failures and warnings on standard error, a line a photo on a
 * terminal, or one JSON document on standard output.
 * @param folder made if it is not there
 * @returns whether all were done
 * @throws PortraitError when the folder cannot be made
 */
export async function runAndTell(
  jobs: PhotoJob[],
  folder: string | undefined,
  { json, labels = false }: Telling,
  signal: AbortSignal,
): Promise<boolean> {
  if (folder !== undefined) await makeOutputFolder(folder);
  const begun = takeCompute();
  const start = () => forkCompute({ spares: jobs.length === 1 });
  const studio = openStudio({ start, ...(begun && { first: begun }) });
  const bar = progressBar(process.stderr, jobs.length);
  try {
    const outcomes = await runJobs(studio, jobs, {
      signal,
      onProgress: (job, { share }) => bar.show(jobs.indexOf(job), share, job.request.photo),
      onOutcome: outcome => {
        bar.clear();
        tell(outcome, { json, labels });
      },
    });
    if (signal.aborted) process.stderr.write(`portrait: ${toFailure(signal.reason).message}\n`);
    if (json) process.stdout.write(`${JSON.stringify({ photos: outcomes }, null, 2)}\n`);
    return outcomes.every(({ done }) => done);
  } finally {
    bar.clear();
    studio.close();
  }
}

function tell(outcome: JobOutcome, { json, labels }: Telling) {
  if (!outcome.done) {
    // Said once for all of them, at the end.
    if (outcome.error.code === 'cancelled') return;
    process.stderr.write(`portrait: ${outcome.error.message}\n`);
    return;
  }
  if (json) return;
  if (labels) process.stdout.write(`${outcome.photo.path}\n${labelLines(outcome.classes ?? [])}`);
  const name = basename(outcome.photo.path);
  for (const { message } of outcome.warnings)
    process.stderr.write(`portrait: warning: ${name}: ${message}\n`);
  if (!process.stderr.isTTY || !('output' in outcome)) return;
  const seconds = ((outcome.timings.total ?? 0) / 1000).toFixed(1);
  process.stderr.write(`${outcome.output.path}  ${seconds} s\n`);
}

/** A line a class: its name, and its share of the picture. */
const labelLines = (classes: readonly ClassShare[]): string =>
  classes.length === 0
    ? '  nothing that has a name\n'
    : classes.map(({ name, share }) => `  ${name.padEnd(12)} ${(share * 100).toFixed(1)} %\n`).join('');
