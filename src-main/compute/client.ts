import type { Answers, FromCompute, Method, Progress, RequestOf } from '../../src-shared/contract/compute.ts';
import { fromFailure, PortraitError } from '../../src-shared/contract/errors.ts';
import { type Channel, type Ending, forkCompute } from './channel.ts';
import { explainEnding } from './ending.ts';

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

interface Pending {
  readonly channel: Channel;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: PortraitError) => void;
  readonly onProgress?: CallOptions['onProgress'];
}

type OnDeath = (pid: number | undefined, ending: Ending | undefined) => Promise<void>;

/** How long a cancelled job may take to stop by itself before its process is killed, in milliseconds. */
const GRACE = 1000;

/**
 * Asks the compute process, starting it when it is first needed and again after it died. Calls in flight
 * when it dies fail with `compute-died`; nothing that it was writing is left behind.
 */
export class ComputeClient {
  private channel: Channel | undefined;
  private readonly pending = new Map<number, Pending>();
  private lastId = 0;
  private readonly start: () => Channel;
  private readonly onDeath: OnDeath;

  /**
   * @param start gives a fresh compute process
   * @param first one that was started already, which serves first
   * @param onDeath clears away what the process with this id left half-written; told how it ended, unless it was closed
   */
  constructor({
    start = () => forkCompute(),
    first,
    onDeath = () => Promise.resolve(),
  }: { start?: () => Channel; first?: Channel; onDeath?: OnDeath } = {}) {
    this.start = start;
    this.onDeath = onDeath;
    if (first) this.channel = this.heard(first);
  }

  /** The running process, if there is one. */
  get pid(): number | undefined {
    return this.channel?.pid;
  }

  /**
   * Runs one job in the compute process.
   * @throws PortraitError with the job's own code, `cancelled`, or `compute-died`
   */
  call<M extends Method>(method: M, request: RequestOf<M>, options: CallOptions = {}): Promise<Answers[M]> {
    const { signal, onProgress } = options;
    if (signal?.aborted) return Promise.reject(cancelled());
    const channel = (this.channel ??= this.open());
    const id = ++this.lastId;
    const answer = new Promise<unknown>((resolve, reject) => {
      this.pending.set(id, { channel, resolve, reject, onProgress });
    });
    channel.send({ id, method, request });
    return this.untilAborted(id, channel, answer, signal) as Promise<Answers[M]>;
  }

  /** Ends the process; calls in flight fail as cancelled. */
  close() {
    const { channel } = this;
    this.channel = undefined;
    this.failAll(cancelled());
    channel?.kill();
  }

  private open(): Channel {
    return this.heard(this.start());
  }

  private heard(channel: Channel): Channel {
    channel.listen(
      message => this.receive(message),
      ending => void this.bury(channel, ending),
    );
    return channel;
  }

  private receive(message: FromCompute) {
    if (!('id' in message)) return;
    const waiting = this.pending.get(message.id);
    if (!waiting) return;
    if ('progress' in message) {
      waiting.onProgress?.(message.progress);
      return;
    }
    this.pending.delete(message.id);
    if ('failure' in message) waiting.reject(fromFailure(message.failure));
    else waiting.resolve(message.answer);
  }

  private async bury(channel: Channel, ending: Ending) {
    const isClosed = this.channel !== channel;
    if (!isClosed) this.channel = undefined;
    // A process that was closed may end after its successor has been given calls of its own.
    const lost = [...this.pending].filter(([, call]) => call.channel === channel);
    for (const [id] of lost) this.pending.delete(id);
    await this.onDeath(channel.pid, isClosed ? undefined : ending);
    for (const [, { reject }] of lost) reject(explainEnding(ending));
  }

  private async untilAborted(id: number, channel: Channel, answer: Promise<unknown>, signal?: AbortSignal) {
    if (!signal) return answer;
    let kill: NodeJS.Timeout | undefined;
    const abort = () => {
      channel.send({ cancel: id });
      kill = setTimeout(() => channel.kill(), GRACE);
    };
    signal.addEventListener('abort', abort, { once: true });
    try {
      return await answer;
    } catch (error) {
      throw signal.aborted ? cancelled() : error;
    } finally {
      clearTimeout(kill);
      signal.removeEventListener('abort', abort);
    }
  }

  private failAll(error: PortraitError) {
    for (const { reject } of this.pending.values()) reject(error);
    this.pending.clear();
  }
}

const cancelled = () => new PortraitError('cancelled', 'Cancelled.');
