import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { portrait, type RunOptions } from '../making/cli.ts';
import { until } from '../making/processes.ts';
import { deeplabFile, withoutDeeplab } from '../models/deeplab-file.ts';
import {
  type Answer,
  cutAfter,
  serve,
  silentAfter,
  slowlyGiving,
  status,
  whole,
} from '../models/download/file-server.ts';
import { makeStores, removeStores, type Stores } from '../models/temporary-stores.ts';

let stores: Stores;
beforeEach(async () => (stores = await makeStores()));
afterEach(() => removeStores(stores));

/** Whoever is asked beside the mirror is asked through a proxy that nobody runs: nothing leaves this machine. */
const offline = {
  https_proxy: 'http://127.0.0.1:9',
  HTTPS_PROXY: 'http://127.0.0.1:9',
  no_proxy: '127.0.0.1',
  NO_PROXY: '127.0.0.1',
};

/** A mirror of one's own, and `portrait models …` with it. */
async function mirrorThat(...answers: Answer[]) {
  const { address, asked } = await serve(...answers);
  const PORTRAIT_MIRROR = new URL('/networks/', address).href;
  const env = { ...offline, PORTRAIT_MIRROR };
  const models = (words: string[], options: RunOptions = {}) =>
    portrait(['models', ...words], { env, models: stores.user, ...options });
  return { asked, models, pull: (options?: RunOptions) => models(['pull', 'deeplab'], options) };
}

const weights = () => join(stores.user, 'deeplab', 'weights.bin');
const installed = /^Fetching DeepLab v3, 2\.2 MB, Apache-2\.0 …\ndeeplab installed in .*deeplab\n$/;

describe.skipIf(withoutDeeplab)(`portrait models pull deeplab${withoutDeeplab}`, () => {
  const file = withoutDeeplab ? new Uint8Array() : deeplabFile();

  it('fetches it slowly, checks and installs it, and then has nothing more to do', async () => {
    const { asked, models, pull } = await mirrorThat(slowlyGiving(file));
    expect(await pull()).toMatchObject({ code: 0, stdout: '', stderr: installed });
    expect(asked.map(({ path }) => path)).toEqual(['/networks/deeplabv3_mnv2_pascal_quant.tflite']);
    expect(readdirSync(stores.user)).toEqual(['deeplab']);
    expect(await models(['verify', 'deeplab'])).toMatchObject({ code: 0, stdout: 'deeplab ok\n' });
    expect(await pull()).toMatchObject({ code: 0, stderr: /^deeplab is there already, whole/ });
    expect(asked).toHaveLength(1);
  });

  it('goes on through a redirect, a cut and servers that are broken or busy', async () => {
    const onward = status(302, { location: '/elsewhere' });
    const { asked, pull } = await mirrorThat(
      ...[onward, cutAfter(900_000, file), status(500), status(503), onward, whole(file)],
    );
    expect(await pull()).toMatchObject({ code: 0, stderr: installed });
    expect(asked.map(({ range }) => range)).toEqual([
      ...[undefined, undefined],
      ...Array.from({ length: 4 }, () => 'bytes=900000-'),
    ]);
    expect(readdirSync(stores.user)).toEqual(['deeplab']);
  });

  it('is done by two processes at once, and neither is harmed', async () => {
    const { asked, models, pull } = await mirrorThat(slowlyGiving(file));
    const both = await Promise.all([pull(), pull()]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(asked.length).toBeGreaterThan(0);
    expect(readdirSync(stores.user)).toEqual(['deeplab']);
    expect(await models(['verify', 'deeplab'])).toMatchObject({ code: 0 });
  });

  it('leaves only the part when it is interrupted, and goes on from there', async () => {
    const { asked, pull } = await mirrorThat(silentAfter(700_000, file), whole(file));
    const part = () => readdirSync(stores.user).map(name => readFileSync(join(stores.user, name)).length);
    const interrupted = await pull({
      onStart: group =>
        void until(() => asked.length > 0 && part()[0] === 700_000).then(() =>
          process.kill(-group, 'SIGINT'),
        ),
    });
    expect(interrupted).toMatchObject({ code: 130, stderr: /\nportrait: .*cancelled\.\n$/ });
    expect(part()).toEqual([700_000]);
    expect(await pull()).toMatchObject({ code: 0, stderr: installed });
    expect(asked.map(({ range }) => range)).toEqual([undefined, 'bytes=700000-']);
    expect(readdirSync(stores.user)).toEqual(['deeplab']);
  });

  it('makes it anew when what was installed has been changed, as verify finds', async () => {
    const { models, pull } = await mirrorThat(whole(file));
    await pull();
    const before = readFileSync(weights());
    writeFileSync(weights(), before.with(before.length >> 1, before[before.length >> 1] ^ 1));
    expect(await models(['verify'])).toMatchObject({
      code: 1,
      stdout: /^deeplab damaged \(weights\.bin was changed\): run "portrait models pull deeplab"$/m,
    });
    expect(await pull()).toMatchObject({ code: 0, stderr: installed });
    expect(readFileSync(weights()).equals(before)).toBe(true);
    expect(await models(['verify', 'deeplab'])).toMatchObject({ code: 0 });
  });

  it('keeps nothing of a file with other bytes, and says so', async () => {
    const { pull } = await mirrorThat(whole(file.with(1_000_000, file[1_000_000] ^ 1)));
    expect(await pull()).toMatchObject({ code: 1, stderr: /127\.0\.0\.1:\d+ has another file/ });
    expect(readdirSync(stores.user)).toEqual([]);
  });
});

describe('portrait models pull, without a network', () => {
  it('names who was asked, and the command that imports the file', async () => {
    const { pull } = await mirrorThat(status(404));
    const { code, stderr } = await pull();
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Fetching .*\nportrait: [^\n]*127\.0\.0\.1:\d+ answered 404; [^\n]*\n$/);
    expect(stderr).toMatch(/models import deeplabv3_mnv2_pascal_quant\.tflite"\.\n$/);
    expect(readdirSync(stores.user)).toEqual([]);
  });
});
