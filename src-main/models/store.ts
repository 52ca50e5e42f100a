import { PortraitError } from '../../src-shared/contract/errors.ts';
import { loadCatalogue, type CatalogueEntry } from './catalogue.ts';
import { inspectCopy, type CopyState, type ModelCopy, type Scrutiny } from './copy.ts';
import { entryNamed, importedEntries } from './imported.ts';
import { storeRoots, type Where } from './store-roots.ts';

export interface StoredCopy extends ModelCopy {
  readonly where: Where;
}

/** A network that is ready to run. */
export interface InstalledModel {
  readonly name: string;
  readonly entry: CatalogueEntry;
  readonly folder: string;
  readonly where: Where;
}

/** A row of `portrait models list`. */
export interface ModelListing {
  readonly entry: CatalogueEntry;
  /** Of the copy that would be used; `missing` when there is none. */
  readonly state: CopyState;
  readonly copy: StoredCopy | undefined;
}

export interface VerifyResult {
  readonly name: string;
  readonly entry: CatalogueEntry;
  /** `damaged` when any copy is; else `ok` when any copy is; else `outdated`, else `missing`. */
  readonly state: CopyState;
  /** The user's and the shipped one, as far as they are there, with what is wrong with each. */
  readonly copies: readonly StoredCopy[];
}

/** @returns the copies that are there, the user's first */
async function copiesOf(entry: CatalogueEntry, scrutiny: Scrutiny): Promise<StoredCopy[]> {
  const all = storeRoots().map(async ({ where, root }) => ({
    ...(await inspectCopy(entry, root, scrutiny)),
    where,
  }));
  return (await Promise.all(all)).filter(({ state }) => state !== 'missing');
}

const usable = (copies: readonly StoredCopy[]) => copies.find(({ state }) => state === 'ok') ?? copies.at(0);

/**
 * Finds a network: in the user's store, else among those shipped. What was changed is not used: every file is
 * hashed, once in the life of a process for as long as nobody touches it.
 *
 * @throws PortraitError 'model-unknown', 'model-missing' (also when only an outdated copy is there) or
 *   'model-damaged'; the last two name the command that mends it
 */
export async function findModel(name: string): Promise<InstalledModel> {
  const entry = await entryNamed(name);
  const copy = usable(await copiesOf(entry, 'sums-once'));
  if (copy?.state === 'ok') return { name, entry, folder: copy.folder, where: copy.where };
  throw unusable(entry, copy);
}

/** What to do where a network is missing or not as it should be: a clause that names the command. */
export const mending = ({ name, source }: CatalogueEntry): string =>
  source.kind === 'file'
    ? `import its file again with "portrait models import ${source.file} --name ${name}"`
    : `run "portrait models pull ${name}"`;

function unusable(entry: CatalogueEntry, copy: StoredCopy | undefined): PortraitError {
  const { title } = entry;
  if (copy === undefined) {
    return new PortraitError('model-missing', `The network ${title} is not installed: ${mending(entry)}.`);
  }
  const why = `${copy.problems.join(', ')} (${copy.folder})`;
  return copy.state === 'outdated'
    ? new PortraitError(
        'model-missing',
        `The network ${title} must be installed anew, ${why}: ${mending(entry)}.`,
      )
    : new PortraitError('model-damaged', `The network ${title} is damaged, ${why}: ${mending(entry)}.`);
}

/** Every network of the catalogue, then those that the user brought, and whether it can be used. Sizes are compared, sums are not. */
export async function listModels(): Promise<ModelListing[]> {
  return Promise.all(
    [...loadCatalogue(), ...(await importedEntries())].map(async entry => {
      const copy = usable(await copiesOf(entry, 'sizes'));
      return { entry, state: copy?.state ?? 'missing', copy };
    }),
  );
}

/**
 * Reads every file of a network again, in both stores, and compares the sums. Damage is a result, not an error.
 *
 * @throws PortraitError 'model-unknown'
 */
export async function verifyModel(name: string): Promise<VerifyResult> {
  const entry = await entryNamed(name);
  const copies = await copiesOf(entry, 'sums');
  const states = copies.map(({ state }) => state);
  const order = ['damaged', 'ok', 'outdated'] as const;
  return { name, entry, state: order.find(state => states.includes(state)) ?? 'missing', copies };
}
