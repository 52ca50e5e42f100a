import { resolve } from 'node:path';
import type { View } from '../../src-shared/contract/compute.ts';
import type { Edit } from '../../src-shared/edit/schema.ts';
import type { PhotoJob } from '../studio/index.ts';
import { editFrom, type LookOptions } from './options.ts';
import { runAndTell } from './run.ts';
import { planTargets, sourceRequest, type SourceOptions } from './source-options.ts';

export interface RenderOptions extends SourceOptions, LookOptions {
  readonly mask?: string;
  readonly show: View;
}

/** The main job: blurs or replaces what is behind the subject of each photo. @returns whether all were done */
export function renderCommand(
  photos: string[],
  options: RenderOptions,
  signal: AbortSignal,
): Promise<boolean> {
  const edit = withAbsolutePaths(editFrom(options));
  const transparent = options.show === 'result' && edit.background.kind === 'transparent';
  const { targets, folder, refusal } = planTargets(photos, options, transparent || options.show === 'mask');
  const jobs = targets.map((target): PhotoJob => {
    const refused = refusal(target);
    const request = {
      ...sourceRequest(target, options),
      edit,
      mask: options.mask === undefined ? undefined : resolve(options.mask),
      show: options.show,
    };
    return { method: 'render', request, ...(refused && { refused }) };
  });
  return runAndTell(jobs, folder, options.json ?? false, signal);
}

/** The compute process has a working folder of its own. */
function withAbsolutePaths(edit: Edit): Edit {
  const { background } = edit;
  if (background.kind !== 'picture') return edit;
  return { ...edit, background: { ...background, path: resolve(background.path) } };
}
