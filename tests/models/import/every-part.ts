import { floats, frozenFile, ints } from './frozen-file.ts';
import { noise, onnxFile, type SmallNode, weightsOf } from './onnx-file.ts';
import { floats as tfliteFloats, ints as tfliteInts, tfliteFile } from './tflite-file.ts';

/** One small whole file of each format, for those who break files: together they pass through most of an importer. */

/** A small file that goes through most parts of the importer. */
export const everyTflitePart = (): Uint8Array =>
  tfliteFile({
    tensors: {
      x: { dims: [1, 4, 4, 2], type: 3, quantised: { scales: [0.01], zeroPoints: [3] } },
      w: tfliteFloats([2, 3, 3, 2], noise(36)),
      b: { ...tfliteInts([2], [1, 2]), quantised: { scales: [0.1, 0.2], zeroPoints: [0, 0] } },
      d: tfliteFloats([1, 3, 3, 2], noise(18)),
      c: { dims: [1, 4, 4, 2] },
      e: { dims: [1, 4, 4, 2] },
      to: tfliteInts([2], [8, 8]),
      u: { dims: [1, 8, 8, 2] },
      axis: tfliteInts([], [3]),
      y: { dims: [1, 8, 8] },
    },
    nodes: [
      { code: 3, inputs: ['x', 'w', 'b'], output: 'c', options: { 3: ['byte', 3] } },
      { code: 4, inputs: ['c', 'd', ''], output: 'e', options: { 1: ['int', 1] } },
      { code: 23, inputs: ['e', 'to'], output: 'u' },
      { code: 56, inputs: ['u', 'axis'], output: 'y' },
    ],
  });

/** A small file that goes through every part of the importer. */
export function everyOnnxPart(): Uint8Array {
  const pool = { kernel_shape: [2, 2], strides: [2, 2], ceil_mode: 1 };
  const nodes: SmallNode[] = [
    {
      operator: 'Conv',
      inputs: ['x', 'w', 'b'],
      outputs: ['c'],
      attributes: { pads: [1, 1, 1, 1], group: 2 },
    },
    { operator: 'Relu', inputs: ['c'], outputs: ['r'] },
    { operator: 'MaxPool', inputs: ['r'], outputs: ['p'], attributes: pool },
    { operator: 'Shape', inputs: ['x'], outputs: ['s'] },
    { operator: 'Slice', inputs: ['s', 'i2', 'i4', 'i0'], outputs: ['hw'] },
    { operator: 'Concat', inputs: ['nc', 'hw'], outputs: ['to'], attributes: { axis: 0 } },
    { operator: 'Resize', inputs: ['p', '', '', 'to'], outputs: ['u'], attributes: { mode: 'linear' } },
    { operator: 'Concat', inputs: ['u', 'x'], outputs: ['j'], attributes: { axis: 1 } },
    { operator: 'Sigmoid', inputs: ['j'], outputs: ['y'] },
  ];
  const int = (name: string, ...ints64: number[]) => ({ name, dims: [ints64.length], ints64 });
  const ints = [int('i0', 0), int('i2', 2), int('i4', 4), int('nc', 1, 2)];
  const tensors = [weightsOf('w', [2, 1, 3, 3]), weightsOf('b', [2]), ...ints];
  return onnxFile({ input: [1, 2, 5, 5], nodes, tensors });
}

const window = (strides: number) => ({
  strides: [1, strides, strides, 1],
  padding: 'SAME',
  data_format: 'NHWC',
});

/** A small frozen graph that goes through most parts of the importer. */
export const everyFrozenPart = (): Uint8Array =>
  frozenFile([
    { name: 'ImageTensor', operator: 'Placeholder' },
    floats('mean', [], [0.5]),
    { name: 'sub', operator: 'Sub', inputs: ['ImageTensor', 'mean'] },
    floats('w1', [3, 3, 3, 2], noise(54)),
    { name: 'conv', operator: 'Conv2D', inputs: ['sub', 'w1'], attributes: window(2) },
    ...['gamma', 'beta', 'mean_1', 'variance'].map(name => floats(name, [2], [0.5, 0.25])),
    {
      ...{
        name: 'norm',
        operator: 'FusedBatchNorm',
        attributes: { epsilon: 0.001, is_training: false, data_format: 'NHWC' },
      },
      inputs: ['conv', 'gamma', 'beta', 'mean_1', 'variance'],
    },
    { name: 'relu', operator: 'Relu6', inputs: ['norm'] },
    ints('block', [2], [2, 2]),
    ints('paddings', [2, 2], [2, 3, 2, 3]),
    ints('crops', [2, 2], [0, 1, 0, 1]),
    { name: 'spread', operator: 'SpaceToBatchND', inputs: ['relu', 'block', 'paddings'] },
    floats('w2', [3, 3, 2, 1], noise(18)),
    {
      ...{ name: 'atrous', operator: 'DepthwiseConv2dNative', inputs: ['spread', 'w2'] },
      attributes: { ...window(1), padding: 'VALID' },
    },
    { name: 'together', operator: 'BatchToSpaceND', inputs: ['atrous', 'block', 'crops'] },
    { name: 'add', operator: 'Add', inputs: ['together', 'relu'] },
    ints('axis', [], [3]),
    { name: 'joined', operator: 'ConcatV2', inputs: ['add', 'relu', 'axis'] },
    ints('size', [2], [17, 17]),
    {
      name: 'larger',
      operator: 'ResizeBilinear',
      inputs: ['joined', 'size'],
      attributes: { align_corners: true },
    },
    { name: 'SemanticPredictions', operator: 'ArgMax', inputs: ['larger', 'axis'] },
  ]);
