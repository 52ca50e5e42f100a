import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ModelsAnswer } from '../../../src-shared/contract/editor/models.ts';
import { startEditor } from '../../making/editor.ts';
import { temporaryFolder } from '../../making/folder.ts';
import { deeplabFile, deeplabPath, withoutDeeplab } from '../../models/deeplab-file.ts';
import { serve, slowlyGiving } from '../../models/download/file-server.ts';
import { smallTfjs } from '../../models/small-network.ts';

const folder = temporaryFolder();
const { ask, refused, progress, editor } = startEditor(folder);
const modelNamed = ({ models }: ModelsAnswer, name: string) => models.find(one => one.name === name);
const mirrored = (address: string) => vi.stubEnv('PORTRAIT_MIRROR', new URL('/', address).href);

let count = 0;
let store: string;
beforeEach(() => {
  progress.length = 0;
  store = join(folder, `store-${(count += 1)}`);
  vi.stubEnv('PORTRAIT_MODELS', store);
});
afterEach(() => vi.unstubAllEnvs());

describe('the networks in the editor', () => {
  it('are listed with what they are for, and the engine that runs them', async () => {
    const answer = await ask('models.list', {});
    expect(modelNamed(answer, 'u2netp')).toMatchObject({
      ...{ title: 'U²-Netp', licence: 'Apache-2.0', bytes: 4_574_861, state: 'ok', problems: [] },
      ...{ shipped: true, removable: false, known: true },
    });
    expect(modelNamed(answer, 'deeplab')).toMatchObject({ state: 'missing', shipped: false, known: true });
    expect(['native', 'wasm']).toContain(answer.engine?.engine);
  });

  it('refuse a file that is none, and one that is not there', async () => {
    const taken = await editor.upload('words.tflite', bytesOf('these are only words'));
    if (!taken.ok) throw new Error(taken.message);
    const source = { kind: 'upload', upload: taken.value.upload } as const;
    expect(await refused('models.import', { source })).toBe('model-damaged');
    const gone = { kind: 'path', path: join(folder, 'none.onnx') } as const;
    expect(await refused('models.import', { source: gone })).toBe('model-missing');
  });

  it('come in several files that a page handed in, also where two are alike', async () => {
    const { json, beside } = await handedIn(smallTfjs(2, 3));
    const answer = await ask('models.import', { source: json, beside });
    expect(modelNamed(answer, answer.name)).toMatchObject({ purpose: 'model.json', state: 'ok' });
    expect(modelNamed(await ask('models.verify', {}), answer.name)?.state).toBe('ok');
    const parts = new Map(smallTfjs(2, 3));
    const name = 'group1-shard2of3.bin';
    const changed = await handedIn(parts.set(name, parts.get('group1-shard1of3.bin') ?? new Uint8Array()));
    await ask('models.remove', { name: answer.name });
    expect((await ask('models.import', { source: changed.json, beside: changed.beside })).name).toBe('model');
  });

  it('name all files that are missing beside a model.json', async () => {
    const { json, beside } = await handedIn(smallTfjs(2, 3));
    const some = beside.filter(({ name }) => name.includes('1of3'));
    const answer = await editor.handle('models.import', { source: json, beside: some });
    expect(answer).toMatchObject({
      ...{ ok: false, code: 'model-damaged' },
      message: expect.stringMatching(
        /"group1-shard2of3.bin", "group1-shard3of3.bin" are not beside/,
      ) as string,
    });
  });

  it('do not lose the one that the program came with', async () => {
    expect(await refused('models.remove', { name: 'u2netp' })).not.toBe('done');
    expect(await refused('models.remove', { name: 'strange' })).toBe('model-unknown');
    expect(modelNamed(await ask('models.list', {}), 'u2netp')?.state).toBe('ok');
  });
});

describe.skipIf(withoutDeeplab !== '')(`DeepLab in the editor${withoutDeeplab}`, () => {
  const imported = () => ask('models.import', { source: { kind: 'path', path: deeplabPath } });

  it('comes from a file that a page handed in, and goes again', async () => {
    const taken = await editor.upload('my own.tflite', bytesOf(deeplabFile()));
    if (!taken.ok) throw new Error(taken.message);
    const answer = await ask('models.import', { source: { kind: 'upload', upload: taken.value.upload } });
    expect(answer.name).toBe('deeplab');
    expect(modelNamed(answer, 'deeplab')).toMatchObject({ state: 'ok', removable: true });
    const after = await ask('models.remove', { name: 'deeplab' });
    expect(modelNamed(after, 'deeplab')).toMatchObject({ state: 'missing', removable: false });
    expect(existsSync(join(store, 'deeplab'))).toBe(false);
  });

  it('is found damaged when its weights were changed, and is made whole again', async () => {
    await imported();
    const weights = join(store, 'deeplab', 'weights.bin');
    writeFileSync(weights, Buffer.alloc(statSync(weights).size));
    expect(modelNamed(await ask('models.list', {}), 'deeplab')?.state).toBe('ok');
    expect(modelNamed(await ask('models.verify', {}), 'deeplab')).toMatchObject({
      state: 'damaged',
      problems: ['weights.bin was changed'],
    });
    await imported();
    expect(modelNamed(await ask('models.verify', {}), 'deeplab')?.state).toBe('ok');
  });

  it('is fetched with progress, cancelled in the middle, and fetched to the end', async () => {
    const { address, asked } = await serve(slowlyGiving(deeplabFile()));
    mirrored(address);
    const pulling = editor.handle('models.pull', { name: 'deeplab', job: 'pull' });
    await vi.waitUntil(() => progress.some(({ share }) => share > 0.1), { timeout: 20_000, interval: 1 });
    await ask('job.cancel', { job: 'pull' });
    expect(await pulling).toMatchObject({ ok: false, code: 'cancelled' });
    expect(modelNamed(await ask('models.list', {}), 'deeplab')?.state).toBe('missing');
    const answer = await ask('models.pull', { name: 'deeplab', job: 'again' });
    expect(modelNamed(answer, 'deeplab')?.state).toBe('ok');
    expect(asked.at(-1)?.range).toMatch(/^bytes=[1-9]/);
    const heard = progress.filter(({ job }) => job === 'again');
    expect(heard.at(-1)).toMatchObject({ stage: 'install', share: 1 });
    expect(heard.filter(({ stage }) => stage === 'fetch').length).toBeGreaterThan(2);
  });
});

/** What the page says of a network in several files, after it has uploaded them. */
async function handedIn(files: ReadonlyMap<string, Uint8Array>) {
  const sources = [];
  for (const [name, bytes] of files) {
    const taken = await editor.upload(name, bytesOf(bytes));
    if (!taken.ok) throw new Error(taken.message);
    sources.push({ name, source: { kind: 'upload' as const, upload: taken.value.upload } });
  }
  const beside = sources.filter(({ name }) => name !== 'model.json');
  const json = sources.find(({ name }) => name === 'model.json')?.source;
  if (!json) throw new Error('A network in several files has a model.json.');
  return { json, beside };
}

async function* bytesOf(content: string | Uint8Array) {
  await Promise.resolve();
  yield typeof content === 'string' ? new TextEncoder().encode(content) : content;
}
