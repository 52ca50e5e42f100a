import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { GraphModel } from '../../../src-main/models/import/graph-model.ts';

// One CommonJS instance of each: an `import` here could make a second core, which knows no backend.
const load = createRequire(import.meta.url);
const core = load('@tensorflow/tfjs-core') as typeof import('@tensorflow/tfjs-core');
const converter = load('@tensorflow/tfjs-converter') as typeof import('@tensorflow/tfjs-converter');
const wasm = load('@tensorflow/tfjs-backend-wasm') as typeof import('@tensorflow/tfjs-backend-wasm');

/** A picture or what a network makes of it, in ONNX's order. */
export interface Nchw {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

/** Runs a converted graph with TensorFlow.js' own loader, on the WASM backend. */
export async function runGraph({ modelJson, weights }: GraphModel, input: Nchw): Promise<Nchw> {
  wasm.setWasmPaths(`${dirname(load.resolve('@tensorflow/tfjs-backend-wasm/package.json'))}/dist/`);
  await core.setBackend('wasm');
  const { modelTopology, signature, weightsManifest } = modelJson;
  const weightSpecs = weightsManifest.flatMap(group => group.weights);
  const artifacts = { modelTopology, signature, weightSpecs, weightData: weights.buffer };
  const model = await converter.loadGraphModel(core.io.fromMemory(artifacts));
  const result = core.tidy(() => {
    const x = core.transpose(core.tensor(input.data, [...input.dims]), [0, 2, 3, 1]);
    return core.transpose(model.predict(x) as ReturnType<typeof core.tensor>, [0, 3, 1, 2]);
  });
  const answer = { dims: result.shape, data: new Float32Array(await result.data()) };
  result.dispose();
  model.dispose();
  return answer;
}

/** The largest difference; infinite when the sizes differ or a number is not one. */
export function maxDifference(a: Nchw, b: Nchw): number {
  if (a.dims.join() !== b.dims.join() || a.data.length !== b.data.length) return Infinity;
  return a.data.reduce((largest, value, i) => {
    const difference = Math.abs(value - b.data[i]);
    return difference <= largest ? largest : Number.isNaN(difference) ? Infinity : difference;
  }, 0);
}
