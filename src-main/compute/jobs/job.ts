import type { Progress, Stage } from '../../../src-shared/contract/compute.ts';

/** What every job is given beside its request. */
export interface JobContext {
  /** Aborted with a `cancelled` PortraitError. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** How far a job has come once a stage begins, as a share of the whole. A photo is read before its subject is found or after. */
const BEGINS: Record<Stage, number> = { read: 0, segment: 0.2, matte: 0.5, composite: 0.65, write: 0.8 };

/** Times the stages of one job, tells how far it is, and stops it between stages when it is cancelled. */
export class StageClock {
  readonly timings: Partial<Record<Stage | 'total', number>> = {};
  private readonly started = performance.now();
  private share = 0;
  private readonly context: JobContext;

  constructor(context: JobContext) {
    this.context = context;
  }

  /** Runs one stage. @throws the signal's reason when the job was cancelled before it */
  async time<T>(stage: Stage, work: () => T | Promise<T>): Promise<T> {
    this.context.signal.throwIfAborted();
    this.share = Math.max(this.share, BEGINS[stage]);
    this.context.onProgress({ stage, share: this.share });
    const from = performance.now();
    const result = await work();
    this.timings[stage] = round((this.timings[stage] ?? 0) + performance.now() - from);
    return result;
  }

  /** All timings in milliseconds, with the total up to now. A job that has come so far is done, cancelled or not. */
  finish(): Partial<Record<Stage | 'total', number>> {
    return { ...this.timings, total: round(performance.now() - this.started) };
  }
}

const round = (milliseconds: number): number => Math.round(milliseconds * 10) / 10;
