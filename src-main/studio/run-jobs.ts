import { dirname } from 'node:path';
import type { Answers, Progress, RequestOf } from '../../src-shared/contract/compute.ts';
import { type Failure, PortraitError, toFailure } from '../../src-shared/contract/errors.ts';
import type { Studio } from './studio.ts';

type WritingMethod = 'render' | 'segment' | 'refine';
type PhotoMethod = WritingMethod | 'classes';

/** One photo's job. `refused` says that it must not even begin. */
export type PhotoJob = { [M in PhotoMethod]: Job<M> }[PhotoMethod];

interface Job<M extends PhotoMethod> {
  readonly method: M;
  readonly request: RequestOf<M>;
  readonly refused?: PortraitError;
}

export type JobOutcome = Outcome<PhotoMethod>;

type Outcome<M extends PhotoMethod> =
  | ({ readonly done: true } & Answers[M])
  | { readonly done: false; readonly photo: { path: string }; readonly error: Failure };

export interface RunOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (job: PhotoJob, progress: Progress) => void;
  readonly onOutcome?: (outcome: JobOutcome) => void;
}

/**
 * Runs the jobs one after the other: a photo that fails is named, and the others are done. Cancelling ends
 * the job in hand and fails all that are left as cancelled.
 */
export async function runJobs(
  studio: Studio,
  jobs: readonly PhotoJob[],
  { signal, onProgress, onOutcome }: RunOptions,
): Promise<JobOutcome[]> {
  const outcomes: JobOutcome[] = [];
  for (const job of jobs) {
    const outcome = await runJob(studio, job, signal, progress => onProgress?.(job, progress));
    outcomes.push(outcome);
    onOutcome?.(outcome);
  }
  return outcomes;
}

/** Runs one job; what goes wrong is its outcome. */
export async function runJob<M extends PhotoMethod>(
  { compute, outputFolders }: Studio,
  { method, request, refused }: Job<M>,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<Outcome<M>> {
  try {
    if (refused) throw refused;
    if ('output' in request) outputFolders.add(dirname(request.output.path));
    const report = await compute.call(method, request, { signal, onProgress });
    return { done: true, ...report };
  } catch (error) {
    return { done: false, photo: { path: request.photo }, error: toFailure(error) };
  }
}
