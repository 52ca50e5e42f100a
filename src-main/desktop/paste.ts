import { z } from 'zod';
import type { Source } from '../../src-shared/contract/editor/channel.ts';
import { PortraitError } from '../../src-shared/contract/errors.ts';
import { done, type Result } from '../../src-shared/contract/result.ts';
import { type Editor, MOST_UPLOAD_BYTES } from '../studio/editor/index.ts';

const nameSchema = z.string().min(1).max(255);

/**
 * Takes in a picture from the clipboard, which has no path.
 *
 * @throws PortraitError 'usage' for anything but a name and some bytes
 */
export async function takePasted(
  editor: Pick<Editor, 'upload'>,
  name: unknown,
  bytes: unknown,
): Promise<Result<Source>> {
  const named = nameSchema.safeParse(name);
  if (!named.success || !(bytes instanceof Uint8Array) || bytes.byteLength > MOST_UPLOAD_BYTES)
    throw new PortraitError('usage', 'Expected a file name and the bytes of a picture, at most 1 GB.');
  const taken = await editor.upload(named.data, chunk(bytes));
  return taken.ok ? done({ kind: 'upload', upload: taken.value.upload }) : taken;
}

// eslint-disable-next-line @typescript-eslint/require-await -- the bytes are there; uploads are read as a stream
async function* chunk(bytes: Uint8Array) {
  yield bytes;
}
