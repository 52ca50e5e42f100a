import { randomBytes } from 'node:crypto';
import { open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { makePrivateFolder } from './json-file.ts';

/** How long a finished file waits to be fetched, in milliseconds. */
const WAITS_FOR = 10 * 60_000;
/** Folders of runs that ended badly are removed after a day. */
const STALE_AFTER = 24 * 3600_000;

interface Waiting {
  readonly path: string;
  readonly name: string;
  readonly expiry: NodeJS.Timeout;
}

/** Finished files that a page fetches: each address is good once, and not for long. */
export class Downloads {
  private readonly root: string;
  private readonly folder: string;
  private readonly waitsFor: number;
  private readonly waiting = new Map<string, Waiting>();

  constructor(root: string, waitsFor = WAITS_FOR) {
    this.root = root;
    this.folder = join(root, `${process.pid}-${randomBytes(6).toString('hex')}`);
    this.waitsFor = waitsFor;
  }

  /** A place to write one file to. */
  async place(): Promise<{ token: string; path: string }> {
    await makePrivateFolder(this.folder);
    const token = randomBytes(24).toString('hex');
    return { token, path: join(this.folder, token) };
  }

  /** The file is written: it can be fetched. @returns its address, relative to the door's downloads */
  offer(token: string, name: string): string {
    const path = join(this.folder, token);
    const expiry = setTimeout(() => void this.drop(token), this.waitsFor).unref();
    this.waiting.set(token, { path, name, expiry });
    return `${token}/${encodeURIComponent(name)}`;
  }

  /** Gives the file and forgets it. @returns undefined when the address is none of ours, or was used */
  async fetch(token: string): Promise<Response | undefined> {
    const found = this.waiting.get(token);
    if (!found) return undefined;
    this.waiting.delete(token);
    clearTimeout(found.expiry);
    const file = await open(found.path, 'r');
    const { size } = await file.stat();
    const stream = file.createReadStream();
    stream.once('close', () => void rm(found.path, { force: true }));
    return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
      headers: {
        'content-type': 'application/octet-stream',
        'content-length': String(size),
        'content-disposition': `attachment; filename*=UTF-8''${encodeRfc5987(found.name)}`,
        'cache-control': 'no-store',
      },
    });
  }

  private async drop(token: string): Promise<void> {
    this.waiting.delete(token);
    await rm(join(this.folder, token), { force: true });
  }

  async close(): Promise<void> {
    for (const { expiry } of this.waiting.values()) clearTimeout(expiry);
    this.waiting.clear();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Removes what earlier runs left. */
  async prune(now = Date.now()): Promise<void> {
    for (const name of await readdir(this.root).catch(() => [])) {
      const path = join(this.root, name);
      const found = await stat(path).catch(() => undefined);
      if (found && now - found.mtimeMs > STALE_AFTER) await rm(path, { recursive: true, force: true });
    }
  }
}

/** Percent-encodes what a header's extended value may not hold (RFC 5987). */
const encodeRfc5987 = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
