import { createRequire } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineAnswer } from '../../src-shared/contract/compute.ts';
import { toFailure } from '../../src-shared/contract/errors.ts';
import {
  type CopyState,
  findModel,
  listModels,
  mending,
  packageRoot,
  storeRoots,
  verifyModel,
  type VerifyResult,
} from '../models/index.ts';
import { openStudio } from '../studio/index.ts';
import { whatItBrings } from './pull-showing.ts';

/** What a person who reports a fault is asked for: versions, engine, networks, what is missing. */
export interface Diagnosis {
  readonly version: string;
  readonly engine: EngineAnswer | { readonly error: string };
  readonly sharp: { readonly sharp?: string; readonly libvips?: string };
  readonly stores: readonly { readonly where: string; readonly folder: string }[];
  readonly models: readonly NetworkDiagnosis[];
  readonly electron: { readonly version?: string; readonly binary: boolean };
}

export interface NetworkDiagnosis {
  readonly name: string;
  readonly state: CopyState;
  /** One clause for each thing that is wrong. */
  readonly problems?: readonly string[];
  /** Of one that is not installed: what it is for, its size and licence. */
  readonly brings?: string;
  /** What to do where it is not ok. */
  readonly mending?: string;
}

/** Prints the diagnosis. @returns whether a photo could be worked on: an engine runs, the first network is there */
export async function doctor({ json }: { json?: true }): Promise<boolean> {
  const found = await diagnose();
  process.stdout.write(json ? `${JSON.stringify(found, null, 2)}\n` : `${describe(found).join('\n')}\n`);
  return !('error' in found.engine) && (await canBeUsed(found.models[0].name));
}

/** A damaged copy is no harm while the other one is whole. */
const canBeUsed = (name: string): Promise<boolean> =>
  findModel(name).then(
    () => true,
    () => false,
  );

async function diagnose(): Promise<Diagnosis> {
  const studio = openStudio();
  try {
    const engine = await studio.compute
      .call('engine', {})
      .catch((error: unknown) => ({ error: toFailure(error).message }));
    const models = await diagnoseNetworks();
    return {
      version: installed(packageRoot()) ?? 'unknown',
      engine,
      sharp: sharpVersions(),
      stores: storeRoots().map(({ where, root }) => ({ where, folder: root })),
      models,
      electron: electronHere(),
    };
  } finally {
    studio.close();
  }
}

async function diagnoseNetworks(): Promise<NetworkDiagnosis[]> {
  const names = (await listModels()).map(({ entry }) => entry.name);
  return (await Promise.all(names.map(verifyModel))).map(diagnoseNetwork);
}

function diagnoseNetwork({ name, entry, state, copies }: VerifyResult): NetworkDiagnosis {
  if (state === 'ok') return { name, state };
  const problems = copies.flatMap(copy => copy.problems);
  return {
    ...{ name, state, mending: mending(entry) },
    ...(problems.length > 0 && { problems }),
    ...(state === 'missing' && { brings: whatItBrings(entry) }),
  };
}

function describe({ version, engine, sharp, stores, models, electron }: Diagnosis): string[] {
  return [
    `Portrait Studio ${version}`,
    ...describeEngine(engine),
    `sharp ${sharp.sharp ?? 'not installed'}, libvips ${sharp.libvips ?? 'not found'}`,
    ...models.map(describeNetwork),
    ...stores.map(({ where, folder }) => `${where} store: ${folder}`),
    electron.binary
      ? `Electron ${electron.version ?? ''}: binary is here`
      : `Electron ${electron.version ?? 'not installed'}: no binary here, the command line works without it`,
  ];
}

const describeNetwork = ({ name, state, problems, brings, mending }: NetworkDiagnosis): string =>
  `network ${name}: ${state}${problems ? ` (${problems.join('; ')})` : ''}${brings ? `; it ${brings}` : ''}` +
  (mending === undefined ? '' : `: ${mending}`);

function describeEngine(engine: Diagnosis['engine']): string[] {
  if ('error' in engine) return [`engine: none runs. ${engine.error}`];
  const { core, wasm, native } = engine.tensorflow;
  const threads = `${engine.threads} ${engine.threads === 1 ? 'thread' : 'threads'}`;
  return [
    `Node ${engine.node}, ${engine.platform}`,
    `TensorFlow.js ${core ?? '?'}, WASM ${wasm ?? 'not installed'}, native ${native ?? 'not installed'}`,
    `engine in use: ${engine.engine}, ${threads}`,
    ...(engine.whyNotNative === undefined ? [] : [`why not native: ${engine.whyNotNative}`]),
    `processor: ${engine.cpu.model}, ${engine.cpu.cores} cores, ${engine.cpu.features?.join(' ') ?? 'features unknown'}`,
  ];
}

const require = createRequire(import.meta.url);

/** Version in the package.json of this folder. */
function installed(folder: string): string | undefined {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return undefined;
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/** Where a package lies, whatever it exports. */
function folderOf(name: string): string | undefined {
  const roots = require.resolve.paths(name) ?? [];
  return roots.map(root => join(root, name)).find(folder => existsSync(join(folder, 'package.json')));
}

/** Read from the packages, because only photo/ loads sharp itself. */
function sharpVersions(): Diagnosis['sharp'] {
  const sharp = folderOf('sharp');
  const libvips = folderOf(`@img/sharp-libvips-${process.platform}-${process.arch}`);
  const versions = { sharp: sharp && installed(sharp), libvips: libvips && libvipsVersion(libvips) };
  return Object.fromEntries(Object.entries(versions).filter(([, version]) => version !== undefined));
}

function libvipsVersion(folder: string): string | undefined {
  const file = join(folder, 'versions.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { vips: string }).vips : undefined;
}

/** Electron's package names its binary in a file once it has been fetched. */
function electronHere(): Diagnosis['electron'] {
  const folder = folderOf('electron');
  if (folder === undefined) return { binary: false };
  const named = join(folder, 'path.txt');
  const binary = existsSync(named) && existsSync(join(folder, 'dist', readFileSync(named, 'utf8').trim()));
  const version = installed(folder);
  return { binary, ...(version !== undefined && { version }) };
}
