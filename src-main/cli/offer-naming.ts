import type { Subject } from '../../src-shared/edit/subject.ts';
import { offerModel } from './offer-model.ts';

/**
 * Classes need the network that names things: where it is missing, it is offered before the first photo. Without it, each
 * photo says how to get it.
 */
export async function offerNaming(subject: Subject, signal: AbortSignal): Promise<void> {
  if (typeof subject === 'string') return;
  await offerModel('deeplab', { stdin: process.stdin, stderr: process.stderr, signal });
}
