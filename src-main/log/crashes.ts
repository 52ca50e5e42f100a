import type { Log } from './log.ts';

/** Notes what this process throws and nobody catches. It ends as it would have. */
export function noteCrashes({ note }: Log): void {
  process.on('uncaughtExceptionMonitor', (error, origin) => note(origin, error));
}
