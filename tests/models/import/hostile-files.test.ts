/** Files that were made to fill the memory, to never end, or to reach beyond themselves. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Builder } from 'flatbuffers';
import { describe, expect, it } from 'vitest';
import type { PortraitError } from '../../../src-shared/contract/errors.ts';
import { convertApart } from '../../../src-main/models/convert-apart.ts';
import { importModel } from '../../../src-main/models/import-model.ts';
import { importNetwork, openStudio } from '../../../src-main/studio/index.ts';
import { readFrozenGraph } from '../../../src-main/models/import/frozen/frozen-nodes.ts';
import { onnxModelType } from '../../../src-main/models/import/onnx-proto.ts';
import { checkGraph } from '../../../src-main/models/import/tfjs/check-graph.ts';
import { importTfjs } from '../../../src-main/models/import/tfjs/tfjs.ts';
import { importTflite } from '../../../src-main/models/import/tflite/tflite.ts';
import { temporaryFolder } from '../../making/folder.ts';
import { endings, smallTflite } from '../small-network.ts';
import { frozenFile } from './frozen-file.ts';

const damaged = (message: RegExp) =>
  expect.objectContaining({
    code: 'model-damaged' satisfies PortraitError['code'],
    message: expect.stringMatching(message) as string,
  }) as Error;

describe('a frozen graph', () => {
  const filled = (name: string, count: number) => ({
    ...{ name, operator: 'Const' },
    tensor: { dims: [count], ints: [7] },
  });

  it('may not stand for more numbers than a large layer has, all constants together', () => {
    const many = Array.from({ length: 300 }, (_, i) => filled(`c${i}`, 2 ** 20));
    expect(() => readFrozenGraph(frozenFile(many))).toThrow(damaged(/more numbers than it holds/));
    expect(readFrozenGraph(frozenFile(many.slice(0, 10))).size).toBe(10);
  });

  it('may not pay for numbers with a size below zero', () => {
    const nodes = [filled('a', 2 ** 40), filled('b', -(2 ** 40))];
    expect(() => readFrozenGraph(frozenFile(nodes))).toThrow(damaged(/more numbers/));
  });
});

/** One scale list that thousands of tensors share: a megabyte that reads as terabytes. */
function overlapping(tensors: number, scales: number): Uint8Array {
  const b = new Builder();
  const table = (fields: number, put: () => void) => {
    b.startObject(fields);
    put();
    return b.endObject();
  };
  const vector = (offsets: readonly number[]) => {
    b.startVector(4, offsets.length, 4);
    for (const offset of offsets.toReversed()) b.addOffset(offset);
    return b.endVector();
  };
  b.startVector(4, scales, 4);
  for (let i = 0; i < scales; i++) b.addFloat32(1);
  const list = b.endVector();
  const quantisation = table(7, () => b.addFieldOffset(2, list, 0));
  const tensor = table(10, () => b.addFieldOffset(4, quantisation, 0));
  const shared = vector(Array.from({ length: tensors }, () => tensor));
  const buffers = vector([table(3, () => undefined)]);
  const graph = table(6, () => b.addFieldOffset(0, shared, 0));
  const graphs = vector([graph]);
  const model = table(8, () => {
    b.addFieldOffset(2, graphs, 0);
    b.addFieldOffset(4, buffers, 0);
  });
  b.finish(model, 'TFL3');
  return b.asUint8Array();
}

describe('a TFLite file', () => {
  it('may not have thousands of tensors read one long list', () => {
    const bytes = overlapping(20_000, 200_000);
    expect(bytes.length).toBeLessThan(1e6);
    expect(() => importTflite(bytes)).toThrow(damaged(/share their bytes/));
  });
});

interface TfjsWish {
  readonly node?: readonly object[];
  readonly size?: unknown;
  readonly paths?: readonly string[];
}

function tfjsFile({ node, size = '8', paths = [] }: TfjsWish): Uint8Array {
  const port = (name: string) => ({
    ...{ name, dtype: 'DT_FLOAT' },
    tensorShape: { dim: [{ size: '1' }, { size }, { size: '8' }, { size: '3' }] },
  });
  const usual = [
    { name: 'x', op: 'Placeholder' },
    { name: 'y', op: 'Relu', input: ['x'] },
  ];
  return Buffer.from(
    JSON.stringify({
      format: 'graph-model',
      signature: { inputs: { x: port('x') }, outputs: { y: port('y') } },
      modelTopology: { node: node ?? usual },
      weightsManifest: [{ paths, weights: [] }],
    }),
  );
}

const none = () => Promise.resolve(new Uint8Array());

describe('a TensorFlow.js model', () => {
  it('is read when it is sound', async () => {
    expect((await importTfjs(tfjsFile({}), none)).modelJson.modelTopology.node).toHaveLength(2);
  });

  it.each<[string, TfjsWish, RegExp]>([
    ['goes in a circle', { node: [relu('x', 'y'), relu('y', 'x')] }, /circle/],
    ['reads itself', { node: [relu('y', 'y')] }, /circle/],
    ['reads what is not there', { node: [relu('y', 'z')] }, /"z"/],
    ['names two nodes the same', { node: [{ name: 'x', op: 'Placeholder' }, relu('x', 'x')] }, /same name/],
    ['names a node __proto__', { node: [{ name: '__proto__', op: 'Placeholder' }] }, /__proto__/],
    ['asks for an absurd size', { size: '1e12' }, /sizes/],
    ['asks for half a pixel', { size: 1.5 }, /sizes/],
    ['nests an attribute without end', { node: [{ ...relu('y', 'x'), attr: { a: nested(500) } }] }, /./],
    ['keeps its weights elsewhere', { paths: ['../../secret'] }, /not beside it/],
    ['keeps its weights in a hidden file', { paths: ['.ssh'] }, /not beside it/],
  ])('is refused when it %s', async (_, wish, message) => {
    await expect(importTfjs(tfjsFile(wish), none)).rejects.toThrow(damaged(message));
  });

  it('is refused when it names one file so often that it fills the memory', async () => {
    const big = new Uint8Array(2 ** 28);
    const read = () => Promise.resolve(big);
    const wish = { paths: Array.from({ length: 100 }, () => 'weights.bin') };
    await expect(importTfjs(tfjsFile(wish), read)).rejects.toThrow(damaged(/more than/));
  });

  it('may be as deep as it is long', () => {
    const chain = Array.from({ length: 20_000 }, (_, i) => ({
      name: `n${i}`,
      input: i === 0 ? [] : [`n${i - 1}`],
    }));
    expect(() => checkGraph(chain)).not.toThrow();
  });
});

const relu = (name: string, ...input: string[]) => ({ name, op: 'Relu', input });

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

describe('the thread that reads a file', () => {
  const small = smallTflite(1, endings.sigmoid);

  it('answers with the network, or with what is wrong', async () => {
    const { facts } = await convertApart({ path: 'x.tflite', bytes: small, size: undefined });
    expect(facts).toMatchObject({ rows: 16, columns: 24, classes: 1 });
    const cut = convertApart({ path: 'x.tflite', bytes: small.slice(0, 100), size: undefined });
    await expect(cut).rejects.toThrow(damaged(/TFLite/));
  });

  it('is ended by a file that unfolds to more than its memory, with its process or without, and the program is not', async () => {
    // Each node takes two bytes of the file, and hundreds in memory.
    const nodes = Array.from({ length: 10 }, () => ({}));
    const [head] = onnxModelType.encode(onnxModelType.fromObject({ graph: { nodes } })).finish();
    expect(head).toBe(0x3a); // field 7, the graph
    const graph = Buffer.alloc(6e6, Buffer.from([0x0a, 0x00]));
    const length: number[] = [];
    for (let rest = graph.length; rest > 0; rest >>>= 7) length.push((rest & 127) | (rest > 127 ? 128 : 0));
    const bytes = Buffer.concat([Buffer.from([head, ...length]), graph]);
    const path = join(temporaryFolder(), 'x.onnx');
    writeFileSync(path, bytes);
    const studio = openStudio();
    const outcome = importNetwork(studio, { path, megabytes: 64 });
    await expect(outcome).rejects.toThrow(damaged(/more memory/));
  });

  it('is ended when it takes too long', async () => {
    const task = { path: 'x.tflite', bytes: small, size: undefined };
    const outcome = convertApart(task, { milliseconds: 1 });
    await expect(outcome).rejects.toThrow(damaged(/more time/));
  });
});

describe('a file of networks', () => {
  it.skipIf(process.platform === 'win32')('is no device, which would never end', async () => {
    await expect(importModel('/dev/zero')).rejects.toMatchObject({ code: 'model-missing' });
  });

  it('whose weights are a device is refused', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'model.json');
    writeFileSync(path, tfjsFile({ paths: ['weights.bin'] }));
    await expect(importModel(path)).rejects.toThrow(damaged(/weights.bin/));
  });
});
