import { resolve } from 'node:path';
import type { PhotoJob } from '../studio/index.ts';
import { type PictureOptions, wishedEdit } from './picture-options.ts';
import { runAndTell } from './run.ts';
import { planTargets, sourceRequest, type SourceOptions } from './source-options.ts';

export type RenderOptions = SourceOptions & PictureOptions;

/** The main job: blurs or replaces what is behind the subject of each photo. @returns whether all were done */
export async function renderCommand(
  photos: string[],
  options: RenderOptions,
  signal: AbortSignal,
): Promise<boolean> {
  const edit = await wishedEdit(options, signal);
  const transparent = options.show === 'result' && edit.background.kind === 'transparent';
  const { targets, folder, refusal } = planTargets(photos, options, transparent || options.show === 'mask');
  const jobs = targets.map((target): PhotoJob => {
    const refused = refusal(target);
    const request = {
      ...sourceRequest(target, options),
      edit,
      mask: options.mask === undefined ? undefined : resolve(options.mask),
      show: options.show,
      last: targets.length === 1,
    };
    return { method: 'render', request, ...(refused && { refused }) };
  });
  return runAndTell(jobs, folder, { json: options.json ?? false }, signal);
}
