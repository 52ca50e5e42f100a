import type { EngineAnswer, RequestOf } from '../../../src-shared/contract/compute.ts';
import { engineFor } from './network.ts';

/** Which engine this process uses, and why not the other. */
export async function describeEngine({ engine }: RequestOf<'engine'>): Promise<EngineAnswer> {
  const { name, version, whyNot } = await engineFor(engine);
  return { name, version, ...(whyNot === undefined ? {} : { whyNot }) };
}
