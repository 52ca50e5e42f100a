import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { onTestFinished } from 'vitest';

const ran = (program: string, words: readonly string[]): boolean => spawnSync(program, words).status === 0;

/** A disk in memory that can be taken away, as one over the network can. */
export interface Drive {
  /** Nothing can be written any more. */
  readonly lock: () => void;
  /** It is gone, whoever still has files of it open. */
  readonly unplug: () => void;
}

/** @returns nothing where this machine does not let us mount */
export function mountDrive(place: string, kilobytes = 8192): Drive | undefined {
  mkdirSync(place, { recursive: true });
  const options = ['-t', 'tmpfs', '-o', `size=${kilobytes}k,mode=755`, 'tmpfs', place];
  if (process.platform !== 'linux' || !ran('mount', options)) return undefined;
  const unplug = () => void ran('umount', ['-l', place]);
  onTestFinished(unplug);
  return { unplug, lock: () => void ran('mount', ['-o', 'remount,ro', place]) };
}

export const noMounts = 'this machine does not let us mount';
