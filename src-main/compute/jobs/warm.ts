import type { RequestOf } from '../../../src-shared/contract/compute.ts';
import { warmThreads } from '../bands/pool.ts';
import { Look } from '../subject/look.ts';
import { networksFor } from '../subject/networks.ts';
import { anyPhotos } from './photo-cache.ts';

/** The smallest picture that there is. */
const speck = { width: 1, height: 1, data: new Uint8Array(3) };

/**
 * Loads the networks, and runs each once, because the first run takes twice as long as the next (measured): memory and
 * fused kernels are made in it. Once a photo has come, its own runs are the first.
 */
export async function warm({ engine }: RequestOf<'warm'>): Promise<null> {
  warmThreads();
  const look = new Look(speck, await networksFor(engine));
  for (const ask of [() => look.outline(), () => look.named(), () => look.people()]) {
    if (!anyPhotos()) await ask();
  }
  return null;
}
