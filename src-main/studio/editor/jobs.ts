import type { Answers, Method, RequestOf } from '../../../src-shared/contract/compute.ts';
import type { ComputeClient } from '../../compute/client.ts';
import type { Caller } from './caller.ts';

/** What is under way for the windows: each job has the name that its window chose. */
export class Jobs {
  private readonly compute: ComputeClient;
  private readonly running = new Map<string, Set<AbortController>>();

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
    const key = keyOf(caller, job);
    const stop = new AbortController();
    const mine = this.running.get(key) ?? new Set();
    this.running.set(key, mine.add(stop));
    try {
      const onProgress = (progress: Parameters<NonNullable<CallProgress>>[0]) =>
        caller.emit('progress', { job, ...progress });
      return await this.compute.call(method, request, { signal: stop.signal, onProgress });
    } finally {
      mine.delete(stop);
      if (mine.size === 0) this.running.delete(key);
    }
  }

  cancel(caller: Caller, job: string) {
    for (const stop of this.running.get(keyOf(caller, job)) ?? []) stop.abort();
  }

  cancelAll() {
    for (const stops of this.running.values()) for (const stop of stops) stop.abort();
  }
}

type CallProgress = NonNullable<Parameters<ComputeClient['call']>[2]>['onProgress'];

const keyOf = ({ id }: Caller, job: string): string => `${id}\n${job}`;
