import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PortraitError } from '../../../src-shared/contract/errors.ts';

/** Bytes that handed-in files take on the disk, all together. */
export const MOST_KEPT_BYTES = 8 * 2 ** 30;

/**
 * How much room there is for files that pages hand in. When it runs out, those go that nobody has asked for since the
 * program was started, the oldest first.
 */
export class UploadRoom {
  private readonly folder: string;
  private readonly most: number;
  /** Names of files that this run uses. */
  private readonly used = new Set<string>();
  private taken: Promise<number> | undefined;

  constructor(folder: string, most = MOST_KEPT_BYTES) {
    this.folder = folder;
    this.most = most;
  }

  /** This run uses that file. */
  use(name: string) {
    this.used.add(name);
  }

  /** Bytes are about to be written. @throws PortraitError output-disk-full when there is no room for them */
  claim(bytes: number): Promise<void> {
    // One after the other: what two claims see must not be the same room.
    const claimed = (this.taken ??= this.measure()).then(async taken => {
      const room = taken + bytes <= this.most ? taken : await this.clear(taken);
      return room + bytes;
    });
    this.taken = claimed.then(taken => (taken <= this.most ? taken : taken - bytes));
    return claimed.then(taken => {
      if (taken > this.most) throw full();
    });
  }

  /** Bytes that were claimed were not written, or were here already. */
  release(bytes: number) {
    this.taken = this.taken?.then(taken => taken - bytes);
  }

  private async measure(): Promise<number> {
    return (await this.files()).reduce((sum, { size }) => sum + size, 0);
  }

  private async clear(taken: number): Promise<number> {
    const unused = (await this.files()).filter(({ name }) => !this.used.has(name.replace(/\.name$/, '')));
    for (const { name, size } of unused.toSorted((a, b) => a.time - b.time)) {
      await rm(join(this.folder, name), { force: true });
      taken -= size;
      if (taken < this.most / 2) break;
    }
    return taken;
  }

  private async files() {
    const names = (await readdir(this.folder).catch(() => [])).filter(name => !name.startsWith('.'));
    const found = await Promise.all(
      names.map(async name => ({ name, at: await stat(join(this.folder, name)).catch(() => undefined) })),
    );
    return found.flatMap(({ name, at }) =>
      at ? [{ name, size: at.size, time: Math.max(at.atimeMs, at.mtimeMs) }] : [],
    );
  }
}

const full = () =>
  new PortraitError(
    'output-disk-full',
    'The files that were opened here take more room than this program allows; close it, and start it again.',
  );
