import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Network } from './engine.ts';
import { networkOf, useBackend } from './kernels-network.ts';
import { encodeSavedModel } from './saved-model.ts';
import { inScratchFolder } from './scratch-folder.ts';
import type { StoredNetwork } from './store-folder.ts';
import type { core } from './tfjs.ts';

type Tensor = ReturnType<typeof core.tensor>;

/** What we use of tfjs-node. Written down here because its types are absent wherever the package is. */
export interface NativeTensorFlow {
  readonly node: {
    loadSavedModel(folder: string, tags: string[], signature: string): Promise<SavedModel>;
  };
}

interface SavedModel {
  predict(inputs: Record<string, Tensor>): Record<string, Tensor>;
  dispose(): void;
}

/**
 * Gives TensorFlow the graph as a SavedModel, its own format: it then fuses convolution, bias and activation,
 * plans memory, and answers in one call. U²-Netp takes half the time of operator by operator.
 *
 * @throws whatever TensorFlow says of the graph
 */
export async function openSessionNetwork(
  tensorflow: NativeTensorFlow,
  stored: StoredNetwork,
): Promise<Network> {
  const { inputs, outputs } = stored.json.signature;
  const model = await loadSavedModel(tensorflow, encodeSavedModel(stored));
  const compute = (input: Tensor) => {
    const answers = model.predict({ [Object.keys(inputs)[0]]: input });
    return Object.keys(outputs).map(name => answers[name]);
  };
  return networkOf('session', 'tensorflow', compute, () => model.dispose());
}

/** TensorFlow reads a SavedModel only from a folder. It keeps nothing open, so the folder goes at once. */
const loadSavedModel = (tensorflow: NativeTensorFlow, bytes: Uint8Array): Promise<SavedModel> =>
  inScratchFolder(async folder => {
    await writeFile(join(folder, 'saved_model.pb'), bytes);
    // It refuses while another backend is current, and asks before it first waits.
    useBackend('tensorflow');
    return await tensorflow.node.loadSavedModel(folder, ['serve'], 'serving_default');
  });
