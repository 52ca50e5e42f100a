import { readdir } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { offerModel } from '../../src-main/cli/offer-model.ts';
import { installModel, verifyModel } from '../../src-main/models/index.ts';
import { deeplabFile, withoutDeeplab } from '../models/deeplab-file.ts';
import { serve, whole } from '../models/download/file-server.ts';
import { makeStores, removeStores, type Stores } from '../models/temporary-stores.ts';

let stores: Stores;
vi.mock('../../src-main/models/store-roots.ts', () => ({
  userRoot: () => stores.user,
  shippedRoot: () => stores.shipped,
  storeRoots: () => [
    { where: 'user', root: stores.user },
    { where: 'shipped', root: stores.shipped },
  ],
}));
beforeEach(async () => void (stores = await makeStores()));
afterEach(async () => {
  vi.unstubAllEnvs();
  await removeStores(stores);
});

/** A terminal, or what is one only in part. */
function terminal({ stdin = true, stderr = true } = {}) {
  const typing = new PassThrough();
  const shown = new PassThrough();
  const cancel = new AbortController();
  const streams = {
    stdin: Object.assign(typing, { isTTY: stdin }) as unknown as NodeJS.ReadStream,
    stderr: Object.assign(shown, { isTTY: stderr, columns: 100 }) as unknown as NodeJS.WriteStream,
    signal: cancel.signal,
  };
  return { typing, cancel, streams, said: () => String(shown.read() ?? '') };
}

const nothingFetched = () => expect(readdir(stores.user)).rejects.toMatchObject({ code: 'ENOENT' });

describe('offering a network that is missing', () => {
  it.each(['n\n', 'no\n', 'what?\n'])('says what it brings, and takes %j for a no', async answer => {
    const { typing, streams, said } = terminal();
    typing.write(answer);
    expect(await offerModel('deeplab', streams)).toBe(false);
    expect(said()).toMatch(
      /^DeepLab v3 \(2\.2 MB, Apache-2\.0\) names 20 kinds .*\. Fetch it now\? \[Y\/n\] $/,
    );
    await nothingFetched();
  });

  it('takes the end of the input for a no', async () => {
    const { typing, streams, said } = terminal();
    typing.end();
    expect(await offerModel('deeplab', streams)).toBe(false);
    expect(said()).toMatch(/\[Y\/n\] \n$/);
    await nothingFetched();
  });

  it.each([{ stdin: false }, { stderr: false }])('does not ask where %j', async parts => {
    const { typing, streams, said } = terminal(parts);
    typing.write('y\n');
    expect(await offerModel('deeplab', streams)).toBe(false);
    expect(said()).toBe('');
    await nothingFetched();
  });

  it('ends when it is interrupted while it waits for the answer', async () => {
    const { cancel, streams } = terminal();
    setTimeout(() => cancel.abort(), 50);
    await expect(offerModel('deeplab', streams)).rejects.toMatchObject({ code: 'cancelled' });
    await nothingFetched();
  });

  it('knows no network that the catalogue does not', async () => {
    await expect(offerModel('nonsense', terminal().streams)).rejects.toMatchObject({ code: 'model-unknown' });
  });
});

describe.skipIf(withoutDeeplab)(`with DeepLab’s file${withoutDeeplab}`, () => {
  it.each(['\n', 'y\n', ' YES \n'])(
    'takes %j for a yes, fetches it and shows how far it is',
    async answer => {
      const { address, asked } = await serve(whole(deeplabFile()));
      vi.stubEnv('PORTRAIT_MIRROR', new URL('/', address).href);
      const { typing, streams, said } = terminal();
      typing.write(answer);
      expect(await offerModel('deeplab', streams)).toBe(true);
      expect(asked.map(({ path }) => path)).toEqual(['/deeplabv3_mnv2_pascal_quant.tflite']);
      expect(said()).toMatch(/Fetching DeepLab v3, 2\.2 MB, Apache-2\.0 …\n.*100 % of 2\.2 MB/s);
      expect((await verifyModel('deeplab')).state).toBe('ok');
    },
  );

  it('does not ask when it is there', async () => {
    await installModel('deeplab', deeplabFile(), stores.user);
    const { streams, said } = terminal();
    expect(await offerModel('deeplab', streams)).toBe(true);
    expect(said()).toBe('');
  });
});
