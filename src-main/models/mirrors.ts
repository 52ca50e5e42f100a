import { basename } from 'node:path';
import { PortraitError } from '../../src-shared/contract/errors.ts';
import type { CatalogueEntry, HttpSource } from './catalogue.ts';
import { download } from './download/index.ts';
import { explainDisk } from './explain-disk.ts';

export interface MirrorOptions {
  /** Where a part of the file waits for the rest. */
  readonly store: string;
  readonly signal?: AbortSignal | undefined;
  readonly onBytes?: ((bytes: number) => void) | undefined;
}

/**
 * Fetches a network's file from its addresses; first from `PORTRAIT_MIRROR`, where that names a server of one's own
 * that has the file under its name. The sum is the catalogue's, wherever the file comes from.
 *
 * @throws PortraitError 'model-download-failed' or 'model-sum-wrong', saying what each address answered and that the
 *   file can be imported; 'cancelled'
 */
export async function fetchFromMirrors(
  entry: CatalogueEntry,
  { urls }: HttpSource,
  { store, ...options }: MirrorOptions,
): Promise<Uint8Array> {
  const all = [...ownMirror(urls[0]), ...urls];
  try {
    return await download({ ...entry, urls: all }, { folder: store, ...options });
  } catch (error) {
    throw explained(explainDisk(error, store), entry, urls[0]);
  }
}

function ownMirror(url: string): string[] {
  const mirror = process.env['PORTRAIT_MIRROR'];
  if (!mirror) return [];
  if (!URL.canParse(mirror) || !/^https?:/i.test(mirror)) {
    throw new PortraitError(
      'usage',
      `Expected an address such as https://server/folder/ for PORTRAIT_MIRROR but received "${mirror}".`,
    );
  }
  return [new URL(basename(new URL(url).pathname), mirror.endsWith('/') ? mirror : `${mirror}/`).href];
}

function explained(error: unknown, { name, title }: CatalogueEntry, url: string): unknown {
  if (!(error instanceof PortraitError)) return error;
  if (error.code === 'cancelled') return new PortraitError('cancelled', `Fetching ${title} was cancelled.`);
  if (error.code !== 'model-download-failed' && error.code !== 'model-sum-wrong') return error;
  const file = basename(new URL(url).pathname);
  return new PortraitError(
    error.code,
    `The network ${title} could not be fetched (${error.message}): try "portrait models pull ${name}" again, or get ` +
      `${file} by other means and run "portrait models import ${file}".`,
    { cause: error },
  );
}
