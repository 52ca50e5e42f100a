import { Worker } from 'node:worker_threads';
import { type Failure, fromFailure, PortraitError } from '../../src-shared/contract/errors.ts';
import type { Converted } from './convert-file.ts';

/** The entry beside this file: .ts when run from the sources, .js when built. */
const entry = new URL(`./convert-thread.${import.meta.url.slice(-2)}`, import.meta.url);

/** What the thread is given, and what it answers. */
export interface ConvertTask {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly size: number | undefined;
}
export type ConvertAnswer = { readonly converted: Converted } | { readonly failure: Failure };

/** Far more than networks that can be used here take. */
export interface ConvertLimits {
  /** JavaScript's own memory, without the numbers of the weights. */
  readonly megabytes?: number | undefined;
  readonly milliseconds?: number | undefined;
}

/**
 * Converts a stranger's file in a thread of its own: what was made to fill the memory, or never to end, ends the thread.
 * Where memory fills faster than Node can look, it takes the process along: give it one that can be spared.
 *
 * @throws PortraitError what `convertFile` throws; 'model-damaged' when it takes too much
 */
export async function convertApart(
  task: ConvertTask,
  { megabytes = 2048, milliseconds = 120_000 }: ConvertLimits = {},
): Promise<Converted> {
  const thread = new Worker(entry, {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
    stderr: true, // Node's own words about memory that ran out
  });
  const { promise, resolve, reject } = Promise.withResolvers<ConvertAnswer>();
  thread.once('message', resolve);
  thread.once('error', error => reject(explain(error)));
  thread.once('exit', () => reject(tooMuch('memory')));
  const patience = setTimeout(() => reject(tooMuch('time')), milliseconds);
  try {
    const answer = await promise;
    if ('failure' in answer) throw fromFailure(answer.failure);
    return answer.converted;
  } finally {
    clearTimeout(patience);
    await thread.terminate();
  }
}

const tooMuch = (what: string) =>
  new PortraitError(
    'model-damaged',
    `Reading the file takes more ${what} than a network should: give another.`,
  );

const explain = (error: unknown): unknown =>
  (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch('memory') : error;
