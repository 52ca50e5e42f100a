import type { Edit } from '../../src-shared/edit/schema.ts';
import { namingModel } from '../models/index.ts';
import { offerModel } from './offer-model.ts';

interface Wish extends Pick<Edit, 'style' | 'subject'> {
  /** A list of what is there. */
  readonly labels?: boolean;
}

/**
 * Classes need the network that names things, and the classic style is nobody else's: where it is missing, it is offered
 * before the first photo. Without it, each photo says how to get it.
 */
export async function offerNaming({ style, subject, labels }: Wish, signal: AbortSignal): Promise<void> {
  const classic = style === 'classic' && subject !== 'any';
  if (typeof subject === 'string' && !classic && !labels) return;
  if (await namingModel()) return;
  await offerModel('deeplab', { stdin: process.stdin, stderr: process.stderr, signal });
}
