import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PortraitError } from '../../src-shared/contract/errors.ts';
import { type CatalogueEntry } from './catalogue.ts';
import { inspectCopy } from './copy.ts';
import { explainDisk } from './explain-disk.ts';
import { entryNamed, strayNames } from './imported.ts';
import { shippedRoot, userRoot } from './store-roots.ts';

/**
 * Removes a network from the user's own store, whatever its state. What is shipped with the program stays.
 *
 * @throws PortraitError 'model-unknown'; 'model-missing' when the user's store does not have it;
 *   'output-not-writable'
 */
export async function removeModel(name: string): Promise<void> {
  const root = userRoot();
  if (!(await strayNames()).includes(name)) await checkThere(await entryNamed(name), root);
  try {
    await takeAway(name, root);
  } catch (error) {
    throw explainDisk(error, root);
  }
}

async function checkThere(entry: CatalogueEntry, root: string): Promise<void> {
  const { state } = await inspectCopy(entry, root);
  if (state === 'missing') throw await notThere(entry, root);
}

/** First it loses its name, all at once: nobody finds half a network. */
async function takeAway(name: string, root: string): Promise<void> {
  const aside = join(root, `.${name}-${process.pid}-removed`);
  await rm(aside, { recursive: true, force: true });
  await rename(join(root, name), aside);
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
