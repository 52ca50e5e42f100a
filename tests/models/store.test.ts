import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { installedSchema } from '../../src-main/models/copy.ts';
import { installModel } from '../../src-main/models/install.ts';
import { removeModel } from '../../src-main/models/remove.ts';
import { findModel, listModels, verifyModel } from '../../src-main/models/store.ts';
import { makeStores, removeStores, type Stores } from './temporary-stores.ts';
import { u2netpFile } from './u2netp-file.ts';

let stores: Stores;
vi.mock('../../src-main/models/store-roots.ts', () => ({
  userRoot: () => stores.user,
  shippedRoot: () => stores.shipped,
  storeRoots: () => [
    { where: 'user', root: stores.user },
    { where: 'shipped', root: stores.shipped },
  ],
}));

let file: Uint8Array;
/** An installed network, to copy from: converting takes its time. */
let original: Stores;
beforeAll(async () => {
  file = await u2netpFile();
  original = await makeStores();
  await installModel('u2netp', file, original.user);
  return () => removeStores(original);
});
beforeEach(async () => void (stores = await makeStores()));
afterEach(() => removeStores(stores));

const install = (root: string) =>
  cp(join(original.user, 'u2netp'), join(root, 'u2netp'), { recursive: true });
const pathIn = (root: string, name: string) => join(root, 'u2netp', name);

async function flipOneBit(path: string): Promise<void> {
  const bytes = await readFile(path);
  bytes[bytes.length >> 1] ^= 1;
  await writeFile(path, bytes);
}

describe('installModel', () => {
  it('leaves exactly the three files, each as its record says', async () => {
    const folder = join(original.user, 'u2netp');
    expect((await readdir(folder)).sort()).toEqual(['installed.json', 'model.json', 'weights.bin']);
    expect(await readdir(original.user)).toEqual(['u2netp']);
    const record = installedSchema.parse(JSON.parse(await readFile(join(folder, 'installed.json'), 'utf8')));
    expect(record.files['weights.bin'].bytes).toBe((await readFile(join(folder, 'weights.bin'))).length);
  });

  it('refuses a file with another sum, and leaves nothing behind', async () => {
    const changed = Uint8Array.from(file);
    changed[changed.length >> 1] ^= 1;
    const attempt = installModel('u2netp', changed, stores.user);
    await expect(attempt).rejects.toMatchObject({ code: 'model-sum-wrong' });
    await expect(readdir(stores.user)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('refuses a file that is cut off', async () => {
    const attempt = installModel('u2netp', file.subarray(0, 1000), stores.user);
    await expect(attempt).rejects.toMatchObject({ code: 'model-sum-wrong' });
  });

  it('says so when the store cannot be written', async () => {
    await writeFile(stores.user, 'a file where the store should be');
    const attempt = installModel('u2netp', file, stores.user);
    await expect(attempt).rejects.toMatchObject({ code: 'output-not-writable' });
  });

  it('replaces a damaged copy', async () => {
    await install(stores.user);
    await rm(pathIn(stores.user, 'weights.bin'));
    await installModel('u2netp', file, stores.user);
    expect((await verifyModel('u2netp')).state).toBe('ok');
    expect(await readdir(stores.user)).toEqual(['u2netp']);
  });

  it('survives three processes that install over a damaged copy at once', async () => {
    await install(stores.user);
    await flipOneBit(pathIn(stores.user, 'weights.bin'));
    const source = join(stores.base, 'source.onnx');
    await writeFile(source, file);
    const module = new URL('../../src-main/models/install.ts', import.meta.url).href;
    const code = `
      const { readFile } = await import('node:fs/promises');
      const { installModel } = await import(${JSON.stringify(module)});
      await installModel('u2netp', await readFile(process.argv[1]), process.argv[2]);`;
    const run = () =>
      promisify(execFile)(process.execPath, ['--input-type=module', '-e', code, source, stores.user]);
    await Promise.all([run(), run(), run()]);
    expect((await verifyModel('u2netp')).state).toBe('ok');
    expect(await readdir(stores.user)).toEqual(['u2netp']);
  });

  it('clears away what a killed process left hours ago, and not what another is writing', async () => {
    const [old, young] = [join(stores.user, '.u2netp-old123'), join(stores.user, '.u2netp-new123')];
    await mkdir(old, { recursive: true });
    await mkdir(young);
    await utimes(old, new Date(0), new Date(0));
    await installModel('u2netp', file, stores.user);
    expect((await readdir(stores.user)).sort()).toEqual(['.u2netp-new123', 'u2netp']);
  });
});

describe('findModel', () => {
  it('takes the network that the user fetched, before the one that was shipped', async () => {
    await install(stores.shipped);
    expect(await findModel('u2netp')).toMatchObject({ where: 'shipped' });
    await install(stores.user);
    expect(await findModel('u2netp')).toMatchObject({ where: 'user', folder: join(stores.user, 'u2netp') });
  });

  it('falls back on the shipped network when the fetched one is damaged', async () => {
    await install(stores.shipped);
    await install(stores.user);
    await truncate(pathIn(stores.user, 'weights.bin'), 10);
    expect(await findModel('u2netp')).toMatchObject({ where: 'shipped' });
  });

  it('names the command to run when the network is not there', async () => {
    await expect(findModel('u2netp')).rejects.toMatchObject({
      code: 'model-missing',
      message: expect.stringContaining('portrait models pull u2netp') as string,
    });
  });

  it('names those that there are when the network is unknown', async () => {
    await expect(findModel('u3net')).rejects.toMatchObject({ code: 'model-unknown' });
  });

  it('does not use what another version of the importer made', async () => {
    await install(stores.user);
    const path = pathIn(stores.user, 'installed.json');
    const record = installedSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    await writeFile(path, JSON.stringify({ ...record, importer: record.importer + 1 }));
    await expect(findModel('u2netp')).rejects.toMatchObject({
      code: 'model-missing',
      message: expect.stringMatching(/importer.*portrait models pull u2netp/) as string,
    });
    expect((await verifyModel('u2netp')).state).toBe('outdated');
  });

  it.each(['weights.bin', 'model.json', 'installed.json'])(
    'refuses a network whose %s is cut off',
    async name => {
      await install(stores.user);
      await truncate(pathIn(stores.user, name), 20);
      await expect(findModel('u2netp')).rejects.toMatchObject({ code: 'model-damaged' });
    },
  );
});

describe('a network that was tampered with, its size kept', () => {
  it.each(['weights.bin', 'model.json'])('is not used when a bit of %s was changed', async name => {
    await install(stores.user);
    await flipOneBit(pathIn(stores.user, name));
    await expect(findModel('u2netp')).rejects.toMatchObject({
      code: 'model-damaged',
      message: expect.stringMatching(/was changed.*portrait models pull u2netp/) as string,
    });
  });

  it('is not used either when it was whole a moment ago', async () => {
    await install(stores.user);
    await findModel('u2netp');
    await flipOneBit(pathIn(stores.user, 'weights.bin'));
    await expect(findModel('u2netp')).rejects.toMatchObject({ code: 'model-damaged' });
    await installModel('u2netp', file, stores.user);
    expect(await findModel('u2netp')).toMatchObject({ where: 'user' });
  });

  it('gives way to the shipped one, where that is whole', async () => {
    await install(stores.user);
    await install(stores.shipped);
    await flipOneBit(pathIn(stores.user, 'weights.bin'));
    expect(await findModel('u2netp')).toMatchObject({ where: 'shipped' });
  });
});

describe('verifyModel', () => {
  it('finds an untouched network whole', async () => {
    await install(stores.user);
    expect(await verifyModel('u2netp')).toMatchObject({ state: 'ok', copies: [{ problems: [] }] });
  });

  it.each(['weights.bin', 'model.json'])('catches a single changed bit in %s', async name => {
    await install(stores.user);
    await flipOneBit(pathIn(stores.user, name));
    const result = await verifyModel('u2netp');
    expect(result.state).toBe('damaged');
    expect(result.copies[0].problems).toEqual([`${name} was changed`]);
  });

  it('reports a damaged copy also when the other one is whole', async () => {
    await install(stores.user);
    await install(stores.shipped);
    await flipOneBit(pathIn(stores.shipped, 'weights.bin'));
    const { state, copies } = await verifyModel('u2netp');
    expect(state).toBe('damaged');
    expect(copies.map(copy => [copy.where, copy.state])).toEqual([
      ['user', 'ok'],
      ['shipped', 'damaged'],
    ]);
  });

  it('finds nothing where there is nothing', async () => {
    expect(await verifyModel('u2netp')).toMatchObject({ name: 'u2netp', state: 'missing', copies: [] });
  });
});

describe('listModels', () => {
  it('lists a network before and after it is installed', async () => {
    const row = async () => (await listModels()).find(({ entry }) => entry.name === 'u2netp');
    expect(await row()).toMatchObject({ state: 'missing' });
    await install(stores.shipped);
    expect(await row()).toMatchObject({ state: 'ok', copy: { where: 'shipped' } });
  });
});

describe('removeModel', () => {
  it('takes the user’s copy away, and leaves the shipped one', async () => {
    await install(stores.user);
    await install(stores.shipped);
    await removeModel('u2netp');
    expect(await readdir(stores.user)).toEqual([]);
    expect(await findModel('u2netp')).toMatchObject({ where: 'shipped' });
  });

  it('takes a damaged copy away, too', async () => {
    await install(stores.user);
    await truncate(pathIn(stores.user, 'installed.json'), 20);
    await removeModel('u2netp');
    expect(await readdir(stores.user)).toEqual([]);
  });

  it('says that what was shipped stays', async () => {
    await install(stores.shipped);
    await expect(removeModel('u2netp')).rejects.toMatchObject({
      code: 'model-missing',
      message: expect.stringMatching(/came with the program and stays/) as string,
    });
    expect(await findModel('u2netp')).toMatchObject({ where: 'shipped' });
  });

  it('says that there is nothing to remove', async () => {
    await expect(removeModel('u2netp')).rejects.toMatchObject({
      code: 'model-missing',
      message: expect.stringMatching(/nothing to remove/) as string,
    });
    await expect(removeModel('../elsewhere')).rejects.toMatchObject({ code: 'model-unknown' });
  });
});
