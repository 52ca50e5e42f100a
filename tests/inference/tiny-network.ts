/** A graph of a few layers, made by hand, with every kind of node that U²-Netp has. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const float = { type: 'DT_FLOAT' };
const integers = (...i: number[]) => ({ list: { i: i.map(String) } });
const shape = (...sizes: number[]) => ({ dim: sizes.map(size => ({ size: String(size) })) });

export const inputShape = [1, 8, 8, 3] as const;
export const outputShape = [1, 8, 8, 8];

function convolution(name: string, input: string, dilation: number, steps: string[]) {
  return {
    name,
    op: '_FusedConv2D',
    input: [input, `${name}/filter`, `${name}/bias`],
    attr: {
      T: float,
      strides: integers(1, 1, 1, 1),
      dilations: integers(1, dilation, dilation, 1),
      padding: { s: base64('SAME') },
      data_format: { s: base64('NHWC') },
      fused_ops: { list: { s: steps.map(base64) } },
      num_args: { i: '1' },
      epsilon: { f: 0 },
    },
  };
}

const constant = (name: string, sizes: number[], dtype = 'DT_FLOAT') => ({
  name,
  op: 'Const',
  attr: { dtype: { type: dtype }, value: { tensor: { dtype, tensorShape: shape(...sizes) } } },
});

const pool = {
  T: float,
  ksize: integers(1, 2, 2, 1),
  strides: integers(1, 2, 2, 1),
  padding: { s: base64('SAME') },
  data_format: { s: base64('NHWC') },
};

const resize = { T: float, align_corners: { b: false }, half_pixel_centers: { b: true } };

const weights = [
  { name: 'near/filter', shape: [3, 3, 3, 4], dtype: 'float32' },
  { name: 'near/bias', shape: [4], dtype: 'float32' },
  { name: 'far/filter', shape: [3, 3, 4, 4], dtype: 'float32' },
  { name: 'far/bias', shape: [4], dtype: 'float32' },
  { name: 'size', shape: [2], dtype: 'int32' },
  { name: 'axis', shape: [], dtype: 'int32' },
];

const graphFor = (inputShape: readonly number[]) => ({
  format: 'graph-model',
  generatedBy: 'tests',
  convertedBy: 'tests',
  signature: {
    inputs: { input: { name: 'input:0', dtype: 'DT_FLOAT', tensorShape: shape(...inputShape) } },
    outputs: {
      second: { name: 'answer:0', dtype: 'DT_FLOAT' },
      first: { name: 'up:0', dtype: 'DT_FLOAT' },
    },
  },
  modelTopology: {
    node: [
      { name: 'input', op: 'Placeholder', attr: { dtype: float, shape: { shape: shape(...inputShape) } } },
      ...weights.map(w => constant(w.name, w.shape, w.dtype === 'int32' ? 'DT_INT32' : 'DT_FLOAT')),
      convolution('near', 'input', 1, ['BiasAdd', 'Relu']),
      { name: 'half', op: 'MaxPool', input: ['near'], attr: pool },
      convolution('far', 'half', 2, ['BiasAdd']),
      { name: 'up', op: 'ResizeBilinear', input: ['far', 'size'], attr: resize },
      { name: 'sum', op: 'AddV2', input: ['up', 'near'], attr: { T: float } },
      {
        name: 'both',
        op: 'ConcatV2',
        input: ['sum', 'up', 'axis'],
        attr: { T: float, N: { i: '2' }, Tidx: { type: 'DT_INT32' } },
      },
      { name: 'answer', op: 'Sigmoid', input: ['both'], attr: { T: float } },
    ],
    versions: { producer: 27 },
  },
  weightsManifest: [{ paths: ['weights.bin'], weights }],
});

/** Numbers that look random and are the same every time, −0.5…0.5. */
export const numbers = (length: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => ((Math.imul(i + 1, 2654435761) >>> 0) % 1000) / 1000 - 0.5);

/** @returns a new folder with the network in it, written down for inputs of that shape */
export function writeTinyNetwork(shape: readonly number[] = inputShape): string {
  const folder = mkdtempSync(join(tmpdir(), 'portrait-tiny-'));
  const floats = numbers(3 * 3 * 3 * 4 + 4 + 3 * 3 * 4 * 4 + 4);
  const bytes = [Buffer.from(floats.buffer), Buffer.from(Int32Array.of(shape[1], shape[2], 3).buffer)];
  writeFileSync(join(folder, 'model.json'), JSON.stringify(graphFor(shape)));
  writeFileSync(join(folder, 'weights.bin'), Buffer.concat(bytes));
  return folder;
}
