import { setTimeout } from 'node:timers/promises';
import type { Answers, Method, RequestOf } from '../../../src-shared/contract/compute.ts';
import type { JobStage } from '../../../src-shared/contract/editor/app.ts';
import type { ComputeClient } from '../../compute/client.ts';
import type { Caller } from './caller.ts';

export interface Following {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { readonly stage: JobStage; readonly share: number }) => void;
}

/** What is under way for the windows: each job has the name that its window chose. */
export class Jobs {
  private readonly compute: ComputeClient;
  private readonly running = new Map<string, Set<AbortController>>();
  private readonly writing = new Set<Promise<unknown>>();

  constructor(compute: ComputeClient) {
    this.compute = compute;
  }

  /** Asks the compute process on behalf of a window's job, which hears of its progress and can cancel it. */
  async run<M extends Method>(
    caller: Caller,
    job: string,
    method: M,
    request: RequestOf<M>,
  ): Promise<Answers[M]> {
    return this.follow(caller, job, following => this.compute.call(method, request, following));
  }

  /** Has a file written as part of a job. */
  render(request: RequestOf<'render'>, following: Following): Promise<Answers['render']> {
    const answer = this.compute.call('render', request, following);
    this.writing.add(answer);
    return answer.finally(() => this.writing.delete(answer));
  }

  /** Does this side's own work as a window's job, which hears of its progress and can cancel it. */
  async follow<T>(caller: Caller, job: string, work: (following: Following) => Promise<T>): Promise<T> {
    const key = keyOf(caller, job);
    const stop = new AbortController();
    const mine = this.running.get(key) ?? new Set();
    this.running.set(key, mine.add(stop));
    try {
      const onProgress: Following['onProgress'] = progress => caller.emit('progress', { job, ...progress });
      return await work({ signal: stop.signal, onProgress });
    } finally {
      mine.delete(stop);
      if (mine.size === 0) this.running.delete(key);
    }
  }

  /** Until every file that is being written is, or for this long, in milliseconds. */
  async written(most = 60_000): Promise<void> {
    const stop = new AbortController();
    const enough = setTimeout(most, undefined, { signal: stop.signal, ref: false }).catch(() => undefined);
    await Promise.race([Promise.allSettled(this.writing), enough]);
    stop.abort();
  }

  cancel(caller: Caller, job: string) {
    for (const stop of this.running.get(keyOf(caller, job)) ?? []) stop.abort();
  }

  cancelAll() {
    for (const stops of this.running.values()) for (const stop of stops) stop.abort();
  }
}

const keyOf = ({ id }: Caller, job: string): string => `${id}\n${job}`;
