import { createHash, type Hash } from 'node:crypto';
import { chmod, open, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { PortraitError } from '../../../src-shared/contract/errors.ts';
import { temporaryName } from '../../photo/atomic.ts';
import { makePrivateFolder, PRIVATE } from './json-file.ts';
import { UploadRoom } from './upload-room.ts';

/** Files that a page has handed in: named by their content, so that one that comes again is the same. */
export const MOST_UPLOAD_BYTES = 2 ** 30;

/** Uploads that nobody has asked for in this time are removed, in milliseconds. */
const KEPT_FOR = 30 * 24 * 3600 * 1000;

const idShape = /^[0-9a-f]{64}\.[a-z0-9]{1,5}$/;

export class Uploads {
  readonly folder: string;
  private readonly room: UploadRoom;

  constructor(folder: string, room = new UploadRoom(folder)) {
    this.folder = folder;
    this.room = room;
  }

  /**
   * Writes a file that a page hands in.
   * @param name as the person knows it
   * @returns what the page names it by
   * @throws PortraitError photo-too-large, output-disk-full, output-not-writable
   */
  async take(name: string, bytes: AsyncIterable<Uint8Array>, most = MOST_UPLOAD_BYTES): Promise<string> {
    await makePrivateFolder(this.folder);
    const temporary = join(this.folder, temporaryName());
    const claimed = { bytes: 0 };
    try {
      const id = `${await writeHashed(temporary, this.claiming(bytes, claimed), most)}${safeExtension(name)}`;
      if (await this.keep(temporary, id)) claimed.bytes = 0;
      this.room.use(id);
      await writeFile(join(this.folder, `${id}.name`), basename(name).slice(0, 255), PRIVATE);
      return id;
    } catch (error) {
      throw explain(error);
    } finally {
      await rm(temporary, { force: true });
      this.room.release(claimed.bytes);
    }
  }

  private async *claiming(bytes: AsyncIterable<Uint8Array>, claimed: { bytes: number }) {
    for await (const chunk of bytes) {
      await this.room.claim(chunk.length);
      claimed.bytes += chunk.length;
      yield chunk;
    }
  }

  /** @throws PortraitError photo-missing when no such file was handed in */
  async pathOf(id: string): Promise<string> {
    const path = join(this.folder, id);
    const found = idShape.test(id) && (await stat(path).catch(() => undefined));
    if (found) {
      this.room.use(id);
      return path;
    }
    throw new PortraitError(
      'photo-missing',
      'The file that was handed in is no longer here; choose it again.',
    );
  }

  has = (id: string): Promise<boolean> =>
    this.pathOf(id).then(
      () => true,
      () => false,
    );

  /** The name that it had where it came from. */
  async nameOf(id: string): Promise<string> {
    return (await readFile(join(this.folder, `${id}.name`), 'utf8').catch(() => '')) || id;
  }

  /** Whether a path is one of these files. @returns its id */
  idOf(path: string): string | undefined {
    const name = basename(path);
    return idShape.test(name) && join(this.folder, name) === path ? name : undefined;
  }

  /** Removes what nobody has asked for in a month. */
  async prune(now = Date.now()): Promise<void> {
    const names = await readdir(this.folder).catch(() => []);
    for (const name of names) {
      const path = join(this.folder, name);
      const found = await stat(path).catch(() => undefined);
      if (found && now - Math.max(found.atimeMs, found.mtimeMs) > KEPT_FOR) await rm(path, { force: true });
    }
  }

  /**
   * A file that is here already stays, so that edits of it are found by its time too.
   * @returns whether it was new
   */
  private async keep(temporary: string, id: string): Promise<boolean> {
    const path = join(this.folder, id);
    const known = await stat(path).catch(() => undefined);
    if (known) await utimes(path, new Date(), known.mtime);
    else await rename(temporary, path);
    await chmod(path, PRIVATE.mode);
    return known === undefined;
  }
}

async function writeHashed(path: string, bytes: AsyncIterable<Uint8Array>, most: number): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path, 'wx', PRIVATE.mode);
  try {
    await pour(bytes, file, hash, most);
    await file.sync();
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}

async function pour(
  bytes: AsyncIterable<Uint8Array>,
  file: Awaited<ReturnType<typeof open>>,
  hash: Hash,
  most: number,
): Promise<void> {
  let total = 0;
  for await (const chunk of bytes) {
    total += chunk.length;
    if (total > most) {
      const limit = `${Math.floor(most / 1e6)} MB`;
      throw new PortraitError('photo-too-large', `The file is larger than ${limit}; open a smaller one.`);
    }
    hash.update(chunk);
    await file.writeFile(chunk);
  }
}

const safeExtension = (name: string): string => {
  const extension = extname(name).toLowerCase();
  return /^\.[a-z0-9]{1,5}$/.test(extension) ? extension : '.bin';
};

function explain(error: unknown): unknown {
  const errno = (error as NodeJS.ErrnoException | null)?.code;
  if (error instanceof PortraitError || errno === undefined) return error;
  if (errno === 'ENOSPC' || errno === 'EDQUOT') {
    return new PortraitError(
      'output-disk-full',
      'There is no room left for the file; free some and try again.',
    );
  }
  return new PortraitError('output-not-writable', `The file could not be taken in (${errno}); try again.`);
}
