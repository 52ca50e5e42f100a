import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { readHead, type Role } from '../../photo/source-file.ts';

/** SHA-256 of a file's bytes. */
export async function sumOf(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash, { ...(signal && { signal }) });
  return hash.digest('hex');
}

/** The same of a picture. @throws PortraitError when it is not there, is empty or cannot be read, with its role's code */
export async function sumOfPicture(path: string, role: Role, signal?: AbortSignal): Promise<string> {
  await readHead(path, role);
  return sumOf(path, signal);
}

export const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );
