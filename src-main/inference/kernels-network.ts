import { PortraitError } from '../../src-shared/contract/errors.ts';
import type { Answer, Network } from './engine.ts';
import { damaged, type StoredNetwork } from './store-folder.ts';
import { converter, core } from './tfjs.ts';

type Tensor = ReturnType<typeof core.tensor>;

/**
 * Runs a graph operator by operator, on the backend of that name.
 *
 * @throws PortraitError `model-damaged` when tfjs cannot make a graph of it
 */
export function openKernelsNetwork(backend: string, stored: StoredNetwork): Network {
  const outputs = Object.values(stored.json.signature.outputs).map(({ name }) => name);
  const model = parseGraph(backend, stored);
  const compute = (input: Tensor) => [model.execute(input, outputs)].flat();
  return networkOf('kernels', backend, compute, () => model.dispose());
}

function parseGraph(backend: string, { folder, json, weights }: StoredNetwork) {
  useBackend(backend);
  try {
    return converter.loadGraphModelSync([json as never, weights.buffer]);
  } catch (error) {
    throw damaged(folder, error instanceof Error ? error.message : String(error), error);
  }
}

/**
 * Gives a graph the manners of a `Network`: no tensor outlives a run, and a closed one says so.
 *
 * @param compute runs without waiting for anything; its tensors are disposed of here
 */
export function networkOf(
  executor: Network['executor'],
  backend: string,
  compute: (input: Tensor) => Tensor[],
  close: () => void,
): Network {
  let open = true;
  return {
    executor,
    async run(input, shape) {
      check(input, shape, open);
      useBackend(backend);
      const tensors = core.tidy(() => compute(core.tensor(input, [...shape], 'float32')));
      try {
        return await Promise.all(tensors.map(read));
      } finally {
        core.dispose(tensors);
      }
    },
    dispose() {
      if (open) close();
      open = false;
    },
  };
}

/**
 * TensorFlow.js has one current backend a process. A backend that is ready becomes current before
 * `setBackend` first waits, so nothing can come between this and the synchronous work after it.
 */
export function useBackend(name: string): void {
  if (core.getBackend() !== name) void core.setBackend(name);
}

const read = async (tensor: Tensor): Promise<Answer> => ({
  shape: [...tensor.shape],
  data: Float32Array.from(await tensor.data()),
});

function check(input: Float32Array, shape: readonly number[], open: boolean): void {
  if (!open) throw new PortraitError('internal', 'Expected an open network but it was disposed of.');
  const expected = shape.reduce((a, b) => a * b, 1);
  if (input.length === expected) return;
  const what = `Expected ${expected} numbers for input of shape [${shape.join(', ')}]`;
  throw new PortraitError('internal', `${what} but received ${input.length}.`);
}
