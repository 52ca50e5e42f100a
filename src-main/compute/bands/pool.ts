import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Band, cutBands } from '../../../src-shared/imaging/rows.ts';
import { type BandDone, type BandTask, type Pass, runPass } from './passes.ts';

/** Below this many pixels, waking the other threads costs more than they save. */
const WORTH_SHARING = 400_000;

const entry = new URL(`./worker.${import.meta.url.slice(-2)}`, import.meta.url);

/** One thread, with the tickets of the bands that it has yet to finish. */
class BandThread {
  private readonly worker = new Worker(entry);
  private readonly waiting = new Map<number, { resolve: () => void; reject: (error: unknown) => void }>();
  private lastTicket = 0;

  constructor() {
    this.worker.unref();
    this.worker.on('message', (done: BandDone) => this.settle(done));
    this.worker.on('error', (error: Error) => {
      for (const { reject } of this.waiting.values()) reject(error);
      this.waiting.clear();
      threads = threads.filter(thread => thread !== this);
    });
  }

  run(pass: Pass, band: Band): Promise<void> {
    const ticket = ++this.lastTicket;
    this.worker.ref();
    this.worker.postMessage({ ticket, pass, band } satisfies BandTask);
    return new Promise((resolve, reject) => this.waiting.set(ticket, { resolve, reject }));
  }

  end(): Promise<number> {
    return this.worker.terminate();
  }

  private settle(done: BandDone) {
    const { ticket } = done;
    if ('error' in done) this.waiting.get(ticket)?.reject(done.error);
    else this.waiting.get(ticket)?.resolve();
    this.waiting.delete(ticket);
    if (this.waiting.size === 0) this.worker.unref();
  }
}

let threads: readonly BandThread[] = [];

/** Starts the threads that lack for one a core, so that they are ready when the next pass comes. */
export function warmThreads(): readonly BandThread[] {
  const missing = Math.max(0, availableParallelism() - threads.length);
  if (missing > 0) threads = [...threads, ...Array.from({ length: missing }, () => new BandThread())];
  return threads;
}

/** Ends the threads; the next pass starts new ones. */
export async function endThreads() {
  const ended = threads;
  threads = [];
  await Promise.all(ended.map(thread => thread.end()));
}

/** What a pixel of a lens blur costs, in pixels of other passes. */
const LENS = 4;

/** Pixels that a pass goes through. */
const work = (pass: Pass): number => {
  const { width, height } = whole(pass);
  return width * height * (pass.kind === 'blur-light' ? LENS : 1);
};

/** The larger picture of the two that a pass goes between. */
function whole(pass: Pass): { readonly width: number; readonly height: number } {
  if (pass.kind === 'weigh') return pass.weighing.photo;
  return pass.kind === 'shrink' ? pass.source : pass.into;
}

/** Runs a pass over all rows of its result, on all cores. What a thread throws is thrown here. */
export const runOnAllCores = (pass: Pass): Promise<void> =>
  startOnAllCores(pass, availableParallelism()).done;

/** A pass under way: its rows are finished from the top down. */
export interface RunningPass {
  readonly done: Promise<void>;
  /** Waits until these rows are finished. */
  readonly whenReady: (rows: { top: number; height: number }) => Promise<void>;
}

/** Starts a pass in so many bands: with more of them than cores, the upper rows are finished early. */
export function startOnAllCores(pass: Pass, count: number): RunningPass {
  const { height } = pass.into;
  const bands = cutBands(height, count).map((band, i) => ({ ...band, finished: startBand(pass, band, i) }));
  const all = (some: typeof bands) => Promise.all(some.map(({ finished }) => finished)).then(() => undefined);
  const done = all(bands);
  // Who waits for rows hears of a failure there; nobody need wait for the whole.
  done.catch(() => undefined);
  return {
    done,
    whenReady: ({ top, height }) => all(bands.filter(({ first, end }) => first < top + height && end > top)),
  };
}

async function startBand(pass: Pass, band: Band, i: number): Promise<void> {
  if (work(pass) < WORTH_SHARING) {
    runPass(pass, band);
    return;
  }
  const workers = warmThreads();
  await workers[i % workers.length].run(pass, band);
}
