/**
 * `node wasm-where.ts WHERE`: opens the WASM engine in a process where threads are not to be had, and says how many it
 * has and what it answers. A process of its own, because TensorFlow.js has one backend a process.
 */
import { rmSync } from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import type { Worker } from 'node:worker_threads';
import { readStoreFolder } from '../../src-main/inference/store-folder.ts';
import { openWasmEngine } from '../../src-main/inference/wasm-engine.ts';
import { inputShape, numbers, writeTinyNetwork } from './tiny-network.ts';

const load = createRequire(import.meta.url);
const os = load('node:os') as { availableParallelism: () => number };
const workers = load('node:worker_threads') as { Worker: typeof Worker };
const Real = workers.Worker;

/** A thread that runs this in place of what it was given. */
const running = (program: string) =>
  class extends Real {
    constructor() {
      super(program, { eval: true });
    }
  };

const refusing = new Proxy(Real, {
  construct() {
    throw new Error('Resource temporarily unavailable');
  },
});

const wheres: Record<string, () => void> = {
  'two cores': () => (os.availableParallelism = () => 2),
  'there is one core': () => (os.availableParallelism = () => 1),
  'no thread is begun': () => (workers.Worker = refusing),
  'a thread fails as it begins': () => (workers.Worker = running('throw new Error("no memory")')),
  'a thread ends as it begins': () => (workers.Worker = running('process.exit(1)')),
};

wheres[process.argv[2]]();
syncBuiltinESMExports();
const engine = await openWasmEngine();
const folder = writeTinyNetwork();
const network = await engine.openNetwork(await readStoreFolder(folder));
rmSync(folder, { recursive: true });
const [{ data }] = await network.run(numbers(8 * 8 * 3), inputShape);
console.log(JSON.stringify({ threads: engine.threads, answer: [...data.slice(0, 8)] }));
