import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
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
 * For a process that looks at one photo: TensorFlow would keep all that networks needed for as long as the process lives,
 * and has the system's memory instead (170 MB less at the most). In pages of 2 MB that takes no longer, where each network
 * runs a few times; where it runs again and again, an eighth. With pages of 4 kB it would take nearly twice as long.
 */
const sparing = {
  TF_ONEDNN_USE_SYSTEM_ALLOCATOR: '1',
  GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1',
  MALLOC_ARENA_MAX: '1',
};

/** Whether this system gives large pages to who asks for them; only Linux has the file. */
function hasLargePages(): boolean {
  try {
    return !readFileSync('/sys/kernel/mm/transparent_hugepage/enabled', 'utf8').includes('[never]');
  } catch {
    return false;
  }
}

/**
 * What V8 is told of its heaps. Room for what it has just made, in MB, for each of a compute process's six threads: three such
 * spaces of 16 MB a thread are filled before anything is collected, and what is made here is large, and lies elsewhere (2 MB:
 * 30 MB less at the most; 1 MB: 12 less than that). And how much a heap may grow before all of it is gone through, in per
 * cent: a photo's pixels lie elsewhere, too, but count, so that V8 would go through each heap at every photo, for nothing.
 */
const heaps = {
  one: ['--max-semi-space-size=1'],
  many: ['--max-semi-space-size=2', '--heap-growing-percent=250'],
};

export interface ForkWish {
  /** To be loaded at once; without it, when a request needs one. */
  readonly engine?: EngineChoice | undefined;
  /** Takes as little memory as it can, for one photo. */
  readonly spares?: boolean;
  /** Lets all others have a processor first. */
  readonly givesWay?: boolean;
}

/**
 * Starts the compute process as a child of this Node process. It ends when this process does, and does not hold it up
 * before somebody listens.
 */
export function forkCompute({ engine, spares = false, givesWay = false }: ForkWish = {}): Channel {
  const words = [...(engine === undefined ? [] : [engine]), ...(givesWay ? ['give-way'] : [])];
  const child = fork(entry, words, {
    env: { ...returning, ...(spares && hasLargePages() && sparing), ...process.env },
    execArgv: [...process.execArgv, ...(spares ? heaps.one : heaps.many)],
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
