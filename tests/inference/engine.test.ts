import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadEngine, type Engine, type Network } from '../../src-main/inference/engine.ts';
import { addonFile } from '../../src-main/inference/native-engine.ts';
import { requireOptional } from '../../src-main/inference/packages.ts';
import type { TensorFlowAddon } from '../../src-main/inference/session-network.ts';
import { core } from '../../src-main/inference/tfjs.ts';
import { nativeOrSkip } from './native-here.ts';
import { inputShape, numbers, outputShape, writeTinyNetwork } from './tiny-network.ts';

const input = numbers(8 * 8 * 3);

async function withTiny<T>(
  engine: Engine,
  use: (network: Network) => Promise<T>,
  shape?: readonly number[],
): Promise<T> {
  const folder = writeTinyNetwork(shape);
  const network = await engine.loadNetwork(folder);
  try {
    return await use(network);
  } finally {
    network.dispose();
    rmSync(folder, { recursive: true });
  }
}

const difference = (a: Float32Array, b: Float32Array) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);

function replaceInGraph(folder: string, from: string, to: string) {
  const file = join(folder, 'model.json');
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
}

/** Tensors that an engine keeps. */
const tensorsOf = (engine: Engine) =>
  engine.name === 'wasm'
    ? core.memory().numTensors
    : (requireOptional(addonFile) as TensorFlowAddon).getNumOfTensors();

const wasm = () => loadEngine('wasm');
const engines = [
  { name: 'wasm', open: wasm },
  { name: 'native', open: nativeOrSkip },
];

describe('both engines', () => {
  it('answer alike, within 1e-3', async context => {
    const native = await nativeOrSkip(context);
    const [fast] = await withTiny(native, network => network.run(input, inputShape));
    const [slow] = await withTiny(await wasm(), network => network.run(input, inputShape));
    expect(difference(fast.data, slow.data)).toBeLessThan(1e-3);
  });

  it.for(engines)(
    '$name takes a picture of another size as a graph that was written for it',
    async ({ open }, context) => {
      const engine = await open(context);
      const shape = [1, 4, 16, 3];
      const picture = numbers(4 * 16 * 3);
      const run = (network: Network) => network.run(picture, shape);
      const [own] = await withTiny(engine, run, shape);
      const [other, , again] = await withTiny(engine, async network => [
        ...(await run(network)),
        ...(await network.run(input, inputShape)),
      ]);
      expect(other.shape).toEqual([1, 4, 16, 8]);
      expect(difference(own.data, other.data)).toBeLessThan(1e-6);
      expect(again.shape).toEqual(outputShape);
    },
  );

  it('take turns without taking each other’s tensors', async context => {
    const [native, other] = [await nativeOrSkip(context), await wasm()];
    await withTiny(native, fast =>
      withTiny(other, async slow => {
        const answers = await Promise.all([fast, slow, fast, slow].map(n => n.run(input, inputShape)));
        const [first, ...rest] = answers.map(([answer]) => answer.data);
        for (const data of rest) expect(difference(first, data)).toBeLessThan(1e-3);
      }),
    );
  });

  it('run a node that TensorFlow does not know operator by operator, and answer alike', async context => {
    const native = await nativeOrSkip(context);
    const folder = writeTinyNetwork();
    replaceInGraph(folder, '"op":"AddV2","input":["up","near"]', '"op":"Prelu","input":["up","far/bias"]');
    const [fast, slow] = [await native.loadNetwork(folder), await (await wasm()).loadNetwork(folder)];
    rmSync(folder, { recursive: true });
    expect(fast.executor).toBe('kernels');
    const [[mine], [other]] = [await fast.run(input, inputShape), await slow.run(input, inputShape)];
    expect(difference(mine.data, other.data)).toBeLessThan(1e-3);
    fast.dispose();
    slow.dispose();
  });
});

describe.each(engines)('the $name engine', ({ open }) => {
  it('answers every output, in the signature’s order', async context => {
    const answers = await withTiny(await open(context), network => network.run(input, inputShape));
    expect(answers.map(({ shape }) => shape)).toEqual([outputShape, [1, 8, 8, 4]]);
    expect(answers[0].data).toHaveLength(8 * 8 * 8);
    expect(answers[0].data.every(value => value > 0 && value < 1)).toBe(true);
  });

  it('leaks no tensor', async context => {
    const engine = await open(context);
    const before = tensorsOf(engine);
    await withTiny(engine, async network => {
      const loaded = tensorsOf(engine);
      for (let turn = 0; turn < 3; turn++) await network.run(input, inputShape);
      expect(tensorsOf(engine)).toBe(loaded);
    });
    expect(tensorsOf(engine)).toBe(before);
  });

  it('refuses input that is not of its shape', async context => {
    const run = withTiny(await open(context), network => network.run(numbers(7), inputShape));
    await expect(run).rejects.toMatchObject({ code: 'internal' });
  });

  it('refuses to run a network after its disposal, which may come twice', async context => {
    const network = await withTiny(await open(context), async value => Promise.resolve(value));
    network.dispose();
    await expect(network.run(input, inputShape)).rejects.toMatchObject({ code: 'internal' });
  });

  it('says that a folder without a network has none', async context => {
    const load = (await open(context)).loadNetwork('/nowhere/at all');
    await expect(load).rejects.toMatchObject({ code: 'model-missing' });
  });
});

it.each([
  { what: 'text for model.json', damage: (f: string) => writeFileSync(join(f, 'model.json'), 'no') },
  { what: 'another JSON', damage: (f: string) => writeFileSync(join(f, 'model.json'), '{"a":1}') },
  { what: 'weights cut short', damage: (f: string) => truncateSync(join(f, 'weights.bin'), 100) },
  { what: 'no weights', damage: (f: string) => rmSync(join(f, 'weights.bin')) },
])('calls a network with $what damaged', async ({ damage }) => {
  const folder = writeTinyNetwork();
  damage(folder);
  // Both engines read with the same function.
  const load = (await wasm()).loadNetwork(folder);
  await expect(load).rejects.toMatchObject({ code: 'model-damaged' });
  rmSync(folder, { recursive: true });
});

it('runs U²-Netp’s kinds of node in one native session, even when WASM ran last', async context => {
  const native = await nativeOrSkip(context);
  await withTiny(await wasm(), network => network.run(input, inputShape));
  expect(await withTiny(native, network => Promise.resolve(network.executor))).toBe('session');
});

it('says why the native engine is not used when WASM is', async () => {
  expect((await wasm()).whyNot).toMatch(/asked for/);
});
