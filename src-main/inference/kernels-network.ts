import { anySize, type WrittenSize } from './any-size.ts';
import { checkRun } from './check-run.ts';
import type { Answer, Network } from './engine.ts';
import { damaged, type StoredNetwork } from './stored-network.ts';
import { converter, core } from './tfjs.ts';

type Tensor = ReturnType<typeof core.tensor>;

/**
 * Runs a graph operator by operator, on the backend of that name.
 *
 * @throws PortraitError `model-damaged` when tfjs cannot make a graph of it
 */
export function openKernelsNetwork(backend: string, stored: StoredNetwork): Network {
  const outputs = Object.values(stored.json.signature.outputs).map(({ name }) => name);
  const [input] = Object.values(stored.json.signature.inputs).map(({ name }) => name);
  const free = anySize(stored);
  const model = parseGraph(backend, free?.stored ?? stored);
  let open = true;
  return {
    executor: 'kernels',
    async run(values, shape) {
      checkRun(values, shape, open);
      useBackend(backend);
      const sizes = free?.sizesFor(shape) ?? [];
      const tensors = core.tidy(() => {
        const picture = { [input]: core.tensor(values, [...shape], 'float32') };
        return [model.execute({ ...picture, ...tensorsOf(sizes) }, outputs)].flat();
      });
      try {
        return await Promise.all(tensors.map(read));
      } finally {
        core.dispose(tensors);
      }
    },
    dispose() {
      if (open) model.dispose();
      open = false;
    },
  };
}

const tensorsOf = (sizes: readonly WrittenSize[]): Record<string, Tensor> =>
  Object.fromEntries(sizes.map(({ name, size }) => [name, core.tensor(size, [size.length], 'int32')]));

function parseGraph(backend: string, { folder, json, weights }: StoredNetwork) {
  useBackend(backend);
  try {
    return converter.loadGraphModelSync([json as never, weights.buffer]);
  } catch (error) {
    throw damaged(folder, error instanceof Error ? error.message : String(error), error);
  }
}

/**
 * TensorFlow.js has one current backend a process. A backend that is ready becomes current before
 * `setBackend` first waits, so nothing can come between this and the synchronous work after it.
 */
function useBackend(name: string): void {
  if (core.getBackend() !== name) void core.setBackend(name);
}

const read = async (tensor: Tensor): Promise<Answer> => ({
  shape: [...tensor.shape],
  data: Float32Array.from(await tensor.data()),
});
