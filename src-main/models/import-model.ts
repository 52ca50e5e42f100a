import { basename, join } from 'node:path';
import { PortraitError } from '../../src-shared/contract/errors.ts';
import { NotRead, readNamed } from '../files/read-named.ts';
import { entrySchema, loadCatalogue, type CatalogueEntry } from './catalogue.ts';
import { readInstalled, sha256 } from './copy.ts';
import { convertApart } from './convert-apart.ts';
import { formatOf, MOST_NETWORK_BYTES, type Converted } from './convert-file.ts';
import { installGraph, installModel } from './install.ts';
import { userRoot } from './store-roots.ts';

/** What a file does not say about itself. */
export interface ImportWish {
  /** To be called by; else the file's own name. */
  readonly name?: string | undefined;
  /** In the order of the network's classes. */
  readonly labels?: readonly string[] | undefined;
  /** What it is given for levels 0 and 255. */
  readonly inputRange?: readonly [number, number] | undefined;
  /** Rows and columns of its input, where the file leaves them open. */
  readonly inputSize?: number | undefined;
  /** That reading the file may take; what a network takes when left out. */
  readonly megabytes?: number | undefined;
  readonly root?: string;
}

export interface ImportResult {
  readonly entry: CatalogueEntry;
  readonly folder: string;
}

/**
 * Installs a network from a file: one of the catalogue under its name there, where the sum is that one's; any
 * other with what the file and the user say of it.
 *
 * @param path .tflite, .onnx, .pb, .tar.gz with a frozen graph, or model.json of TensorFlow.js
 * @throws PortraitError 'model-missing' when there is no such file; 'usage' when what is said does not fit it;
 *   'model-damaged', 'model-operator-unknown'; 'output-not-writable', 'output-disk-full'
 */
export async function importModel(path: string, wish: ImportWish = {}): Promise<ImportResult> {
  const root = wish.root ?? userRoot();
  const bytes = await read(path);
  const sum = sha256(bytes);
  const known = loadCatalogue().find(({ sha256: expected }) => expected === sum);
  if (known && (wish.name ?? known.name) === known.name) {
    return { entry: known, folder: await installModel(known.name, bytes, root) };
  }
  const converted = await convertApart({ path, bytes, size: wish.inputSize }, wish);
  const entry = entryFor(path, { sha256: sum, bytes: bytes.length }, converted, wish);
  await checkFree(entry, root);
  return { entry, folder: await installGraph(entry, converted.graph, root) };
}

async function read(path: string): Promise<Uint8Array> {
  try {
    return await readNamed(path, MOST_NETWORK_BYTES);
  } catch (cause) {
    if (cause instanceof NotRead && cause.reason === 'too-large') {
      const message = `The file ${path} is larger than a network is: give another.`;
      throw new PortraitError('model-damaged', message, { cause });
    }
    throw new PortraitError('model-missing', `There is no file ${path} that can be read: give another.`, {
      cause,
    });
  }
}

function entryFor(
  path: string,
  source: Pick<CatalogueEntry, 'sha256' | 'bytes'>,
  { facts }: Converted,
  wish: ImportWish,
): CatalogueEntry {
  const file = basename(path);
  const name = checkedName(wish.name ?? nameOf(file), wish.name !== undefined);
  const labels = labelsFor(facts, wish.labels);
  return entrySchema.parse({
    ...{ name, title: name, purpose: `Imported from ${file}.`, licence: 'unknown', ...source },
    ...{ source: { kind: 'file', file }, format: formatOf(path) },
    input: {
      size: facts.rows,
      ...(facts.columns !== facts.rows && { columns: facts.columns }),
      ...{ layout: 'NHWC', channels: 'RGB' },
      normalisation: { kind: 'range', range: wish.inputRange ?? facts.range },
    },
    output: {
      ...{ index: 0, meaning: facts.classes === 1 ? 'saliency' : 'classes', labels },
      ...{ answers: facts.answers, grid: facts.grid },
    },
  });
}

const nameOf = (file: string): string =>
  file
    .toLowerCase()
    .replace(/(\.(tar\.gz|tgz|tflite|onnx|pb|json))+$/, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');

function checkedName(name: string, isGiven: boolean): string {
  const isListed = loadCatalogue().some(listed => listed.name === name);
  if (/^[a-z0-9][a-z0-9-]{0,63}$/.test(name) && !isListed) return name;
  const why = isListed
    ? 'which the catalogue has for another network'
    : 'which has more in it than small letters, digits and hyphens';
  const what = `${isGiven ? '' : 'The file would be called '}"${name}", ${why}`;
  throw new PortraitError(
    'usage',
    `${isGiven ? 'Expected another --name than ' : ''}${what}: give a --name.`,
  );
}

/** The same file may come again, with other labels. */
async function checkFree({ name, sha256: sum }: CatalogueEntry, root: string): Promise<void> {
  const there = await readInstalled(join(root, name));
  if (there === undefined || there.sha256 === sum) return;
  const { source } = there.imported ?? {};
  const whose = source?.kind === 'file' ? source.file : 'another file';
  throw new PortraitError(
    'usage',
    `Expected another --name than "${name}", which the network from ${whose} has: give one, or run "portrait models ` +
      `remove ${name}" first.`,
  );
}

function labelsFor(
  { classes, labels }: Converted['facts'],
  given: readonly string[] | undefined,
): readonly string[] {
  if (given !== undefined && given.length !== classes) {
    const message = `Expected ${classes} labels, one for each class of the network, but received ${given.length}.`;
    throw new PortraitError('usage', message);
  }
  const known = given ?? labels;
  if (known !== undefined) return known;
  return classes === 1 ? ['subject'] : Array.from({ length: classes }, (_, i) => `class ${i}`);
}
