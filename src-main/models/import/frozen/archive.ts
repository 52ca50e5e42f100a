import { damaged } from './frozen-nodes.ts';

const wanted = 'frozen_inference_graph.pb';

/** Frozen graphs for pictures are a few hundred million bytes at most. */
const largest = 2 ** 30;

/**
 * Takes the frozen graph out of an archive, as TensorFlow's model zoo hands them out. Read in memory: nothing
 * of it is written anywhere, whatever paths it holds.
 *
 * @param bytes a .tar.gz
 * @throws PortraitError 'model-damaged' when it does not unpack, or holds no such file
 */
export async function frozenGraphIn(bytes: Uint8Array): Promise<Uint8Array> {
  const { list } = await import('tar');
  const chunks: Buffer[] = [];
  let length = -1;
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const parser = list({
    strict: true,
    filter: (path, entry) => path.split('/').at(-1) === wanted && entry.size <= largest,
    onReadEntry: entry => {
      if (length >= 0) {
        entry.resume();
        return;
      }
      length = 0;
      entry.on('data', (chunk: Buffer) => {
        length += chunk.length;
        chunks.push(chunk);
      });
    },
  });
  parser.on('end', () => resolve(undefined)).on('error', reject);
  parser.end(Buffer.from(bytes));
  try {
    await promise;
  } catch (cause) {
    throw damaged('the archive does not unpack', cause);
  }
  if (length < 0) throw damaged(`the archive holds no ${wanted}`);
  return Buffer.concat(chunks);
}
