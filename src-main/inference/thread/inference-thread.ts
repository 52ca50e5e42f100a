import { Worker } from 'node:worker_threads';
import { fromFailure, type PortraitError } from '../../../src-shared/contract/errors.ts';
import type { Ask, FromThread, Replies, ToThread } from './messages.ts';

/** The entry beside this file: .ts when run from the sources, .js when built. */
const entry = new URL(`./worker.${import.meta.url.slice(-2)}`, import.meta.url);

interface Waiting {
  readonly resolve: (reply: unknown) => void;
  readonly reject: (error: PortraitError) => void;
}

/** A network in the second thread loads and runs beside one in the first. */
export type ThreadName = 'first' | 'second';

/**
 * A thread that runs networks, one after the other. It keeps the process alive only while it has something to do. When
 * it fails, so does the process: what was loaded is gone, and a new process has it all again.
 */
export class InferenceThread {
  private static readonly started = new Map<ThreadName, InferenceThread>();
  private readonly worker = new Worker(entry);
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;

  private constructor() {
    this.worker.unref();
    this.worker.on('message', (message: FromThread) => this.settle(message));
    this.worker.on('error', error => {
      throw error;
    });
  }

  /** The thread of that name; started when it is first asked for. */
  static running(name: ThreadName): InferenceThread {
    const thread = InferenceThread.started.get(name) ?? new InferenceThread();
    InferenceThread.started.set(name, thread);
    return thread;
  }

  /** Ends all threads, and what was loaded in them with them. A thread that is asked for again is a new one. */
  static async endAll(): Promise<void> {
    const threads = [...InferenceThread.started.values()];
    InferenceThread.started.clear();
    await Promise.all(threads.map(({ worker }) => worker.terminate()));
  }

  /**
   * @param given memory that goes over to the thread, and is gone here
   * @throws PortraitError what the engine says
   */
  ask<A extends Ask>(ask: A, given: readonly ArrayBuffer[] = []): Promise<Replies[A['kind']]> {
    const id = ++this.lastId;
    this.worker.ref();
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
      this.worker.postMessage({ id, ask } satisfies ToThread, given);
    });
  }

  private settle(message: FromThread) {
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (this.waiting.size === 0) this.worker.unref();
    if ('failure' in message) waiting?.reject(fromFailure(message.failure));
    else waiting?.resolve(message.reply);
  }
}
