import { basename, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { type View, views } from '../../src-shared/contract/compute.ts';
import { PortraitError } from '../../src-shared/contract/errors.ts';
import type { Edit } from '../../src-shared/edit/schema.ts';
import { readEdit } from '../studio/index.ts';
import { addLookOptions, editFrom, givenLook, type LookOptions } from './look-options.ts';
import { offerNaming } from './offer-naming.ts';

/** What is to be made of a photo, as the parser gives it: of one as of many. */
export interface PictureOptions extends LookOptions {
  readonly mask?: string;
  readonly network?: string;
  /** A file that the editor saved. */
  readonly edit?: string;
  readonly show: View;
}

export const addPictureOptions = (command: Command): Command =>
  addLookOptions(command)
    .option('--edit <edit>', 'the recipe that the editor saved, as JSON; instead of the look options')
    .option('--mask <picture>', 'take the subject from this mask (white) instead of the network')
    .addOption(new Option('--show <view>', 'what to write').choices(views).default('result'));

/**
 * The edit that the options mean. Offers the network that its subject needs.
 * @throws PortraitError usage when options contradict each other; edit-not-an-edit
 */
export async function wishedEdit(options: PictureOptions, signal: AbortSignal): Promise<Edit> {
  const edit =
    options.edit === undefined
      ? withAbsolutePaths(editFrom(options))
      : await savedEdit(options.edit, options);
  const alone = options.mask !== undefined || options.network !== undefined;
  if (!alone && !edit.key) await offerNaming(edit, signal);
  return edit;
}

/** @throws PortraitError usage when it is no edit, or the look is described twice */
async function savedEdit(path: string, options: PictureOptions): Promise<Edit> {
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
