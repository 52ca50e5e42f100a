import { type ChildProcess, fork } from 'node:child_process';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { EngineChoice, FromCompute, ToCompute } from '../../src-shared/contract/compute.ts';
import { giveWayAs } from './give-way.ts';

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

/**
 * glibc keeps what was freed among what was not, and pictures of many sizes leave it in pieces: from this size on, in
 * bytes, memory goes back to the system at once. What is smaller lies in two places rather than in one or two for each
 * thread (80 MB less at a photo's end). Other systems do not know the names.
 */
const returning = { MALLOC_MMAP_THRESHOLD_: '1000000', MALLOC_ARENA_MAX: '2' };

/**
 * Room for what V8 has just made, in MB, for each of a compute process's five threads: three such spaces of 16 MB a thread
 * are filled before anything is collected, and what is made here is large, and lies elsewhere (30 MB less at the most).
 */
const youngSpace = '--max-semi-space-size=2';

export interface ForkWish {
  /** To be loaded at once; without it, when a request needs one. */
  readonly engine?: EngineChoice | undefined;
  /** Lets all others have a processor first. */
  readonly givesWay?: boolean;
}

/**
 * Starts the compute process as a child of this Node process. It ends when this process does, and does not hold it up
 * before somebody listens.
 */
export function forkCompute({ engine, givesWay = false }: ForkWish = {}): Channel {
  const words = [...(engine === undefined ? [] : [engine]), ...(givesWay ? ['give-way'] : [])];
  const child = fork(entry, words, {
    env: { ...returning, ...process.env },
    execArgv: [...process.execArgv, youngSpace],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  if (givesWay && child.pid !== undefined) giveWayAs(child.pid);
  let lastWords = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-LAST_WORDS);
    if (process.env['PORTRAIT_DEBUG']) process.stderr.write(text);
  });
  const ending = endingOf(child, () => lastWords);
  const held = [child, child.channel, child.stderr as Socket | null];
  for (const handle of held) handle?.unref();
  return {
    pid: child.pid,
    // A message to a child that has just died is answered by its ending.
    send: message => child.connected && child.send(message, () => undefined),
    kill: () => child.kill('SIGKILL'),
    listen(onMessage, onEnd) {
      for (const handle of held) handle?.ref();
      child.on('message', message => onMessage(message as FromCompute));
      void ending.then(onEnd);
    },
  };
}

/** Resolves when the child has ended, which it may have done before anybody asks. */
const endingOf = (child: ChildProcess, lastWords: () => string): Promise<Ending> =>
  new Promise(resolve => {
    const end = (code: number | null, signal: string | null) =>
      resolve({ code, signal, lastWords: lastWords() });
    child.on('error', error => end(null, error.message));
    // Not 'exit', which comes before the last words have been read.
    child.on('close', end);
  });
