import { resolve } from 'node:path';
import { PortraitError } from '../../src-shared/contract/errors.ts';
import type { Subject } from '../../src-shared/edit/subject.ts';
import type { PhotoJob } from '../studio/index.ts';
import { offerNaming } from './offer-naming.ts';
import { runAndTell } from './run.ts';
import { planTargets, sourceRequest, type SourceOptions } from './source-options.ts';

export interface SegmentOptions extends Omit<SourceOptions, 'output'> {
  /** Where the mask goes; without it, nothing is written. */
  readonly output?: string;
  readonly subject?: Subject;
  readonly labels?: true;
}

/** Writes what the network says of each photo, or only lists what is there. @returns whether all were done */
export async function segmentCommand(
  photos: string[],
  options: SegmentOptions,
  signal: AbortSignal,
): Promise<boolean> {
  const { output, json = false, labels = false, subject = 'auto' } = options;
  if (output === undefined && !labels) {
    const message =
      'Expected a file or a folder for the mask: give -o, --output, or --labels to list what is there.';
    throw new PortraitError('usage', message);
  }
  const { jobs, folder } =
    output === undefined
      ? { jobs: photos.map(photo => listing(photo, options)) }
      : masks(photos, { ...options, output });
  if (options.network === undefined) await offerNaming({ style: 'lens', subject, labels }, signal);
  return runAndTell(jobs, folder, { json, labels }, signal);
}

function masks(photos: string[], options: SegmentOptions & SourceOptions) {
  const { targets, folder, refusal } = planTargets(photos, options, true);
  const jobs = targets.map((target): PhotoJob => {
    const refused = refusal(target);
    const request = { ...sourceRequest(target, options), subject: options.subject ?? 'auto' };
    return { method: 'segment', request, ...(refused && { refused }) };
  });
  return { jobs, folder };
}

function listing(
  photo: string,
  { subject = 'auto', engine, network, maxMegapixels }: SegmentOptions,
): PhotoJob {
  return { method: 'classes', request: { photo: resolve(photo), subject, engine, network, maxMegapixels } };
}
