import { readdirSync, readFileSync } from 'node:fs';

/** What Linux says of processes. */

/** The processes that one has started. */
export function childrenOf(pid: number): number[] {
  const tasks = readdirSync(`/proc/${pid}/task`);
  const lines = tasks.map(task => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8'));
  return lines.flatMap(line => line.trim().split(' ').filter(Boolean).map(Number));
}

/** The child whose command line holds this. */
export const childNamed = (pid: number, part: string): number | undefined =>
  childrenOf(pid).find(child => hasWord(child, part));

export function hasWord(pid: number, part: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(part);
  } catch {
    return false; // it has just ended
  }
}

export const threadsOf = (pid: number): number[] => readdirSync(`/proc/${pid}/task`).map(Number);

/** A process and all below it. */
export const familyOf = (pid: number): number[] => [pid, ...childrenOf(pid).flatMap(familyOf)];

/** Proportional resident memory in megabytes: what processes share is counted once. */
export const megabytes = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => sum + kilobytes(pid, 'Pss'), 0) / 1024;

/**
 * Resident memory of a process that is no file's, in megabytes. A mapped library counts the less in the proportional
 * memory of each, the more other programs have it open.
 */
export const ownMegabytes = (pid: number): number =>
  (kilobytes(pid, 'Pss_Anon') + kilobytes(pid, 'Pss_Shmem')) / 1024;

function kilobytes(pid: number, of: 'Pss' | 'Pss_Anon' | 'Pss_Shmem'): number {
  try {
    const told = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(new RegExp(`^${of}:\\s+(\\d+)`, 'm').exec(told)?.[1] ?? 0);
  } catch {
    return 0; // it has just ended
  }
}

/** Clock ticks a second, as all Linux systems that we meet have it. */
const TICKS = 100;

/** Time on a processor so far, in milliseconds. */
export function cpuMilliseconds(pid: number): number {
  const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name in parentheses may hold blanks.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS;
}
