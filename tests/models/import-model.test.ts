import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importModel } from '../../src-main/models/import-model.ts';
import { frozenGraphIn } from '../../src-main/models/import/frozen/archive.ts';
import { namingModel } from '../../src-main/models/naming.ts';
import { modelsHere } from '../../src-main/models/together.ts';
import { findModel, listModels, verifyModel } from '../../src-main/models/store.ts';
import { frozenDeeplab } from '../making/frozen-deeplab.ts';
import { floats as frozenFloats, frozenFile } from './import/frozen-file.ts';
import { noise } from './import/onnx-file.ts';
import { endings, smallTflite } from './small-network.ts';
import { makeStores, removeStores, type Stores } from './temporary-stores.ts';

let stores: Stores;
const before = process.env['PORTRAIT_MODELS'];
beforeEach(async () => {
  stores = await makeStores();
  process.env['PORTRAIT_MODELS'] = stores.user;
});
afterEach(async () => {
  if (before === undefined) delete process.env['PORTRAIT_MODELS'];
  else process.env['PORTRAIT_MODELS'] = before;
  await removeStores(stores);
});

/** A file in the stores' own temporary folder. */
async function put(name: string, bytes: Uint8Array | string): Promise<string> {
  await writeFile(join(stores.base, name), bytes);
  return join(stores.base, name);
}

const smallGraph = () =>
  frozenFile([
    { name: 'ImageTensor', operator: 'Placeholder' },
    frozenFloats('w', [1, 1, 3, 4], noise(12)),
    {
      ...{ name: 'c', operator: 'Conv2D', inputs: ['ImageTensor', 'w'] },
      attributes: { strides: [1, 1, 1, 1], padding: 'SAME' },
    },
  ]);

/** A .tar.gz with one file in it. */
function archive(name: string, bytes: Uint8Array): Uint8Array {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write('0000644', 100);
  header.write(bytes.length.toString(8).padStart(11, '0'), 124);
  header.write('00000000000', 136);
  header.write('        0', 148);
  header.write('ustar', 257);
  header.write('00', 263);
  const sum = header.reduce((a, b) => a + b, 0);
  header.write(sum.toString(8).padStart(6, '0'), 148);
  header[154] = 0;
  const filling = Buffer.alloc((512 - (bytes.length % 512)) % 512);
  return gzipSync(Buffer.concat([header, bytes, filling, Buffer.alloc(1024)]));
}

describe('importing a network', () => {
  it('installs it under its file’s name, with what the file says of it', async () => {
    const { entry } = await importModel(await put('My Net.tflite', smallTflite(1, endings.sigmoid)));
    expect(entry).toMatchObject({
      name: 'my-net',
      source: { kind: 'file', file: 'My Net.tflite' },
      input: { size: 16, columns: 24, normalisation: { kind: 'range', range: [0, 1] } },
      output: { meaning: 'saliency', labels: ['subject'], answers: 'probabilities', grid: 'centres' },
    });
    expect(await findModel('my-net')).toMatchObject({ entry, where: 'user' });
    expect((await listModels()).at(-1)).toMatchObject({ entry: { name: 'my-net' }, state: 'ok' });
  });

  it('takes a name, labels and an input range', async () => {
    const path = await put('net.tflite', smallTflite(2, endings.relu));
    const wish = { name: 'cats', labels: ['none', 'cat'], inputRange: [-1, 1] as const };
    const { entry } = await importModel(path, wish);
    expect(entry).toMatchObject({
      name: 'cats',
      input: { normalisation: { range: [-1, 1] } },
      output: { meaning: 'classes', labels: ['none', 'cat'], answers: 'scores' },
    });
  });

  it.each(['graph.pb', 'graph.tar.gz'])('takes a frozen graph, as %s', async name => {
    const bytes = name.endsWith('.pb')
      ? smallGraph()
      : archive('model/frozen_inference_graph.pb', smallGraph());
    const { entry } = await importModel(await put(name, bytes), { inputSize: 32 });
    expect(entry).toMatchObject({
      format: 'frozen-graph',
      input: { size: 32 },
      output: { meaning: 'classes' },
    });
    expect((await verifyModel(entry.name)).state).toBe('ok');
  });

  it('knows the classes of DeepLab’s archive, which then stands in for DeepLab', async () => {
    expect(await namingModel()).toBeUndefined();
    const file = 'deeplabv3_mnv2_pascal_train_aug_2018_01_29.tar.gz';
    const packed = archive('deeplabv3/frozen_inference_graph.pb', frozenDeeplab('cat'));
    const { entry } = await importModel(await put(file, packed));
    expect(entry).toMatchObject({
      name: 'deeplabv3-mnv2-pascal-train-aug-2018-01-29',
      input: { size: 513, normalisation: { range: [-1, 1] } },
      output: { answers: 'scores', grid: 'corners' },
    });
    expect(entry.output.labels?.slice(0, 2)).toEqual(['background', 'aeroplane']);
    expect(await namingModel()).toMatchObject({ name: entry.name });
    expect((await modelsHere()).map(({ name }) => name)).toContain(entry.name);
  });

  it('knows them by the name of its output, and not those of another network', async () => {
    await importModel(await put('graph.pb', frozenDeeplab('cat', 19)));
    expect(await namingModel()).toBeUndefined();
    await importModel(await put('own.pb', frozenDeeplab('cat')), {
      labels: Array.from({ length: 21 }, (_, i) => `own ${i}`),
    });
    expect(await namingModel()).toBeUndefined();
    await importModel(await put('any.pb', frozenDeeplab('cat')));
    expect(await namingModel()).toMatchObject({ name: 'any' });
  });

  it('takes a graph model of TensorFlow.js, which is what a store holds', async () => {
    const { folder } = await importModel(await put('net.tflite', smallTflite(2, endings.sigmoid)), {
      name: 'first',
    });
    const { entry, folder: again } = await importModel(join(folder, 'model.json'), { name: 'second' });
    expect(entry.format).toBe('tfjs');
    expect(await readFile(join(again, 'weights.bin'))).toEqual(await readFile(join(folder, 'weights.bin')));
  });

  it('takes the same file again with other labels', async () => {
    const path = await put('net.tflite', smallTflite(2, endings.sigmoid));
    await importModel(path, { labels: ['none', 'cat'] });
    const { entry } = await importModel(path, { labels: ['none', 'dog'] });
    expect((await findModel('net')).entry).toEqual(entry);
    expect(entry.output.labels).toEqual(['none', 'dog']);
  });

  it('does not put one network in the place of another', async () => {
    const { entry } = await importModel(await put('net.tflite', smallTflite(1, endings.sigmoid)));
    const other = await put('other.tflite', smallTflite(2, endings.sigmoid));
    await expect(importModel(other, { name: 'net' })).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringMatching(/net\.tflite.*models remove net/) as string,
    });
    expect((await findModel('net')).entry).toEqual(entry);
  });

  it('notices when what it installed was changed', async () => {
    const { entry, folder } = await importModel(await put('net.tflite', smallTflite(1, endings.sigmoid)));
    const weights = await readFile(join(folder, 'weights.bin'));
    await writeFile(join(folder, 'weights.bin'), weights.with(0, weights[0] ^ 1));
    expect((await verifyModel(entry.name)).state).toBe('damaged');
  });

  it('names its file when it was changed, and no address', async () => {
    const { folder } = await importModel(await put('net.tflite', smallTflite(1, endings.sigmoid)), {
      name: 'cats',
    });
    await writeFile(join(folder, 'weights.bin'), '');
    await expect(findModel('cats')).rejects.toMatchObject({
      code: 'model-damaged',
      message: expect.stringMatching(/"portrait models import net\.tflite --name cats"\.$/) as string,
    });
  });

  it('leaves folders alone that are no networks', async () => {
    await mkdir(join(stores.user, 'holiday'), { recursive: true });
    expect((await listModels()).map(({ entry }) => entry.name)).not.toContain('holiday');
    await rm(join(stores.user, 'holiday'), { recursive: true });
  });
});

describe('a network that is refused', () => {
  it.each([
    ['as many labels as classes', 'net.tflite', { labels: ['a', 'b', 'c'] }, 'usage'],
    ['a name that is a folder elsewhere', 'net.tflite', { name: '../net' }, 'usage'],
    ['a name of the catalogue', 'net.tflite', { name: 'u2netp' }, 'usage'],
    ['a kind of file that is known', 'net.pkl', {}, 'usage'],
  ])('is not %s', async (_, file, wish, code) => {
    const path = await put(file, smallTflite(2, endings.sigmoid));
    await expect(importModel(path, wish)).rejects.toMatchObject({ code });
    expect((await listModels()).every(({ entry }) => entry.source.kind !== 'file')).toBe(true);
  });

  it('names its operator', async () => {
    const path = await put('odd.tflite', smallTflite(2, endings.gather));
    const message = expect.stringMatching(/GATHER/) as string;
    await expect(importModel(path)).rejects.toMatchObject({ code: 'model-operator-unknown', message });
  });

  it.each([
    ['a missing file', 'ghost.tflite', 'model-missing'],
    ['text in place of a graph', 'text.pb', 'model-damaged'],
    ['an archive without a graph', 'other.tar.gz', 'model-damaged'],
    ['an archive that is none', 'text.tar.gz', 'model-damaged'],
    ['a layers model', 'model.json', 'model-damaged'],
  ])('is %s', async (_, name, code) => {
    if (name.startsWith('text')) await put(name, 'no network');
    if (name.startsWith('other')) await put(name, archive('README', Buffer.from('nothing')));
    if (name === 'model.json') await put(name, '{"format":"layers-model"}');
    await expect(importModel(join(stores.base, name))).rejects.toMatchObject({ code });
  });

  it('is an archive that unpacks to more than a network is', async () => {
    const most = 100_000;
    const small = archive('frozen_inference_graph.pb', new Uint8Array(90_000));
    expect(await frozenGraphIn(small, most)).toHaveLength(90_000);
    const bomb = gzipSync(Buffer.alloc(10_000_000));
    expect(bomb.length).toBeLessThan(most);
    await expect(frozenGraphIn(bomb, most)).rejects.toMatchObject({
      code: 'model-damaged',
      message: expect.stringContaining('more than 100000 bytes') as string,
    });
    await expect(frozenGraphIn(gzipSync(bomb), most)).rejects.toMatchObject({ code: 'model-damaged' });
  });
});
