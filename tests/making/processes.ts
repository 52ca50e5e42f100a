import { readFileSync, watch } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Whether a process lives. One that has ended and that nobody has asked after is over. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch (error) {
    return (error as NodeJS.ErrnoException).syscall === 'open'; // no /proc on this system
  }
}

/** Waits until it is so; the test's own time limit ends the waiting. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(20);
}

/** Calls back at once when a file whose name fits appears in a folder; once. */
export function whenAppears(folder: string, name: RegExp, then: (name: string) => void): void {
  const watcher = watch(folder, (_, appeared) => {
    if (appeared === null || !name.test(appeared)) return;
    watcher.close();
    then(appeared);
  });
}

/** A file that is being written. */
export const halfWritten = /^\.portrait-.*\.tmp$/;
