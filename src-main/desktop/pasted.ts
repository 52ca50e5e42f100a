import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Source } from '../../src-shared/contract/editor/channel.ts';
import { PortraitError } from '../../src-shared/contract/errors.ts';
import { done, type Result } from '../../src-shared/contract/result.ts';

const LARGEST = 512 * 2 ** 20;

const nameSchema = z.string().min(1).max(200);

/** Pictures from the clipboard have no path: they are kept in a folder of their own until the program ends. */
export class PastedFiles {
  private readonly parent: string;
  private folders: string[] = [];

  /** @param parent the system's folder for temporary files */
  constructor(parent: string) {
    this.parent = parent;
  }

  /** @throws PortraitError 'usage' for anything but a name and some bytes */
  async keep(name: unknown, bytes: unknown): Promise<Result<Source>> {
    const named = nameSchema.safeParse(name);
    if (!named.success || !(bytes instanceof Uint8Array) || bytes.byteLength > LARGEST)
      throw new PortraitError('usage', 'Expected a file name and at most 512 MB of a pasted picture.');
    const folder = await mkdtemp(join(this.parent, 'portrait-pasted-'));
    this.folders.push(folder);
    const path = join(folder, basename(named.data.replaceAll('\\', '/')));
    await writeFile(path, bytes);
    return done({ kind: 'path', path });
  }

  /** Synchronous: the program is about to end, and waits for nothing. */
  clear() {
    for (const folder of this.folders) rmSync(folder, { recursive: true, force: true });
    this.folders = [];
  }
}
