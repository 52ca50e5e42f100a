import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/**
 * Mounts a disk of a few kilobytes in memory, for the length of one test.
 *
 * @returns its folder; nothing where this machine does not let us mount
 */
export function smallDisk(folder: string, kilobytes: number): string | undefined {
  const place = join(folder, 'small-disk');
  mkdirSync(place, { recursive: true });
  const options = ['-t', 'tmpfs', '-o', `size=${kilobytes}k,mode=755`, 'tmpfs', place];
  if (process.platform !== 'linux' || spawnSync('mount', options).status !== 0) return undefined;
  onTestFinished(() => void spawnSync('umount', [place]));
  return place;
}
