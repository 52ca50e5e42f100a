import { basename, resolve } from 'node:path';
import type { View } from '../../src-shared/contract/compute.ts';
import { PortraitError } from '../../src-shared/contract/errors.ts';
import type { Edit } from '../../src-shared/edit/schema.ts';
import { type PhotoJob, readEdit } from '../studio/index.ts';
import { offerNaming } from './offer-naming.ts';
import { editFrom, givenLook, type LookOptions } from './look-options.ts';
import { runAndTell } from './run.ts';
import { planTargets, sourceRequest, type SourceOptions } from './source-options.ts';

export interface RenderOptions extends SourceOptions, LookOptions {
  readonly mask?: string;
  /** A file that the editor saved. */
  readonly edit?: string;
  readonly show: View;
}

/** The main job: blurs or replaces what is behind the subject of each photo. @returns whether all were done */
export async function renderCommand(
  photos: string[],
  options: RenderOptions,
  signal: AbortSignal,
): Promise<boolean> {
  const edit =
    options.edit === undefined
      ? withAbsolutePaths(editFrom(options))
      : await savedEdit(options.edit, options);
  const alone = options.mask !== undefined || options.network !== undefined;
  if (!alone && !edit.key) await offerNaming(edit, signal);
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
  return runAndTell(jobs, folder, { json: options.json ?? false }, signal);
}

/** @throws PortraitError usage when it is no edit, or the look is described twice */
async function savedEdit(path: string, options: RenderOptions): Promise<Edit> {
  const given = givenLook(options);
  if (given.length > 0) {
    const message = `--edit holds the whole look: leave out ${given.join(', ')}.`;
    throw new PortraitError('usage', message);
  }
  const { edit, repaired } = await readEdit(resolve(path), basename(path));
  if (repaired)
    process.stderr.write(`portrait: warning: ${basename(path)}: what was damaged got its default.\n`);
  return edit;
}

/** The compute process has a working folder of its own. */
function withAbsolutePaths(edit: Edit): Edit {
  const { background } = edit;
  if (background.kind !== 'picture') return edit;
  return { ...edit, background: { ...background, path: resolve(background.path) } };
}
