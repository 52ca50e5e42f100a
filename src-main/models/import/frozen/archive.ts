import { createGunzip } from 'node:zlib';
import { PortraitError } from '../../../../src-shared/contract/errors.ts';
import { damaged } from './frozen-nodes.ts';

const wanted = 'frozen_inference_graph.pb';

/** Archives of networks for pictures unpack to a few hundred million bytes at most; a few kilobytes can hold more. */
const largest = 2 ** 30;

/**
 * Takes the frozen graph out of an archive, as TensorFlow's model zoo hands them out. Read in memory: nothing
 * of it is written anywhere, whatever paths it holds.
 *
 * @param bytes a .tar.gz
 * @param most bytes that it may unpack to
 * @throws PortraitError 'model-damaged' when it does not unpack, unpacks to more, or holds no such file
 */
export async function frozenGraphIn(bytes: Uint8Array, most = largest): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  const found = { isThere: false };
  const parser = await readerOf(chunk => chunks.push(chunk), found);
  try {
    for await (const chunk of unpacked(bytes, most)) parser.write(chunk);
    await parser.end();
  } catch (cause) {
    if (cause instanceof PortraitError) throw cause;
    throw damaged('the archive does not unpack', cause);
  }
  if (!found.isThere) throw damaged(`the archive holds no ${wanted}`);
  return Buffer.concat(chunks);
}

async function* unpacked(bytes: Uint8Array, most: number): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  gunzip.end(bytes);
  let length = 0;
  for await (const chunk of gunzip as AsyncIterable<Buffer>) {
    // The reader would unpack it again, and nobody would count.
    if (length === 0 && isPacked(chunk)) throw damaged('the archive is packed twice');
    length += chunk.length;
    if (length > most) throw damaged(`the archive unpacks to more than ${most} bytes`);
    yield chunk;
  }
}

const isPacked = (chunk: Buffer): boolean => chunk[0] === 0x1f && chunk[1] === 0x8b;

/** @param found is told when the archive has the file */
async function readerOf(take: (chunk: Buffer) => void, found: { isThere: boolean }) {
  const { list } = await import('tar');
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const parser = list({
    ...{ strict: true, brotli: false, zstd: false },
    filter: path => !found.isThere && path.split('/').at(-1) === wanted,
    onReadEntry: entry => {
      found.isThere = true;
      entry.on('data', take);
    },
  });
  parser.on('end', () => resolve(undefined)).on('error', reject);
  promise.catch(() => undefined);
  return {
    write: (chunk: Buffer) => parser.write(chunk),
    end: () => {
      parser.end();
      return promise;
    },
  };
}
