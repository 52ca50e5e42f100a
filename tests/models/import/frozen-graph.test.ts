import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src-main/inference/engine.ts';
import { importFrozenGraph } from '../../../src-main/models/import/frozen/frozen-graph.ts';
import { floats, frozenFile, ints, type SmallNode } from './frozen-file.ts';
import * as n from './naive.ts';
import { noise, product } from './onnx-file.ts';
import { enginesHere, runOn, worstDifference } from './run-engines.ts';

const matching = (pattern: RegExp) => expect.stringMatching(pattern) as string;
const failure = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: matching(message) }) as Error;

const random = (dims: readonly number[], seed: number): n.Nhwc => ({
  dims,
  data: noise(product(dims), seed),
});

/** A batch norm: its four lists of numbers, and what it does to a number of each channel. */
function batchNorm(name: string, from: string, channels: number, version: string) {
  const lists = ['gamma', 'beta', 'mean', 'variance'].map((part, i) => {
    const values = noise(channels, 40 + i);
    return part === 'variance' ? values.map(value => value * value + 0.5) : values;
  });
  const [gamma, beta, mean, variance] = lists;
  const constants = lists.flatMap((values, i) => [
    floats(`${name}/c${i}`, [channels], values),
    { name: `${name}/c${i}/read`, operator: 'Identity', inputs: [`${name}/c${i}`] },
  ]);
  const inputs = [from, ...lists.map((_, i) => `${name}/c${i}/read`)];
  const attributes = { epsilon: 0.001, is_training: false, data_format: 'NHWC' };
  const apply = (x: n.Nhwc) =>
    n.naive(x.dims, (a, b, c, d) => {
      const centred = (n.at(x, a, b, c, d) - mean[d]) / Math.sqrt(variance[d] + 0.001);
      return centred * gamma[d] + beta[d];
    });
  return { nodes: [...constants, { name, operator: version, inputs, attributes }], apply };
}

const moving = (strides: number, padding: string) => ({
  strides: [1, strides, strides, 1],
  padding,
  data_format: 'NHWC',
});

/** DeepLab v3 in small: the same operators under the same names, in the same order. */
function smallDeeplab() {
  const first = random([3, 3, 3, 8], 1);
  const wide = random([3, 3, 8, 1], 2);
  const atrous = random([3, 3, 8, 1], 3);
  const pooling = random([1, 1, 8, 4], 4);
  const logits = random([1, 1, 12, 5], 5);
  const bias = noise(5, 6);
  const zeros = (count: number) => new Float64Array(count);
  const norms = [
    batchNorm('MobilenetV2/Conv/BatchNorm', 'MobilenetV2/Conv/Conv2D', 8, 'FusedBatchNorm'),
    batchNorm(
      'MobilenetV2/expanded_conv/BatchNorm',
      'MobilenetV2/expanded_conv/depthwise',
      8,
      'FusedBatchNormV2',
    ),
    batchNorm(
      'MobilenetV2/expanded_conv_1/BatchNorm',
      'MobilenetV2/expanded_conv_1/BatchToSpaceND',
      8,
      'FusedBatchNormV3',
    ),
  ];
  const nodes: SmallNode[] = [
    { name: 'ImageTensor', operator: 'Placeholder' },
    { name: 'Cast', operator: 'Cast', inputs: ['ImageTensor'] },
    floats('mul/y', [], [2 / 255]),
    { name: 'mul', operator: 'Mul', inputs: ['Cast', 'mul/y'] },
    floats('one', [], [1]),
    { name: 'sub_7', operator: 'Sub', inputs: ['mul', 'one'] },
    { name: 'MobilenetV2/input', operator: 'Identity', inputs: ['sub_7'] },
    floats('w1', first.dims, first.data),
    {
      ...{ name: 'MobilenetV2/Conv/Conv2D', operator: 'Conv2D', inputs: ['MobilenetV2/input', 'w1'] },
      attributes: moving(2, 'SAME'),
    },
    ...norms[0].nodes,
    { name: 'relu_1', operator: 'Relu6', inputs: ['MobilenetV2/Conv/BatchNorm'] },
    floats('w2', wide.dims, wide.data),
    {
      ...{ name: 'MobilenetV2/expanded_conv/depthwise', operator: 'DepthwiseConv2dNative' },
      ...{ inputs: ['relu_1', 'w2'], attributes: moving(1, 'SAME') },
    },
    ...norms[1].nodes,
    { name: 'relu_2', operator: 'Relu6', inputs: ['MobilenetV2/expanded_conv/BatchNorm'] },
    // 9 rows and columns, a filter of 3 spread by 2: 2 before, 2 after, and 1 to come out even.
    ints('block', [2], [2, 2]),
    ints('paddings', [2, 2], [2, 3, 2, 3]),
    ints('crops', [2, 2], [0, 1, 0, 1]),
    {
      name: 'MobilenetV2/expanded_conv_1/SpaceToBatchND',
      operator: 'SpaceToBatchND',
      inputs: ['relu_2', 'block', 'paddings'],
    },
    floats('w3', atrous.dims, atrous.data),
    {
      ...{ name: 'MobilenetV2/expanded_conv_1/depthwise', operator: 'DepthwiseConv2dNative' },
      ...{ inputs: ['MobilenetV2/expanded_conv_1/SpaceToBatchND', 'w3'], attributes: moving(1, 'VALID') },
    },
    {
      ...{ name: 'MobilenetV2/expanded_conv_1/BatchToSpaceND', operator: 'BatchToSpaceND' },
      inputs: ['MobilenetV2/expanded_conv_1/depthwise', 'block', 'crops'],
    },
    ...norms[2].nodes,
    {
      name: 'MobilenetV2/expanded_conv_1/add',
      operator: 'Add',
      inputs: ['MobilenetV2/expanded_conv_1/BatchNorm', 'relu_2'],
    },
    {
      ...{ name: 'AvgPool2D/AvgPool', operator: 'AvgPool', inputs: ['MobilenetV2/expanded_conv_1/add'] },
      attributes: { ...moving(1, 'VALID'), ksize: [1, 9, 9, 1] },
    },
    floats('w4', pooling.dims, pooling.data),
    {
      ...{ name: 'image_pooling/Conv2D', operator: 'Conv2D', inputs: ['AvgPool2D/AvgPool', 'w4'] },
      attributes: moving(1, 'SAME'),
    },
    { name: 'image_pooling/Relu', operator: 'Relu', inputs: ['image_pooling/Conv2D'] },
    ints('ResizeBilinear/size', [2], [9, 9]),
    {
      ...{
        name: 'ResizeBilinear',
        operator: 'ResizeBilinear',
        inputs: ['image_pooling/Relu', 'ResizeBilinear/size'],
      },
      attributes: { align_corners: true },
    },
    ints('concat/axis', [], [3]),
    {
      ...{ name: 'concat', operator: 'ConcatV2' },
      inputs: ['ResizeBilinear', 'MobilenetV2/expanded_conv_1/add', 'concat/axis'],
    },
    floats('w5', logits.dims, logits.data),
    {
      name: 'logits/semantic/Conv2D',
      operator: 'Conv2D',
      inputs: ['concat', 'w5'],
      attributes: moving(1, 'SAME'),
    },
    floats('logits/semantic/biases', [5], bias),
    {
      ...{ name: 'logits/semantic/BiasAdd', operator: 'BiasAdd' },
      inputs: ['logits/semantic/Conv2D', 'logits/semantic/biases'],
    },
    // The picture's own size, which is only known when it comes.
    { name: 'Shape', operator: 'Shape', inputs: ['ImageTensor'] },
    {
      ...{
        name: 'ResizeBilinear_1',
        operator: 'ResizeBilinear',
        inputs: ['logits/semantic/BiasAdd', 'Shape'],
      },
      attributes: { align_corners: true },
    },
    { name: 'ArgMax', operator: 'ArgMax', inputs: ['ResizeBilinear_1', 'concat/axis'] },
    { name: 'SemanticPredictions', operator: 'Squeeze', inputs: ['ArgMax'] },
  ];
  const expected = (x: n.Nhwc) => {
    const a = n.mapped(
      norms[0].apply(n.conv(x, first, zeros(8), { padding: 'SAME', strides: [2, 2] })),
      n.relu6,
    );
    const b = n.mapped(norms[1].apply(n.depthwise(a, wide, zeros(8), { padding: 'SAME' })), n.relu6);
    const c = norms[2].apply(n.depthwise(b, atrous, zeros(8), { padding: 'SAME', dilations: [2, 2] }));
    const sum = n.naive(c.dims, (...i) => n.at(c, ...i) + n.at(b, ...i));
    const mean = n.pool(sum, [9, 9], 'mean', { padding: 'VALID' });
    const up = n.resizeBilinear(n.mapped(n.conv(mean, pooling, zeros(4)), n.relu), [9, 9], 'corners');
    const joined = n.naive([1, 9, 9, 12], (p, q, r, s) =>
      s < 4 ? n.at(up, p, q, r, s) : n.at(sum, p, q, r, s - 4),
    );
    return n.conv(joined, logits, bias);
  };
  return { nodes, expected };
}

describe('a frozen graph of DeepLab’s operators', () => {
  let engines: Engine[];
  beforeAll(async () => (engines = await enginesHere()));

  const { nodes, expected } = smallDeeplab();
  const input = random([1, 17, 17, 3], 77);

  it('answers its scores as a plain evaluation does, on every engine', async () => {
    const graph = importFrozenGraph(frozenFile(nodes), { inputSize: 17 });
    const wanted = expected(input);
    for (const engine of engines) {
      const answer = await runOn(engine, graph, input);
      expect(answer.dims).toEqual([1, 9, 9, 5]);
      expect(worstDifference(answer, wanted)).toBeLessThan(1e-4);
    }
  });

  it('works batch norms, biases and rectifiers into the convolutions', () => {
    const graph = importFrozenGraph(frozenFile(nodes), { inputSize: 17 });
    const operators = graph.modelJson.modelTopology.node.map(({ op }) => op).filter(op => op !== 'Const');
    expect(operators).toEqual([
      ...['Placeholder', '_FusedConv2D', 'FusedDepthwiseConv2dNative', 'FusedDepthwiseConv2dNative', 'AddV2'],
      ...['AvgPool', '_FusedConv2D', 'ResizeBilinear', 'ConcatV2', '_FusedConv2D'],
    ]);
  });

  it('reads nodes in any order', () => {
    const backwards = importFrozenGraph(frozenFile(nodes.toReversed()), { inputSize: 17 });
    expect(backwards.weights.length).toBe(
      importFrozenGraph(frozenFile(nodes), { inputSize: 17 }).weights.length,
    );
  });

  it('answers a node that is asked for', () => {
    const graph = importFrozenGraph(frozenFile(nodes), { inputSize: 17, output: 'relu_2' });
    const [output] = Object.values(graph.modelJson.signature.outputs);
    expect(output.tensorShape.dim.map(({ size }) => size)).toEqual(['1', '9', '9', '8']);
  });

  it('fails with a coded error, whichever byte is wrong', () => {
    const whole = frozenFile(nodes);
    for (let at = 0; at < whole.length; at += 3) {
      try {
        importFrozenGraph(whole.with(at, whole[at] ^ 255), { inputSize: 17 });
      } catch (error) {
        expect(error).toMatchObject({ code: matching(/^model-(damaged|operator-unknown)$/) });
      }
    }
  });
});

describe('a graph that is refused', () => {
  const convert = (nodes: readonly SmallNode[]) => () =>
    importFrozenGraph(frozenFile(nodes), { inputSize: 9 });
  const picture: SmallNode[] = [
    { name: 'ImageTensor', operator: 'Placeholder' },
    floats('w', [1, 1, 3, 2], noise(6)),
    { name: 'c', operator: 'Conv2D', inputs: ['ImageTensor', 'w'], attributes: moving(1, 'SAME') },
  ];

  it('is no graph at all', () => {
    for (const bytes of [new Uint8Array(), Buffer.from('<!doctype html>'), new Uint8Array(1000)]) {
      expect(() => importFrozenGraph(bytes, { inputSize: 9 })).toThrow(
        failure('model-damaged', /frozen graph/),
      );
    }
  });

  it('has an operator that is not known, and names it', () => {
    const nodes = [...picture, { name: 'odd', operator: 'Einsum', inputs: ['c'] }];
    expect(convert(nodes)).toThrow(failure('model-operator-unknown', /Einsum.*odd/));
  });

  it('reads what is not there', () => {
    const nodes = [...picture, { name: 'odd', operator: 'Relu', inputs: ['ghost'] }];
    expect(convert(nodes)).toThrow(failure('model-damaged', /"ghost"/));
  });

  it('reads itself in a circle', () => {
    const nodes = [
      ...picture,
      { name: 'a', operator: 'Add', inputs: ['b', 'c'] },
      { name: 'b', operator: 'Relu', inputs: ['a'] },
      { name: 'SemanticPredictions', operator: 'Relu', inputs: ['b'] },
    ];
    expect(convert(nodes)).toThrow(failure('model-damaged', /circle/));
  });

  it('has weights that do not fit', () => {
    const nodes = [
      ...picture,
      { name: 'd', operator: 'Conv2D', inputs: ['c', 'w'], attributes: moving(1, 'SAME') },
    ];
    expect(convert(nodes)).toThrow(failure('model-damaged', /do not fit/));
  });
});
