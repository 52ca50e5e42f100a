import { setTimeout as wait } from 'node:timers/promises';
import { type Attempt, attempt } from './attempt.ts';

/** What all tries of one address share. */
export interface MirrorWish extends Omit<Attempt, 'from'> {
  /** Milliseconds before the first new try; each later one that brings nothing waits twice as long. */
  readonly patience: number;
}

/** Tries of one address in a row that bring no byte; the same where nobody answers at all; and tries in all. */
const IDLE_TRIES = 4;
const ABSENT_TRIES = 2;
const MOST_TRIES = 50;

export interface MirrorAnswer {
  /** Bytes that are there now. */
  readonly bytes: number;
  /** Why the file is not whole; absent when it has its length. */
  readonly why?: string;
}

/** Asks one address until it has given the file, refuses it, or brings nothing too often. */
export async function askMirror(from: number, wish: MirrorWish): Promise<MirrorAnswer> {
  let bytes = from;
  let idle = 0;
  for (let tries = 1; bytes < wish.bytes; tries++) {
    const before = bytes;
    const onBytes = (now: number) => wish.onBytes((bytes = now));
    const refusal = await attempt({ ...wish, from: before, onBytes });
    if (!refusal) break;
    idle = bytes > before ? 0 : idle + 1;
    const most = refusal.kind === 'absent' ? ABSENT_TRIES : IDLE_TRIES;
    if (refusal.kind === 'final' || idle >= most || tries === MOST_TRIES) {
      return { bytes, why: refusal.why };
    }
    await wait(wish.patience * 2 ** idle, undefined, { ...(wish.signal && { signal: wish.signal }) });
  }
  return { bytes };
}
