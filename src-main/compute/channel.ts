import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FromCompute, ToCompute } from '../../src-shared/contract/compute.ts';

/** How the compute process ended: its exit code, or the signal that killed it. */
export interface Ending {
  readonly code: number | null;
  readonly signal: string | null;
  /** The last of what it wrote to its error output. */
  readonly lastWords: string;
}

/** One running compute process, however it was started (a plain child here, a utility process in Electron). */
export interface Channel {
  readonly pid: number | undefined;
  send(message: ToCompute): void;
  kill(): void;
  /** Each is called for every message, and once at the end. */
  listen(onMessage: (message: FromCompute) => void, onEnd: (ending: Ending) => void): void;
}

/** The entry beside this file: .ts when run from the sources, .js when built. */
const entry = fileURLToPath(new URL(`./child.${import.meta.url.slice(-2)}`, import.meta.url));

const LAST_WORDS = 4000;

/** Starts the compute process as a child of this Node process. It ends when this process does. */
export function forkCompute(): Channel {
  const child = fork(entry, { serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let lastWords = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-LAST_WORDS);
    if (process.env['PORTRAIT_DEBUG']) process.stderr.write(text);
  });
  return {
    pid: child.pid,
    // A message to a child that has just died is answered by its ending.
    send: message => child.connected && child.send(message, () => undefined),
    kill: () => child.kill('SIGKILL'),
    listen(onMessage, onEnd) {
      let ended = false;
      const end = (code: number | null, signal: string | null) => {
        if (ended) return;
        ended = true;
        onEnd({ code, signal, lastWords });
      };
      child.on('message', message => onMessage(message as FromCompute));
      child.on('error', error => end(null, error.message));
      // Not 'exit', which comes before the last words have been read.
      child.on('close', end);
    },
  };
}
