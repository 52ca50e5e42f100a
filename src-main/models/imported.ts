import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogueEntry, loadCatalogue, type CatalogueEntry } from './catalogue.ts';
import { readInstalled } from './copy.ts';
import { storeRoots } from './store-roots.ts';

/** Networks that the user brought: the store itself is their catalogue. Those that do not read are left out. */
export async function importedEntries(): Promise<CatalogueEntry[]> {
  const root = ownRoot();
  const entries = await Promise.all((await ownNames(root)).map(name => entryIn(root, name)));
  return entries.flatMap(entry => entry ?? []);
}

/** Folders of the user's store with a network in them and no record that says which: nothing can be done with these. */
export async function strayNames(): Promise<string[]> {
  const root = ownRoot();
  const looked = (await ownNames(root)).map(async name => {
    const files = await readdir(join(root, name)).catch((): string[] => []);
    const isNetwork = files.includes('weights.bin') || files.includes('model.json');
    return isNetwork && !(await entryIn(root, name)) ? [name] : [];
  });
  return (await Promise.all(looked)).flat();
}

const ownRoot = (): string => storeRoots().find(({ where }) => where === 'user')?.root ?? '';

/** Of what lies in the store beside the catalogue's networks. */
async function ownNames(root: string): Promise<string[]> {
  const folders = await readdir(root).catch(() => []);
  const listed = new Set(loadCatalogue().map(({ name }) => name));
  return folders.filter(name => !name.startsWith('.') && !listed.has(name)).toSorted();
}

async function entryIn(root: string, name: string): Promise<CatalogueEntry | undefined> {
  const entry = (await readInstalled(join(root, name)))?.imported;
  // A folder that was renamed, or a record that names another, is none of ours.
  return entry?.name === name ? entry : undefined;
}

/**
 * What is known of a network, of the catalogue or brought by the user.
 *
 * @throws PortraitError 'model-unknown', naming those of the catalogue
 */
export async function entryNamed(name: string): Promise<CatalogueEntry> {
  return (await importedEntries()).find(entry => entry.name === name) ?? catalogueEntry(name);
}

/** What running a network that the user brought takes, see src-main/inference/imported.ts. */
export function runningFacts({ input, output }: CatalogueEntry) {
  const { normalisation, size, columns = size } = input;
  return {
    rows: size,
    columns,
    range: normalisation.kind === 'range' ? normalisation.range : ([0, 1] as const),
    labels: output.labels ?? ['subject'],
    answers: output.answers ?? 'probabilities',
    grid: output.grid ?? 'centres',
  } as const;
}
