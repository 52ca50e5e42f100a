/** `portrait`: one photo, many photos, models, doctor. A thin door: words in, use cases, words out. */
import { CommanderError } from 'commander';
import { type Failure, PortraitError, toFailure } from '../../src-shared/contract/errors.ts';
import { buildProgram, type Ending } from './program.ts';
import { asksForJson, usageFailure } from './usage-failure.ts';

const EXIT = { failed: 1, usage: 2, interrupted: 130 } as const;

const interrupt = new AbortController();
process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop);

function stop() {
  interrupt.abort(new PortraitError('cancelled', 'Interrupted: what was not finished was left out.'));
}

try {
  const ending = await buildProgram(interrupt.signal).run(process.argv);
  process.exitCode = exitCodeOf(ending);
} catch (error) {
  process.exitCode = explain(error);
}

function exitCodeOf(ending: Ending): number {
  if (ending === 'ended') return 0;
  if (interrupt.signal.aborted) return EXIT.interrupted;
  return ending ? 0 : EXIT.failed;
}

/** Says what went wrong, unless it was said already. @returns the exit code */
function explain(error: unknown): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    tellPrograms(usageFailure(error));
    return EXIT.usage;
  }
  const failure = toFailure(error);
  process.stderr.write(`portrait: ${failure.message}\n`);
  if (process.env['PORTRAIT_DEBUG'] && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  tellPrograms(failure);
  if (interrupt.signal.aborted) return EXIT.interrupted;
  // An edit is named in the call, like its options.
  return failure.code === 'usage' || failure.code === 'edit-not-an-edit' ? EXIT.usage : EXIT.failed;
}

/** In place of the document that the call would have given. Whether one is awaited, a call that does not parse says too. */
function tellPrograms(error: Failure) {
  if (asksForJson(process.argv.slice(2))) process.stdout.write(`${JSON.stringify({ error }, null, 2)}\n`);
}
