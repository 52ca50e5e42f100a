import { importTflite } from '../../src-main/models/import/tflite/tflite.ts';
import { noise } from './import/onnx-file.ts';
import { floats, tfliteFile } from './import/tflite-file.ts';

/** TFLite's numbers of the functions that tests end a small network with. */
export const endings = { sigmoid: 14, relu: 19, gather: 36 } as const;

/** A TFLite file: one convolution from three channels to `classes`, and a function after it. */
export const smallTflite = (classes: number, code: number): Uint8Array =>
  tfliteFile({
    tensors: {
      x: { dims: [1, 16, 24, 3] },
      w: floats([classes, 1, 1, 3], noise(classes * 3)),
      c: { dims: [1, 16, 24, classes] },
      y: { dims: [1, 16, 24, classes] },
    },
    nodes: [
      { code: 3, inputs: ['x', 'w'], output: 'c' },
      { code, inputs: ['c'], output: 'y' },
    ],
  });

/** The same as TensorFlow.js has it: model.json, and its weights in so many files. */
export function smallTfjs(classes: number, parts: number): ReadonlyMap<string, Uint8Array> {
  const { modelJson, weights } = importTflite(smallTflite(classes, endings.sigmoid));
  const paths = Array.from({ length: parts }, (_, i) => `group1-shard${i + 1}of${parts}.bin`);
  const [group] = modelJson.weightsManifest;
  const json = { ...modelJson, weightsManifest: [{ ...group, paths }] };
  const length = Math.ceil(weights.length / parts);
  return new Map([
    ...paths.map((path, i) => [path, weights.slice(i * length, (i + 1) * length)] as const),
    ['model.json', Buffer.from(JSON.stringify(json))] as const,
  ]);
}
