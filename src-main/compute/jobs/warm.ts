import type { RequestOf } from '../../../src-shared/contract/compute.ts';
import { segmentSubject } from '../../inference/u2netp.ts';
import { warmThreads } from '../bands/pool.ts';
import { networkFor } from './network.ts';
import { anyPhotos } from './photo-cache.ts';

/** The smallest picture that the network takes. */
const speck = { width: 1, height: 1, data: new Uint8Array(3) };

/**
 * Loads the network, and runs it once, because the first run takes twice as long as the next (measured): memory and
 * fused kernels are made in it. Once a photo has come, its own run is the first.
 */
export async function warm({ engine }: RequestOf<'warm'>): Promise<null> {
  warmThreads();
  const { network } = await networkFor(engine);
  if (!anyPhotos()) await segmentSubject(network, speck);
  return null;
}
