import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'portrait-network-';

/** A network is read within seconds: a folder that is older was left by a process that was killed over it. */
const STALE_AFTER = 10 * 60_000;

/** Lends a folder for as long as the work takes, and removes those that were left behind. */
export async function inScratchFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  await removeStale();
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Those of other users stay, and are no harm. */
async function removeStale(): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => []);
  for (const name of names.filter(one => one.startsWith(PREFIX))) {
    const path = join(tmpdir(), name);
    const found = await stat(path).catch(() => undefined);
    if (!found || Date.now() - found.mtimeMs < STALE_AFTER) continue;
    await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}
