import type { Subject } from '../../src-shared/edit/subject.ts';
import type { PhotoJob } from '../studio/index.ts';
import { offerNaming } from './offer-naming.ts';
import { runAndTell } from './run.ts';
import { planTargets, sourceRequest, type SourceOptions } from './source-options.ts';

export interface SegmentOptions extends SourceOptions {
  readonly subject?: Subject;
  readonly labels?: true;
}

/** Writes what the network says of each photo. @returns whether all were done */
export async function segmentCommand(
  photos: string[],
  options: SegmentOptions,
  signal: AbortSignal,
): Promise<boolean> {
  if (options.network === undefined)
    await offerNaming({ style: 'lens', subject: options.subject ?? 'auto' }, signal);
  const { targets, folder, refusal } = planTargets(photos, options, true);
  const jobs = targets.map((target): PhotoJob => {
    const refused = refusal(target);
    const request = { ...sourceRequest(target, options), subject: options.subject ?? 'auto' };
    return { method: 'segment', request, ...(refused && { refused }) };
  });
  const { json = false, labels = false } = options;
  return runAndTell(jobs, folder, { json, labels }, signal);
}
