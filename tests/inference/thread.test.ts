import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadEngine } from '../../src-main/inference/engine.ts';
import { endEnginesInThreads, loadEngineInThread } from '../../src-main/inference/thread/engine-in-thread.ts';
import { nativeOrSkip } from './native-here.ts';
import { inputShape, numbers, writeTinyNetwork } from './tiny-network.ts';

const input = numbers(8 * 8 * 3);

describe('an engine in a thread of its own', () => {
  it('answers as it does in this one, and says the same of itself', async () => {
    const folder = writeTinyNetwork();
    const [here, there] = [await loadEngine('wasm'), await loadEngineInThread('wasm')];
    const [mine, other] = [await here.loadNetwork(folder), await there.loadNetwork(folder)];
    rmSync(folder, { recursive: true });
    expect(await other.run(input, inputShape)).toEqual(await mine.run(input, inputShape));
    expect(other.executor).toBe(mine.executor);
    expect({ ...there, loadNetwork: 0 }).toEqual({ ...here, loadNetwork: 0 });
    mine.dispose();
    other.dispose();
  });

  it('runs in two threads at the same time, on the native engine, with the same answers', async context => {
    await nativeOrSkip(context);
    const folder = writeTinyNetwork();
    const engines = [loadEngineInThread('native', 'first'), loadEngineInThread('native', 'second')];
    const networks = await Promise.all(engines.map(async engine => (await engine).loadNetwork(folder)));
    rmSync(folder, { recursive: true });
    const run = () => Promise.all(networks.map(network => network.run(input, inputShape)));
    const answers = await Promise.all([run(), run(), run()]);
    const [first, ...rest] = answers.flat();
    for (const answer of rest) expect(answer).toEqual(first);
    for (const network of networks) network.dispose();
  });

  it('keeps the input for who gave it', async () => {
    const folder = writeTinyNetwork();
    const network = await (await loadEngineInThread('wasm')).loadNetwork(folder);
    rmSync(folder, { recursive: true });
    const given = Float32Array.from(input);
    await network.run(given, inputShape);
    expect(given).toEqual(input);
    network.dispose();
    await expect(network.run(given, inputShape)).rejects.toMatchObject({ code: 'internal' });
  });

  it('begins anew after all were ended', async () => {
    const load = async () => {
      const folder = writeTinyNetwork();
      const network = await (await loadEngineInThread('wasm')).loadNetwork(folder);
      rmSync(folder, { recursive: true });
      return network;
    };
    const before = await (await load()).run(input, inputShape);
    await endEnginesInThreads();
    expect(await (await load()).run(input, inputShape)).toEqual(before);
  });

  it('fails with the code of what went wrong there', async () => {
    const engine = await loadEngineInThread('wasm');
    await expect(engine.loadNetwork('no-such-folder')).rejects.toMatchObject({ code: 'model-missing' });
  });
});
