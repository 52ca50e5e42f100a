import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PortraitError } from '../../src-shared/contract/errors.ts';
import { type CatalogueEntry } from './catalogue.ts';
import { inspectCopy } from './copy.ts';
import { explainDisk } from './explain-disk.ts';
import { entryNamed } from './imported.ts';
import { shippedRoot, userRoot } from './store-roots.ts';

/**
 * Removes a network from the user's own store, whatever its state. What is shipped with the program stays.
 *
 * @throws PortraitError 'model-unknown'; 'model-missing' when the user's store does not have it;
 *   'output-not-writable'
 */
export async function removeModel(name: string): Promise<void> {
  const entry = await entryNamed(name);
  const root = userRoot();
  const { state, folder } = await inspectCopy(entry, root);
  if (state === 'missing') throw await notThere(entry, root);
  try {
    await takeAway(entry, folder, root);
  } catch (error) {
    throw explainDisk(error, root);
  }
}

/** First it loses its name, all at once: nobody finds half a network. */
async function takeAway({ name }: CatalogueEntry, folder: string, root: string): Promise<void> {
  const aside = join(root, `.${name}-${process.pid}-removed`);
  await rm(aside, { recursive: true, force: true });
  await rename(folder, aside);
  await rm(aside, { recursive: true, force: true });
}

async function notThere(entry: CatalogueEntry, root: string): Promise<PortraitError> {
  const { state } = await inspectCopy(entry, shippedRoot());
  const why =
    state === 'missing'
      ? `The network ${entry.title} is not in ${root}, so there is nothing to remove: "portrait models list" says what there is.`
      : `The network ${entry.title} is not in ${root}; it came with the program and stays.`;
  return new PortraitError('model-missing', why);
}
