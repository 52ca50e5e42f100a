import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { catalogueEntry, type CatalogueEntry } from '../../src-main/models/catalogue.ts';
import { fetchSource } from '../../src-main/models/pull.ts';
import { file, serve, status, sum, whole } from './download/file-server.ts';
import { makeStores, removeStores, type Stores } from './temporary-stores.ts';

let stores: Stores;
beforeEach(async () => (stores = await makeStores()));
afterEach(async () => {
  vi.unstubAllEnvs();
  await removeStores(stores);
});

/** An entry whose file is on servers of this test. */
const entryAt = (...urls: [string, ...string[]]): CatalogueEntry => ({
  ...catalogueEntry('u2netp'),
  source: { kind: 'http', urls },
  sha256: sum,
  bytes: file.length,
});
const fetchInto = (entry: CatalogueEntry, onBytes?: (bytes: number) => void) =>
  fetchSource(entry, { store: stores.user, ...(onBytes && { onBytes }) });

describe('fetchSource, over HTTP', () => {
  it('asks the mirrors in order and says how far it is', async () => {
    const gone = await serve(status(404));
    const { address } = await serve(whole());
    let seen = 0;
    const bytes = await fetchInto(entryAt(gone.address, address), now => (seen = now));
    expect(Buffer.compare(bytes, file)).toBe(0);
    expect(seen).toBe(file.length);
    expect(readdirSync(stores.user)).toEqual([]);
  });

  it('asks a mirror of one’s own first, by the file’s name', async () => {
    const own = await serve(whole());
    const { address, asked } = await serve(whole());
    vi.stubEnv('PORTRAIT_MIRROR', new URL('/networks', own.address).href);
    await fetchInto(entryAt(address));
    expect(own.asked.map(({ path }) => path)).toEqual(['/networks/file']);
    expect(asked).toEqual([]);
  });

  it.each(['nonsense', 'ftp://127.0.0.1/networks'])('says that %s is no mirror', async mirror => {
    const { address, asked } = await serve(whole());
    vi.stubEnv('PORTRAIT_MIRROR', mirror);
    await expect(fetchInto(entryAt(address))).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining(mirror) as string,
    });
    expect(asked).toEqual([]);
  });

  it('names every answer, the command to try again and the one that imports the file', async () => {
    const first = await serve(status(404));
    const second = await serve(status(410));
    await expect(fetchInto(entryAt(first.address, second.address))).rejects.toMatchObject({
      code: 'model-download-failed',
      message: expect.stringMatching(
        /^[^\n]*404[^\n]*410[^\n]*models pull u2netp[^\n]*models import file"\.$/,
      ) as string,
    });
  });

  it('says that a file with other bytes is not the one, and keeps nothing of it', async () => {
    const { address } = await serve(whole(new Uint8Array(file.length)));
    await expect(fetchInto(entryAt(address))).rejects.toMatchObject({ code: 'model-sum-wrong' });
    expect(readdirSync(stores.user)).toEqual([]);
  });

  it.skipIf(process.getuid?.() === 0)('says that the store cannot be written to', async () => {
    const { address } = await serve(whole());
    mkdirSync(stores.user);
    chmodSync(stores.user, 0o500);
    await expect(fetchInto(entryAt(address))).rejects.toMatchObject({ code: 'output-not-writable' });
  });

  it('says so when a file is where the store should be', async () => {
    const { address } = await serve(whole());
    const entry = entryAt(address);
    await expect(fetchSource(entry, { store: `${import.meta.filename}/store` })).rejects.toMatchObject({
      code: 'output-not-writable',
    });
  });
});
