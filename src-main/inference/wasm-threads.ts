/**
 * Threads for TensorFlow.js' WASM backend in Node, which it is built with and never uses
 * (https://github.com/tensorflow/tfjs/issues/3830). U²-Netp takes about half the time on two cores. What
 * stands in the way is stepped round while the backend starts, and only then:
 *
 * - its feature test says no to every Node;
 * - it believes that half of the logical cores are real, so two cores are one thread;
 * - it starts a thread, and shows it its program, by the URL of a blob, which Node's workers do not take;
 * - it starts eight threads, whatever it uses, and they keep the process from ending.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Worker as NodeWorker } from 'node:worker_threads';
import { core, wasmPackageFolder } from './tfjs.ts';

const mostThreads = 8;

/** @returns how many threads to ask for on a machine with that many logical cores; 1 is "no threads" */
export function threadsFor(cores: number): number {
  const there = existsSync(`${threadGlue()}.js`) && existsSync(`${threadGlue()}.worker.js`);
  return there ? Math.max(1, Math.min(mostThreads, cores)) : 1;
}

const threadGlue = () => join(wasmPackageFolder(), 'wasm-out', 'tfjs-backend-wasm-threaded-simd');

interface Patchable {
  readonly os: { cpus: () => unknown[] };
  readonly workers: { Worker: typeof NodeWorker };
  readonly globals: { Worker?: unknown };
}

/**
 * Runs the backend's start with the obstacles out of the way.
 *
 * @param start calls `setBackend` and waits for it
 * @throws whatever `start` throws; what ended a thread that has not begun, for which `start` would wait for ever
 */
export async function withThreads<T>(start: () => Promise<T>): Promise<T> {
  const load = createRequire(import.meta.url);
  const os = load('node:os') as Patchable['os'];
  const workers = load('node:worker_threads') as Patchable['workers'];
  const globals = globalThis as Patchable['globals'];
  const before = { cpus: os.cpus, Worker: workers.Worker, globalWorker: globals.Worker };
  const threads = new Set<Thread>();
  const { promise: lost, reject: lose } = Promise.withResolvers<never>();
  core.env().set('WASM_HAS_MULTITHREAD_SUPPORT', true);
  os.cpus = () => [...before.cpus(), ...before.cpus()];
  workers.Worker = threadClass(before.Worker, threads, lose);
  let started = false;
  try {
    const result = await Promise.race([start(), lost]);
    started = true;
    return result;
  } finally {
    os.cpus = before.cpus;
    workers.Worker = before.Worker;
    globals.Worker = before.globalWorker;
    for (const thread of threads) thread.settle(started);
  }
}

interface Thread {
  /**
   * Once the backend has started: an idle thread ends, a working one no longer keeps the process alive. Where it has
   * not, all end.
   */
  settle(started: boolean): void;
}

/**
 * The backend's glue calls `ref` on a worker when it gives it work, which it does while it starts.
 *
 * @param lose told why a thread ended before the backend has started: a system may allow no more threads, or no memory
 */
function threadClass(
  Worker: typeof NodeWorker,
  threads: Set<Thread>,
  lose: (why: Error) => void,
): typeof NodeWorker {
  return class extends Worker implements Thread {
    #working = false;

    constructor() {
      super(threadProgram());
      threads.add(this);
      super.on('error', lose).on('exit', this.#ended);
    }

    /** The glue would throw on what a thread threw, where nobody can catch it. */
    override on(...[event, listener]: Parameters<NodeWorker['on']>): this {
      return event === 'error' ? this : super.on(event, listener);
    }

    readonly #ended = () => lose(new Error('A thread of the WASM engine ended while it was to begin.'));

    override ref(): void {
      this.#working = true;
      super.ref();
    }

    settle(started: boolean): void {
      this.off('exit', this.#ended);
      if (!started || !this.#working) {
        void this.terminate();
        return;
      }
      // From here on, what it throws ends the process, as anything that nobody catches.
      this.off('error', lose);
      this.unref();
    }
  };
}

/**
 * What a thread runs: the package's own worker, given by file what it would ask of a blob. Its text has line
 * feeds where its author had escapes.
 */
function threadProgram(): URL {
  const glue = threadGlue();
  const program = `
    import { createRequire } from 'node:module';
    const require = createRequire(${JSON.stringify(`${glue}.js`)});
    URL.createObjectURL = () => ${JSON.stringify(`${glue}.js`)};
    URL.revokeObjectURL = () => {};
    Object.assign(globalThis, { require, __filename: ${JSON.stringify(`${glue}.js`)}, __dirname: '' });
    (0, eval)(require(${JSON.stringify(`${glue}.worker.js`)}).wasmWorkerContents.replace(/\\n/g, '\\\\n'));
  `;
  return new URL(`data:text/javascript,${encodeURIComponent(program)}`);
}
