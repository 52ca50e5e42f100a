import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { PortraitError } from '../../../src-shared/contract/errors.ts';
import { looksLikePhoto } from './photo-names.ts';

export interface FoundPhoto {
  readonly path: string;
  /** Below the folder that was named, with slashes: its result is called after it. */
  readonly name: string;
}

export interface Finding {
  readonly photos: readonly FoundPhoto[];
  /** Files in folders whose names are no photo's. */
  readonly ignored: number;
  /** Folders that cannot be read, and what was named and is not there. */
  readonly faults: readonly { readonly path: string; readonly error: PortraitError }[];
}

export interface SearchWish {
  readonly inputs: readonly string[];
  readonly recursive: boolean;
  /** The folder of the results, which is never searched. */
  readonly out: string;
  readonly signal: AbortSignal;
}

/**
 * Finds photos: files that are named, and those in folders that are named, in the order of their names. What begins with
 * a dot is left alone. Links are followed, but not back into a folder that holds them.
 *
 * @throws PortraitError usage where the results' folder is one of the inputs
 */
export async function findPhotos({ inputs, recursive, out, signal }: SearchWish): Promise<Finding> {
  const search = new Search(recursive, await identityOf(out), signal);
  for (const input of inputs) await search.input(resolve(input));
  const once = new Map(search.photos.map(photo => [`${photo.path}\n${photo.name}`, photo]));
  return { photos: [...once.values()], ignored: search.ignored, faults: search.faults };
}

class Search {
  readonly photos: FoundPhoto[] = [];
  readonly faults: { path: string; error: PortraitError }[] = [];
  ignored = 0;
  private readonly recursive: boolean;
  private readonly out: string;
  private readonly signal: AbortSignal;

  constructor(recursive: boolean, out: string, signal: AbortSignal) {
    this.recursive = recursive;
    this.out = out;
    this.signal = signal;
  }

  async input(path: string): Promise<void> {
    const found = await this.look(path);
    if (!found) return;
    if (!found.isDirectory()) {
      this.photos.push({ path, name: basename(path) });
      return;
    }
    const id = await identityOf(path);
    if (id === this.out) throw outIsInput(path);
    await this.folder(path, '', [id]);
  }

  /** @param above identities of the folder and of those that hold it */
  private async folder(path: string, name: string, above: readonly string[]): Promise<void> {
    const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => {
      this.fault(path, error);
      return [];
    });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (this.signal.aborted) return;
      if (entry.name.startsWith('.')) continue;
      await this.entry(join(path, entry.name), name + entry.name, entry.isFile(), above);
    }
  }

  private async entry(path: string, name: string, isFile: boolean, above: readonly string[]): Promise<void> {
    const asPhoto = looksLikePhoto(path);
    // Others need not be asked of the disk.
    if (isFile && asPhoto) this.photos.push({ path, name });
    else if (isFile) this.ignored++;
    else {
      const found = await this.look(path);
      if (found?.isDirectory()) await this.folderBelow(path, name, above);
      else if (found?.isFile() && asPhoto) this.photos.push({ path, name });
      else if (found) this.ignored++;
    }
  }

  private async folderBelow(path: string, name: string, above: readonly string[]): Promise<void> {
    if (!this.recursive) return;
    const id = await identityOf(path);
    if (id === this.out) return;
    if (above.includes(id)) this.faults.push({ path, error: loop(path) });
    else await this.folder(path, `${name}/`, [...above, id]);
  }

  private async look(path: string) {
    try {
      return await stat(path);
    } catch (error) {
      this.fault(path, error);
      return undefined;
    }
  }

  private fault(path: string, error: unknown) {
    this.faults.push({ path, error: explain(path, (error as NodeJS.ErrnoException).code) });
  }
}

/** Two names of one folder have the same. */
async function identityOf(path: string): Promise<string> {
  const { dev, ino } = await stat(path, { bigint: true });
  return ino === 0n ? realpath(path) : `${dev}:${ino}`;
}

const outIsInput = (path: string) =>
  new PortraitError(
    'usage',
    `${JSON.stringify(path)} is where the photos come from and where the results go: name another folder with -o.`,
  );

const loop = (path: string) =>
  new PortraitError(
    'photo-unreadable',
    `${JSON.stringify(path)} is a link back to a folder that holds it: it was left out.`,
  );

function explain(path: string, errno = 'unknown'): PortraitError {
  const name = JSON.stringify(path);
  switch (errno) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new PortraitError('photo-missing', `There is nothing at ${name}: check the name.`);
    case 'ELOOP':
      return new PortraitError('photo-unreadable', `${name} is a link that leads back to itself: remove it.`);
    case 'EACCES':
    case 'EPERM':
      return new PortraitError(
        'photo-unreadable',
        `${name} may not be read (${errno}): give yourself permission to read it.`,
      );
    default:
      return new PortraitError('photo-unreadable', `${name} could not be read (${errno}): try it again.`);
  }
}
