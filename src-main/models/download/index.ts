/** Fetches one file of a known length and sum, from the first of its addresses that gives it. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { PortraitError } from '../../../src-shared/contract/errors.ts';
import { openConnections, SILENCE } from './agent.ts';
import { askMirror, type MirrorWish } from './mirror.ts';
import { dropAbandoned, dropPartial, type Partial, restPartial, takePartial } from './partial.ts';

export interface Wanted {
  /** Addresses of the same file, tried in this order. */
  readonly urls: readonly string[];
  /** Hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
}

export interface DownloadOptions {
  /** Where what has come is kept until the file is whole; a later call goes on from there. */
  readonly folder: string;
  readonly signal?: AbortSignal | undefined;
  /** @param bytes of the file that are there now */
  readonly onBytes?: ((bytes: number) => void) | undefined;
  /** Milliseconds without a byte after which a server is taken for gone. */
  readonly silence?: number;
  /** Milliseconds before the first new try of an address. */
  readonly patience?: number;
}

/**
 * Fetches a file. A cut is mended by going on where it was cut, also in a later call; several processes may fetch
 * the same file at once.
 *
 * @throws PortraitError 'model-download-failed', naming what each address answered; 'model-sum-wrong' when what came
 *   is not the file (it is not kept); 'cancelled'; 'usage' for a proxy that is none. What the disk says is thrown as it is.
 */
export async function download(wanted: Wanted, options: DownloadOptions): Promise<Uint8Array> {
  const { folder, signal, onBytes, silence = SILENCE, patience = 500 } = options;
  const connections = await openConnections(silence);
  const partial = await takePartial(folder, wanted.sha256);
  const rest = { path: partial.path, bytes: wanted.bytes, connections, signal, patience };
  try {
    const file = await fromFirstMirror(wanted, partial, { ...rest, onBytes: bytes => onBytes?.(bytes) });
    await dropAbandoned(folder, wanted.sha256);
    return file;
  } catch (error) {
    if (!isWrongSum(error)) await restPartial(folder, wanted.sha256, partial);
    if (signal?.aborted) throw new PortraitError('cancelled', 'Fetching was cancelled.');
    throw error;
  } finally {
    await dropPartial(partial);
    await connections.destroy();
  }
}

const isWrongSum = (error: unknown) => error instanceof PortraitError && error.code === 'model-sum-wrong';

async function fromFirstMirror(
  { urls, sha256 }: Wanted,
  partial: Partial,
  wish: Omit<MirrorWish, 'url'>,
): Promise<Uint8Array> {
  const refusals: string[] = [];
  let wrong = false;
  let from = partial.bytes <= wish.bytes ? partial.bytes : 0;
  for (const url of urls) {
    const { bytes, why } = await askMirror(from, { ...wish, url });
    // What an earlier run left may be the part that is wrong.
    const again = why === undefined && from > 0 && !(await hasSum(wish.path, sha256));
    const answer = again ? await askMirror(0, { ...wish, url }) : { bytes, why };
    if (answer.why === undefined && (await hasSum(wish.path, sha256))) return readFile(wish.path);
    wrong ||= answer.why === undefined;
    refusals.push(answer.why ?? `${new URL(url).host} has another file of that length`);
    from = answer.why === undefined ? 0 : answer.bytes;
  }
  throw new PortraitError(wrong ? 'model-sum-wrong' : 'model-download-failed', refusals.join('; '));
}

async function hasSum(path: string, expected: string): Promise<boolean> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex') === expected;
}
