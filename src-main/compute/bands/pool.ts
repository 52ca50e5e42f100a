import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Band, cutBands } from '../../../src-shared/imaging/rows.ts';
import { type Pass, type PassNews, type PassTask, runPass } from './passes.ts';

/** Below this many pixels, waking the other threads costs more than they save. */
const WORTH_SHARING = 400_000;

const entry = new URL(`./worker.${import.meta.url.slice(-2)}`, import.meta.url);

/** One thread, with the passes that it still has bands of. */
class BandThread {
  private readonly worker = new Worker(entry);
  private readonly open = new Map<number, Settling>();

  constructor() {
    this.worker.unref();
    this.worker.on('message', (news: PassNews) => this.hear(news));
    this.worker.on('error', (error: Error) => {
      for (const { reject } of [...this.open.values()].flat()) reject(error);
      this.open.clear();
      threads = threads.filter(thread => thread !== this);
    });
  }

  /** @param settling what waits for each band */
  take(task: PassTask, settling: Settling) {
    this.worker.ref();
    this.open.set(task.ticket, settling);
    this.worker.postMessage(task);
  }

  end(): Promise<number> {
    return this.worker.terminate();
  }

  private hear(news: PassNews) {
    if ('band' in news) {
      settle(this.open.get(news.ticket)?.[news.band], news);
      return;
    }
    this.open.delete(news.ticket);
    if (this.open.size === 0) this.worker.unref();
  }
}

/** What waits for a band. */
interface Waiting {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** One a band. */
type Settling = readonly Waiting[];

function settle(waiting: Waiting | undefined, news: { error?: unknown }) {
  if ('error' in news) waiting?.reject(news.error);
  else waiting?.resolve();
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

/** What a pixel costs that is blurred or filled in, in pixels of other passes. */
const COSTLY = 4;

/** Pixels that a pass goes through. */
const work = (pass: Pass): number => {
  const { width, height } = whole(pass);
  return width * height * (pass.kind === 'blur-light' || pass.kind === 'push' ? COSTLY : 1);
};

/** The larger picture of the two that a pass goes between. */
function whole(pass: Pass): { readonly width: number; readonly height: number } {
  if (pass.kind === 'weigh') return pass.weighing.photo;
  return pass.kind === 'shrink' ? pass.source : pass.into;
}

/** Bands that each core gets of a pass: what some of them save in time, the others can use. */
const SHARE = 2;

/** Runs a pass over all rows of its result, on all cores. What a thread throws is thrown here. */
export const runOnAllCores = (pass: Pass): Promise<void> =>
  startOnAllCores(pass, availableParallelism() * (runsUp(pass) ? 1 : SHARE)).done;

/** Whether each of a pass's bands first goes through rows above it. */
const runsUp = ({ kind }: Pass): boolean =>
  kind === 'blur-light' || kind === 'feather' || kind === 'shift-edge';

/** A pass under way: its rows are finished from the top down. */
export interface RunningPass {
  readonly done: Promise<void>;
  /** Waits until these rows are finished. */
  readonly whenReady: (rows: { top: number; height: number }) => Promise<void>;
}

/** Starts a pass in so many bands: with more of them than cores, the upper rows are finished early. */
export function startOnAllCores(pass: Pass, count: number): RunningPass {
  const cut = cutBands(pass.into.height, count);
  const settling = cut.map((): Waiting => Promise.withResolvers());
  if (work(pass) < WORTH_SHARING) runHere(pass, cut, settling);
  else deal(pass, cut, settling);
  const bands = cut.map((band, i) => ({ ...band, finished: settling[i].promise }));
  const all = (some: typeof bands) => Promise.all(some.map(({ finished }) => finished)).then(() => undefined);
  const done = all(bands);
  // Who waits for rows hears of a failure there; nobody need wait for the whole.
  done.catch(() => undefined);
  return {
    done,
    whenReady: ({ top, height }) => all(bands.filter(({ first, end }) => first < top + height && end > top)),
  };
}

let lastTicket = 0;

/** Every thread gets the whole pass, and takes bands of it as fast as it can. */
function deal(pass: Pass, bands: readonly Band[], settling: Settling) {
  const taken = new Int32Array(new SharedArrayBuffer(4));
  const task: PassTask = { ticket: ++lastTicket, pass, bands, taken };
  for (const thread of warmThreads().slice(0, bands.length)) thread.take(task, settling);
}

function runHere(pass: Pass, bands: readonly Band[], settling: Settling) {
  for (const [i, band] of bands.entries()) {
    try {
      runPass(pass, band);
      settling[i].resolve();
    } catch (error) {
      settling[i].reject(error);
    }
  }
}
