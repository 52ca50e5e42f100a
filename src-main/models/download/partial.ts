import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SILENCE } from './agent.ts';

/**
 * What has come of a file so far, kept between runs. Whoever takes it gives it a name of his own, which only one of
 * two processes can do; the other begins anew. Nothing is locked, so nothing stays locked after a crash.
 */
export interface Partial {
  readonly path: string;
  /** Bytes that are there already. */
  readonly bytes: number;
}

/** A living download writes at least this often, or has given up. */
const ABANDONED_AFTER = 3 * SILENCE;

const resting = (sum: string) => `.part-${sum.slice(0, 16)}`;

/** Takes what an earlier run left of the file with this sum; the longest, if there are several. */
export async function takePartial(folder: string, sum: string): Promise<Partial> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${resting(sum)}-${process.pid}-${randomBytes(4).toString('hex')}`);
  for (const { path: left, bytes } of await leftBehind(folder, sum)) {
    const taken = await rename(left, path).then(
      () => true,
      () => false,
    );
    if (taken) return { path, bytes };
  }
  return { path, bytes: 0 };
}

/** Leaves a partial for the next run. */
export async function restPartial(folder: string, sum: string, { path }: Partial): Promise<void> {
  await rename(path, join(folder, resting(sum))).catch(() => rm(path, { force: true }));
}

export const dropPartial = ({ path }: Partial): Promise<void> => rm(path, { force: true });

/** What others left of a file that is here now. */
export async function dropAbandoned(folder: string, sum: string): Promise<void> {
  for (const { path } of await leftBehind(folder, sum)) await rm(path, { force: true });
}

async function leftBehind(folder: string, sum: string): Promise<Partial[]> {
  const names = (await readdir(folder)).filter(name => name.startsWith(resting(sum)));
  const looked = await Promise.all(names.map(name => look(join(folder, name), name === resting(sum))));
  return looked.filter(partial => partial !== undefined).sort((a, b) => b.bytes - a.bytes);
}

/** @param free nobody writes to it, however young it is */
async function look(path: string, free: boolean): Promise<Partial | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return undefined;
  return free || Date.now() - found.mtimeMs > ABANDONED_AFTER ? { path, bytes: found.size } : undefined;
}
