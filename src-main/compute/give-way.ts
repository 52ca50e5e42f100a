import { readdirSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';

/** Linux: threads have each a priority of their own, and those to come that of who starts them. */
const THREADS = '/proc/self/task';

/**
 * Lets windows, and who answers them, go first: where all processors are taken, a person's hand must not wait for a
 * network. Where nobody else wants a processor, it takes nothing from the jobs.
 */
export function giveWay(): void {
  const threads = process.platform === 'linux' ? readdirSync(THREADS).map(Number) : [process.pid];
  for (const thread of threads) giveWayAs(thread);
}

/** The same for a process that has just been started, which takes a processor for a while before it reads a word. */
export function giveWayAs(id: number): void {
  try {
    // It may be lower already, where the whole program is.
    setPriority(id, Math.max(getPriority(id), constants.priority.PRIORITY_BELOW_NORMAL));
  } catch {
    // It works as well, and others wait.
  }
}
