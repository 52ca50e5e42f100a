/** `portrait`: one photo, many photos, models, doctor. A thin door: words in, use cases, words out. */
import { CommanderError } from 'commander';
import { PortraitError, toFailure } from '../../src-shared/contract/errors.ts';
import { buildProgram, type Ending } from './program.ts';

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
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.usage;
  const { code, message } = toFailure(error);
  process.stderr.write(`portrait: ${message}\n`);
  if (process.env['PORTRAIT_DEBUG'] && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  if (interrupt.signal.aborted) return EXIT.interrupted;
  // An edit is named in the call, like its options.
  return code === 'usage' || code === 'edit-not-an-edit' ? EXIT.usage : EXIT.failed;
}
