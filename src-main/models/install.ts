import { chmod, mkdir, mkdtemp, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PortraitError } from '../../src-shared/contract/errors.ts';
import { catalogueEntry, type CatalogueEntry } from './catalogue.ts';
import { inspectCopy, sha256, type Installed } from './copy.ts';
import { explainDisk } from './explain-disk.ts';
import type { GraphModel } from './import/graph-model.ts';
import { importerVersion } from './import/version.ts';

/**
 * Checks a network's source file, converts it and puts it into a store. The network appears under its name
 * only when it is whole; another process doing the same at once is no harm, one of the two stays.
 *
 * @param sourceBytes the file that the catalogue names
 * @param root the store, made if need be
 * @returns the network's folder
 * @throws PortraitError 'model-unknown', 'model-sum-wrong', 'model-damaged', 'model-operator-unknown',
 *   'output-not-writable' or 'output-disk-full'
 */
export async function installModel(name: string, sourceBytes: Uint8Array, root: string): Promise<string> {
  const entry = catalogueEntry(name);
  checkSum(entry, sourceBytes);
  return installGraph(entry, await importers[entry.format](entry, sourceBytes), root);
}

/**
 * Puts a converted network into a store, as `installModel` does.
 *
 * @returns the network's folder
 * @throws PortraitError 'output-not-writable' or 'output-disk-full'
 */
export async function installGraph(entry: CatalogueEntry, graph: GraphModel, root: string): Promise<string> {
  try {
    return await place(entry, filesOf(entry, graph), root);
  } catch (error) {
    throw explainDisk(error, root);
  }
}

/** @throws PortraitError 'model-sum-wrong' */
export function checkSum({ title, name, bytes, sha256: expected }: CatalogueEntry, source: Uint8Array): void {
  if (source.length === bytes && sha256(source) === expected) return;
  throw new PortraitError(
    'model-sum-wrong',
    `The file of the network ${title} is not the one expected (${source.length} bytes, expected ${bytes} with ` +
      `sha256 ${expected.slice(0, 12)}…), so it was not installed: run "portrait models pull ${name}" again.`,
  );
}

type Importer = (entry: CatalogueEntry, source: Uint8Array) => Promise<GraphModel>;

/** Loaded when needed: most runs find their network in the store. */
const importers: Readonly<Record<CatalogueEntry['format'], Importer>> = {
  onnx: async ({ input, output }, source) => {
    const { importOnnx } = await import('./import/onnx.ts');
    return importOnnx(source, { inputSize: input.size, outputs: [output.index] });
  },
  tflite: async ({ output }, source) => {
    const { importTflite } = await import('./import/tflite/tflite.ts');
    return importTflite(source, { output: output.index });
  },
  'frozen-graph': async ({ input }, source) => {
    const { importFrozenGraph } = await import('./import/frozen/frozen-graph.ts');
    return importFrozenGraph(source, { inputSize: input.size });
  },
  // Many files, and so no one to fetch: these are only brought by the user.
  tfjs: ({ title }) => {
    throw new PortraitError('internal', `The network ${title} of the catalogue is not one file.`);
  },
};

type Files = Readonly<Record<string, Uint8Array>>;

function filesOf(entry: CatalogueEntry, { modelJson, weights }: GraphModel): Files {
  const graph = Buffer.from(JSON.stringify(modelJson));
  const installed: Installed = {
    name: entry.name,
    sha256: entry.sha256,
    importer: importerVersion,
    files: { 'model.json': recordOf(graph), 'weights.bin': recordOf(weights) },
    ...(entry.source.kind === 'file' && { imported: entry }),
  };
  const record = Buffer.from(`${JSON.stringify(installed, null, 2)}\n`);
  return { 'model.json': graph, 'weights.bin': weights, 'installed.json': record };
}

const recordOf = (bytes: Uint8Array) => ({ bytes: bytes.length, sha256: sha256(bytes) });

async function place(entry: CatalogueEntry, files: Files, root: string): Promise<string> {
  await mkdir(root, { recursive: true });
  await removeLeftovers(entry, root);
  const temporary = await mkdtemp(join(root, `.${entry.name}-`));
  try {
    for (const [file, bytes] of Object.entries(files)) await writeWhole(join(temporary, file), bytes);
    // Temporary folders are private; the shipped store is for every user of the machine.
    await chmod(temporary, 0o755);
    return await moveIntoPlace(entry, temporary, root);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** On the disk, not only on its way: a rename must not overtake the contents. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * A folder cannot be renamed over another that holds files. What is there stays if it is good, and makes way
 * if not; between our look and our rename another process may have done either, so it is tried a few times.
 */
async function moveIntoPlace(entry: CatalogueEntry, temporary: string, root: string): Promise<string> {
  const folder = join(root, entry.name);
  for (let attempt = 1; ; attempt++) {
    try {
      await rename(temporary, folder);
      return folder;
    } catch (error) {
      const { state } = await inspectCopy(entry, root, 'sums');
      if (state === 'ok') return folder;
      if (attempt === 5) throw error;
      await setAside(folder, `${temporary}-old`);
    }
  }
}

async function setAside(folder: string, aside: string): Promise<void> {
  await rename(folder, aside).catch(() => undefined);
  await rm(aside, { recursive: true, force: true });
}

const hour = 3_600_000;

/** What a process that was killed left behind. Younger folders may be another process at work. */
async function removeLeftovers({ name }: CatalogueEntry, root: string): Promise<void> {
  const leftovers = (await readdir(root)).filter(file => file.startsWith(`.${name}-`));
  for (const leftover of leftovers.map(file => join(root, file))) {
    const age = await stat(leftover).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > hour) await rm(leftover, { recursive: true, force: true });
  }
}
