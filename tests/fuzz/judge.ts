import { createHash } from 'node:crypto';
import { PortraitError } from '../../src-shared/contract/errors.ts';

/** The program seems to hang after so much work, in milliseconds of a processor; and after so long a wait. */
export const LONGEST = 10_000;
export const LONGEST_WAIT = 6 * LONGEST;

/** More than this at once, in bytes, and one input fills the memory. */
const MOST_MEMORY = 1e9;

/** What the program must never do with an input, whatever it is. */
export class Finding extends Error {
  /** The same for inputs that go wrong in the same place. */
  readonly key: string;

  constructor(what: string, place: string, cause?: unknown) {
    super(`${what} (${place})`, { cause });
    this.name = 'Finding';
    this.key = createHash('sha256').update(place).digest('hex').slice(0, 12);
  }
}

/** Lets an input in. @throws Finding where it is neither taken nor refused with a code in time */
export async function judge<T>(run: (input: T) => unknown, input: T): Promise<void> {
  const begun = performance.now();
  const worked = process.cpuUsage();
  const before = process.memoryUsage.rss();
  try {
    await run(input);
  } catch (error) {
    if (isFinding(error)) throw asFinding(error);
  }
  const { user, system } = process.cpuUsage(worked);
  const took = performance.now() - begun;
  if ((user + system) / 1000 > LONGEST || took > LONGEST_WAIT)
    throw new Finding(`It took ${(took / 1000).toFixed(1)} s`, 'too long');
  const grown = process.memoryUsage.rss() - before;
  if (grown > MOST_MEMORY) throw new Finding(`It took ${(grown / 1e6).toFixed()} MB`, 'too much memory');
}

const isFinding = (error: unknown): boolean => !(error instanceof PortraitError) || error.code === 'internal';

function asFinding(error: unknown): Finding {
  if (error instanceof Finding) return error;
  const { stack = '', message } = error instanceof Error ? error : new Error(String(error));
  const place = stack.split('\n').find(line => /\/src-(main|shared)\//.test(line)) ?? message;
  return new Finding(
    message,
    place
      .trim()
      .replace(/.*\/(src-)/, '$1')
      .replace(/\)$/, ''),
    error,
  );
}
