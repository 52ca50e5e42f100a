import { describe, expect, it } from 'vitest';
import { importOnnx } from '../../../src-main/models/import/onnx.ts';
import { noise, onnxFile, product, weightsOf, type SmallModel, type SmallNode } from './onnx-file.ts';
import { maxDifference, runGraph } from './run-graph.ts';
import { trustedRun } from './trusted-run.ts';

/** Runs a small file both ways; also says which tfjs operators it became. */
async function compare(model: SmallModel, opset = model.opset ?? 13) {
  const file = onnxFile({ ...model, opset });
  const input = { dims: model.input, data: Float32Array.from(noise(product(model.input))) };
  const graph = importOnnx(file);
  const [ours, trusted] = [await runGraph(graph, input), await trustedRun(file, input)];
  const operators = graph.modelJson.modelTopology.node.map(({ op }) => op);
  return { difference: maxDifference(ours, trusted), operators, dims: ours.dims };
}

const small = 1e-5;

interface ConvCase {
  readonly input?: readonly number[];
  readonly weights: readonly number[];
  readonly attributes?: NonNullable<SmallNode['attributes']>;
  readonly bias?: boolean;
  readonly relu?: boolean;
}

function conv({ input = [1, 4, 9, 11], weights, attributes = {}, bias = true, relu }: ConvCase): SmallModel {
  const inputs = bias ? ['x', 'w', 'b'] : ['x', 'w'];
  const tensors = [weightsOf('w', weights), weightsOf('b', weights.slice(0, 1), 3)];
  const last: SmallNode = { operator: 'Relu', inputs: ['c'], outputs: ['y'] };
  const first: SmallNode = { operator: 'Conv', inputs, outputs: [relu ? 'c' : 'y'], attributes };
  return { input, nodes: relu ? [first, last] : [first], tensors: bias ? tensors : tensors.slice(0, 1) };
}

describe('Conv', () => {
  it.each<[string, ConvCase]>([
    ['without padding', { weights: [5, 4, 3, 3] }],
    ['with a 1 × 1 filter and no bias', { weights: [6, 4, 1, 1], bias: false }],
    ['with a Relu and no bias', { weights: [6, 4, 3, 3], bias: false, relu: true }],
    ['with a bias and a Relu', { weights: [6, 4, 3, 3], relu: true, attributes: { pads: [1, 1, 1, 1] } }],
    [
      'in steps of two, padded all round',
      { weights: [5, 4, 3, 3], attributes: { strides: [2, 2], pads: [1, 1, 1, 1] } },
    ],
    ['padded differently on every side', { weights: [5, 4, 3, 3], attributes: { pads: [0, 1, 2, 3] } }],
    ['padded only before', { weights: [5, 4, 3, 3], attributes: { pads: [2, 2, 0, 0] } }],
    ['dilated', { weights: [5, 4, 3, 3], attributes: { dilations: [2, 2], pads: [2, 2, 2, 2] } }],
    ['dilated unequally', { weights: [5, 4, 3, 3], attributes: { dilations: [3, 2], pads: [1, 0, 2, 3] } }],
    ['in two groups', { weights: [6, 2, 3, 3], attributes: { group: 2, pads: [1, 1, 1, 1] }, relu: true }],
    ['depthwise', { weights: [4, 1, 3, 3], attributes: { group: 4, pads: [1, 1, 1, 1] }, relu: true }],
    [
      'depthwise, two outputs a channel',
      { weights: [8, 1, 3, 3], attributes: { group: 4, pads: [0, 2, 1, 0] } },
    ],
    ['depthwise and dilated', { weights: [4, 1, 3, 3], attributes: { group: 4, dilations: [2, 2] } }],
    ['with auto_pad SAME_UPPER', { weights: [5, 4, 4, 4], attributes: { auto_pad: 'SAME_UPPER' } }],
    [
      'with auto_pad SAME_LOWER',
      { weights: [5, 4, 4, 4], attributes: { auto_pad: 'SAME_LOWER', strides: [2, 2] } },
    ],
  ])('is the same %s', async (_, example) => {
    const { difference } = await compare(conv(example));
    expect(difference).toBeLessThan(small);
  });

  it('takes its Relu in, unless something else reads the result too', async () => {
    const alone = await compare(conv({ weights: [4, 4, 1, 1], relu: true }));
    expect(alone.operators).not.toContain('Relu');
    const shared = conv({ weights: [4, 4, 1, 1] });
    const nodes: SmallNode[] = [
      { ...shared.nodes[0], outputs: ['c'] },
      { operator: 'Relu', inputs: ['c'], outputs: ['r'] },
      { operator: 'Add', inputs: ['c', 'r'], outputs: ['y'] },
    ];
    const both = await compare({ ...shared, nodes });
    expect(both.operators).toContain('Relu');
    expect(both.difference).toBeLessThan(small);
  });

  it('becomes one depthwise node with a group for each channel', async () => {
    const { operators } = await compare(conv({ weights: [4, 1, 3, 3], attributes: { group: 4 } }));
    expect(operators).toContain('FusedDepthwiseConv2dNative');
    expect(operators).not.toContain('Slice');
  });

  it('reads weights from raw bytes as from a list', () => {
    const model = conv({ weights: [5, 4, 3, 3], bias: false });
    const [{ floats = [], ...tensor }] = model.tensors ?? [];
    const raw = new Uint8Array(Float32Array.from(floats).buffer);
    const fromRaw = importOnnx(onnxFile({ ...model, tensors: [{ ...tensor, raw }] }));
    expect(fromRaw).toEqual(importOnnx(onnxFile(model)));
  });
});

describe('MaxPool', () => {
  const pool = (input: readonly number[], attributes: NonNullable<SmallNode['attributes']>): SmallModel => ({
    input,
    nodes: [{ operator: 'MaxPool', inputs: ['x'], outputs: ['y'], attributes }],
  });

  it.each<[string, readonly number[], NonNullable<SmallNode['attributes']>]>([
    ['with even sizes', [1, 3, 8, 6], { kernel_shape: [2, 2], strides: [2, 2], ceil_mode: 1 }],
    ['with odd sizes, rounded up', [1, 3, 9, 7], { kernel_shape: [2, 2], strides: [2, 2], ceil_mode: 1 }],
    ['with odd sizes, rounded down', [1, 3, 9, 7], { kernel_shape: [2, 2], strides: [2, 2] }],
    ['with one odd size, rounded up', [1, 3, 9, 8], { kernel_shape: [2, 2], strides: [2, 2], ceil_mode: 1 }],
    ['of three, rounded up', [1, 3, 8, 10], { kernel_shape: [3, 3], strides: [2, 2], ceil_mode: 1 }],
    ['padded all round', [1, 3, 8, 8], { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] }],
    ['padded before only', [1, 3, 8, 8], { kernel_shape: [3, 3], strides: [1, 1], pads: [2, 1, 0, 0] }],
    ['in steps larger than itself', [1, 3, 10, 10], { kernel_shape: [2, 2], strides: [3, 3], ceil_mode: 1 }],
  ])('is the same %s', async (_, input, attributes) => {
    expect((await compare(pool(input, attributes))).difference).toBe(0);
  });

  it('takes what is beyond the edge for less than any number, also where all numbers are negative', async () => {
    const minusTwo: SmallNode = { operator: 'Add', inputs: ['x', 'two'], outputs: ['n'] };
    const attributes = { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] };
    const last: SmallNode = { operator: 'MaxPool', inputs: ['n'], outputs: ['y'], attributes };
    const two = { name: 'two', dims: [], floats: [-2] };
    const { difference } = await compare({ input: [1, 2, 8, 8], nodes: [minusTwo, last], tensors: [two] });
    expect(difference).toBe(0);
  });
});

describe('Resize', () => {
  const resize = (to: readonly number[], attributes: NonNullable<SmallNode['attributes']>): SmallModel => ({
    input: [1, 2, 6, 8],
    nodes: [{ operator: 'Resize', inputs: ['x', '', '', 'to'], outputs: ['y'], attributes }],
    tensors: [{ name: 'to', dims: [4], ints64: [1, 2, ...to] }],
  });

  it.each([
    ['linear', 'pytorch_half_pixel', [12, 16]],
    ['linear', 'pytorch_half_pixel', [13, 5]],
    ['linear', 'half_pixel', [11, 16]],
    ['linear', 'half_pixel', [3, 4]],
    ['linear', 'align_corners', [11, 17]],
    ['linear', 'asymmetric', [12, 20]],
    ['nearest', 'asymmetric', [12, 16]],
    ['nearest', 'half_pixel', [12, 24]],
    ['nearest', 'align_corners', [16, 22]],
  ])('is the same %s, %s, to %j', async (mode, coordinate_transformation_mode, to) => {
    const nearest = coordinate_transformation_mode === 'asymmetric' ? 'floor' : 'round_prefer_floor';
    const attributes = { mode, coordinate_transformation_mode, nearest_mode: nearest };
    const { difference, dims } = await compare(resize(to, attributes));
    expect(dims.slice(2)).toEqual(to);
    expect(difference).toBeLessThan(small);
  });

  it('is the same with scales in place of sizes', async () => {
    const nodes: SmallNode[] = [
      { operator: 'Resize', inputs: ['x', '', 'by'], outputs: ['y'], attributes: { mode: 'linear' } },
    ];
    const tensors = [{ name: 'by', dims: [4], floats: [1, 1, 2, 2.5] }];
    const { difference, dims } = await compare({ input: [1, 2, 6, 8], nodes, tensors });
    expect(dims).toEqual([1, 2, 12, 20]);
    expect(difference).toBeLessThan(small);
  });

  it('is the same in operator set 10, which knew fewer words', async () => {
    const nodes: SmallNode[] = [{ operator: 'Resize', inputs: ['x', 'by'], outputs: ['y'] }];
    const tensors = [{ name: 'by', dims: [4], floats: [1, 1, 2, 3] }];
    const { difference } = await compare({ input: [1, 2, 6, 8], nodes, tensors }, 10);
    expect(difference).toBe(0);
  });

  it('is refused where TensorFlow would take other pixels', () => {
    const attributes = {
      mode: 'nearest',
      nearest_mode: 'ceil',
      coordinate_transformation_mode: 'half_pixel',
    };
    const file = onnxFile(resize([9, 12], attributes));
    expect(() => importOnnx(file)).toThrow(
      expect.objectContaining({
        code: 'model-operator-unknown',
        message: expect.stringMatching(/Resize.*ceil/) as string,
      }),
    );
  });
});

describe('the rest', () => {
  it.each([
    [1, [1, 5, 4, 6]],
    [-2, [1, 4, 6, 6]],
    [3, [1, 4, 4, 9]],
  ])('joins along axis %j', async (axis, other) => {
    const nodes: SmallNode[] = [
      { operator: 'Concat', inputs: ['x', 'w'], outputs: ['y'], attributes: { axis } },
    ];
    const { difference } = await compare({ input: [1, 4, 4, 6], nodes, tensors: [weightsOf('w', other)] });
    expect(difference).toBe(0);
  });

  it('adds a number for each channel, which is the last axis here and the second there', async () => {
    const nodes: SmallNode[] = [{ operator: 'Add', inputs: ['x', 'w'], outputs: ['y'] }];
    const { difference } = await compare({
      input: [1, 4, 4, 4],
      nodes,
      tensors: [weightsOf('w', [4, 1, 1])],
    });
    expect(difference).toBeLessThan(small);
  });

  it('answers with Sigmoid as ONNX does', async () => {
    const nodes: SmallNode[] = [{ operator: 'Sigmoid', inputs: ['x'], outputs: ['y'] }];
    expect((await compare({ input: [1, 3, 5, 7], nodes })).difference).toBeLessThan(small);
  });

  it('computes sizes at once: half of the picture, plus one, through floats and back', async () => {
    const sizes: SmallNode[] = [
      { operator: 'Shape', inputs: ['x'], outputs: ['shape'] },
      { operator: 'Slice', inputs: ['shape', 'i2', 'i4', 'i0'], outputs: ['rowsColumns'] },
      { operator: 'Cast', inputs: ['rowsColumns'], outputs: ['floats'], attributes: { to: 1 } },
      { operator: 'Mul', inputs: ['floats', 'half'], outputs: ['halves'] },
      { operator: 'Floor', inputs: ['halves'], outputs: ['whole'] },
      { operator: 'Cast', inputs: ['whole'], outputs: ['ints'], attributes: { to: 7 } },
      { operator: 'Add', inputs: ['ints', 'i1'], outputs: ['more'] },
      { operator: 'Gather', inputs: ['shape', 'i1s'], outputs: ['channels'], attributes: { axis: 0 } },
      { operator: 'Unsqueeze', inputs: ['channels', 'i0'], outputs: ['channels1'] },
      { operator: 'Concat', inputs: ['i1', 'channels1', 'more'], outputs: ['to'], attributes: { axis: 0 } },
    ];
    const last: SmallNode = {
      operator: 'Resize',
      inputs: ['x', '', '', 'to'],
      outputs: ['y'],
      attributes: { mode: 'linear' },
    };
    const int = (name: string, value: number, dims = [1]) => ({ name, dims, ints64: [value] });
    const half = { name: 'half', dims: [], floats: [0.5] };
    const tensors = [int('i0', 0), int('i1', 1), int('i2', 2), int('i4', 4), int('i1s', 1, []), half];
    const { difference, dims, operators } = await compare({
      input: [1, 3, 9, 14],
      nodes: [...sizes, last],
      tensors,
    });
    expect(dims).toEqual([1, 3, 5, 8]);
    expect(operators).toEqual(['Placeholder', 'Const', 'ResizeBilinear']);
    expect(difference).toBeLessThan(small);
  });
});
