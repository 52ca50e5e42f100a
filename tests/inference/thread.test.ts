import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadEngine } from '../../src-main/inference/engine.ts';
import { loadEngineInThread } from '../../src-main/inference/thread/engine-in-thread.ts';
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

  it('fails with the code of what went wrong there', async () => {
    const engine = await loadEngineInThread('wasm');
    await expect(engine.loadNetwork('no-such-folder')).rejects.toMatchObject({ code: 'model-missing' });
  });
});
