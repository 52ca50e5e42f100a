import type { PhotoJob } from '../studio/index.ts';
import { runAndTell } from './run.ts';
import { planTargets, sourceRequest, type SourceOptions } from './source-options.ts';

/** Writes what the network says of each photo. @returns whether all were done */
export function segmentCommand(
  photos: string[],
  options: SourceOptions,
  signal: AbortSignal,
): Promise<boolean> {
  const { targets, folder, refusal } = planTargets(photos, options, true);
  const jobs = targets.map((target): PhotoJob => {
    const refused = refusal(target);
    return { method: 'segment', request: sourceRequest(target, options), ...(refused && { refused }) };
  });
  return runAndTell(jobs, folder, options.json ?? false, signal);
}
