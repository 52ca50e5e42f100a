import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Two empty stores and a folder for temporary files, in a folder of their own. */
export interface Stores {
  readonly base: string;
  readonly user: string;
  readonly shipped: string;
}

export async function makeStores(): Promise<Stores> {
  const base = await mkdtemp(join(tmpdir(), 'portrait-stores-'));
  return { base, user: join(base, 'user'), shipped: join(base, 'shipped') };
}

export const removeStores = ({ base }: Stores) => rm(base, { recursive: true, force: true });
