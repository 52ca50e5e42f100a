import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src-main/inference/engine.ts';
import { halfToFloat } from '../../../src-main/models/import/half.ts';
import { importTflite } from '../../../src-main/models/import/tflite/tflite.ts';
import * as n from './naive.ts';
import { noise, product } from './onnx-file.ts';
import { enginesHere, runOn, worstDifference } from './run-engines.ts';
import { floats, ints, tfliteFile, type Fields, type SmallModel, type SmallTensor } from './tflite-file.ts';

let engines: Engine[];
beforeAll(async () => (engines = await enginesHere()));

const random = (dims: readonly number[], seed = 5): n.Nhwc => ({ dims, data: noise(product(dims), seed) });
const x = random([1, 7, 9, 4], 1);

/** Runs the file on every engine, and answers the worst difference to what is expected. */
async function worst(model: SmallModel, expected: n.Nhwc, input = x): Promise<number> {
  const graph = importTflite(tfliteFile(model));
  const answers = await Promise.all(engines.map(engine => runOn(engine, graph, input)));
  return Math.max(...answers.map(answer => worstDifference(answer, expected)));
}

const small = 1e-5;

interface One {
  readonly code: number;
  readonly options?: Fields;
  /** Constants after `x`, in the operator's order. */
  readonly constants?: readonly SmallTensor[];
  readonly custom?: { name: string; options: Uint8Array };
}

/** A file of one operator that reads `x` first. */
const one = ({ constants = [], ...node }: One, output: readonly number[], input = x): SmallModel => ({
  tensors: {
    x: { dims: input.dims },
    ...Object.fromEntries(constants.map((constant, i) => [`c${i}`, constant])),
    y: { dims: output },
  },
  nodes: [{ ...node, inputs: ['x', ...constants.map((_, i) => `c${i}`)], output: 'y' }],
});

const pair = (across: number, down: number, from: number): Fields => ({
  [from]: ['int', across],
  [from + 1]: ['int', down],
});

/** OHWI, as the file has it, to HWIO. */
const hwio = (w: n.Nhwc) => {
  const [o, h, k, i] = w.dims;
  return n.naive([h, k, i, o], (a, b, c, d) => n.at(w, d, a, b, c));
};

describe('CONV_2D', () => {
  const bias = noise(5, 3);
  const w = random([5, 3, 3, 4]);

  it.each<[string, Fields, n.Moving, (value: number) => number]>([
    ['with SAME', { 0: ['byte', 0] }, { padding: 'SAME' }, v => v],
    ['with VALID and Relu', { 0: ['byte', 1], 3: ['byte', 1] }, {}, n.relu],
    [
      'in unequal steps, with Relu6',
      { 0: ['byte', 0], ...pair(2, 3, 1), 3: ['byte', 3] },
      { padding: 'SAME', strides: [3, 2] },
      n.relu6,
    ],
    [
      'spread, as far down as across or not',
      { 0: ['byte', 0], ...pair(2, 3, 4) },
      { padding: 'SAME', dilations: [3, 2] },
      v => v,
    ],
  ])('is the same %s', async (_, options, how, change) => {
    const expected = n.mapped(n.conv(x, hwio(w), bias, how), change);
    const constants = [floats(w.dims, w.data), floats([5], bias)];
    expect(await worst(one({ code: 3, options, constants }, expected.dims), expected)).toBeLessThan(small);
  });

  it('takes weights of 8 bits, one scale for each output, and a bias of 32', async () => {
    const stored = Int8Array.from({ length: product(w.dims) }, (_, i) => ((i * 37) % 255) - 127);
    const scales = [0.01, 0.02, 0.005, 0.03, 0.001];
    const real = n.naive(
      w.dims,
      (o, a, b, i) => n.at({ dims: w.dims, data: stored }, o, a, b, i) * scales[o],
    );
    const biases = [100, -50, 20, 7, 0];
    const expected = n.conv(
      x,
      hwio(real),
      biases.map((value, o) => value * scales[o] * 0.5),
    );
    const quantised = { scales, zeroPoints: scales.map(() => 0), axis: 0 };
    const constants: SmallTensor[] = [
      { dims: w.dims, type: 9, bytes: new Uint8Array(stored.buffer), quantised },
      { ...ints([5], biases), quantised: { ...quantised, scales: scales.map(s => s * 0.5) } },
    ];
    const model = one({ code: 3, options: { 0: ['byte', 1] }, constants }, expected.dims);
    expect(await worst(model, expected)).toBeLessThan(small);
  });

  it.each<[string, number, number, (value: number) => number]>([
    ['0 to 6', 6 / 255, 0, n.relu6],
    ['0 to 9', 9 / 255, 0, n.relu],
    ['−4 to 5', 9 / 255, 113, v => v],
  ])('rectifies as an 8-bit result from %s implies', async (_, scale, zeroPoint, change) => {
    // Large enough to leave every one of the ranges.
    const large = { dims: x.dims, data: Array.from(x.data, value => value * 20) };
    const expected = n.mapped(n.conv(large, hwio(w), bias), change);
    expect(Math.max(...Array.from(expected.data))).toBeGreaterThan(5.9);
    const constants = [floats(w.dims, w.data), floats([5], bias)];
    const model = one({ code: 3, options: { 0: ['byte', 1] }, constants }, expected.dims);
    const quantised = { scales: [scale], zeroPoints: [zeroPoint] };
    const y = { dims: expected.dims, type: 3, quantised };
    const file = { ...model, tensors: { ...model.tensors, y } };
    expect(await worst(file, expected, large)).toBeLessThan(1e-4);
  });
});

describe('DEPTHWISE_CONV_2D', () => {
  it.each<[string, readonly number[], Fields, n.Moving]>([
    ['with SAME in steps of two', [1, 3, 3, 4], pair(2, 2, 1), { strides: [2, 2] }],
    ['with two outputs a channel', [1, 3, 2, 8], {}, {}],
    ['spread by two', [1, 3, 3, 4], pair(2, 2, 5), { dilations: [2, 2] }],
    ['spread unequally, of five by three', [1, 5, 3, 8], pair(2, 3, 5), { dilations: [3, 2] }],
  ])('is the same %s', async (_, dims, options, how) => {
    const w = random(dims);
    const bias = noise(dims[3], 4);
    const filter = { dims: [dims[1], dims[2], 4, dims[3] / 4], data: w.data };
    for (const padding of ['SAME', 'VALID'] as const) {
      if (padding === 'VALID' && dims[1] === 5) continue;
      const expected = n.mapped(n.depthwise(x, filter, bias, { ...how, padding }), n.relu6);
      const all: Fields = { ...options, 0: ['byte', padding === 'SAME' ? 0 : 1], 4: ['byte', 3] };
      const constants = [floats(dims, w.data), floats([dims[3]], bias)];
      const model = one({ code: 4, options: all, constants }, expected.dims);
      expect(await worst(model, expected)).toBeLessThan(small);
    }
  });
});

describe('MediaPipe’s Convolution2DTransposeBias', () => {
  it.each([
    [2, 2],
    [3, 2],
    [4, 2],
  ])('is the same with a window of %d in steps of %d', async (kernel, stride) => {
    const w = random([3, kernel, kernel, 4]);
    const bias = noise(3, 8);
    const expected = n.transposedConv(x, w, bias, stride);
    const options = new Uint8Array(Int32Array.of(1, stride, stride).buffer);
    const custom = { name: 'Convolution2DTransposeBias', options };
    const constants = [floats(w.dims, w.data), floats([3], bias)];
    const model = one({ code: 32, custom, constants }, expected.dims);
    expect(await worst(model, expected)).toBeLessThan(small);
  });
});

describe('pools and resizes', () => {
  it.each<[string, number, 'mean' | 'max', readonly [number, number], n.Moving]>([
    ['the mean of windows that lie over the edge', 1, 'mean', [3, 2], { padding: 'SAME' }],
    ['the mean of all', 1, 'mean', [7, 9], { padding: 'VALID' }],
    ['the largest, in steps', 17, 'max', [2, 2], { padding: 'SAME', strides: [2, 2] }],
  ])('take %s', async (_, code, kind, kernel, how) => {
    const expected = n.pool(x, kernel, kind, how);
    const [down, across] = how.strides ?? [1, 1];
    const options: Fields = {
      0: ['byte', how.padding === 'SAME' ? 0 : 1],
      ...pair(across, down, 1),
      ...pair(kernel[1], kernel[0], 3),
    };
    expect(await worst(one({ code, options }, expected.dims), expected)).toBeLessThan(small);
  });

  it.each<[string, 'corners' | 'centres' | 'plain', Fields]>([
    ['align corners', 'corners', { 2: ['byte', 1] }],
    ['have half-pixel centres', 'centres', { 3: ['byte', 1] }],
    ['have neither', 'plain', {}],
  ])('enlarge where resizes %s', async (_, mode, options) => {
    const expected = n.mapped(n.resizeBilinear(x, [13, 20], mode), n.relu);
    const model: SmallModel = {
      tensors: {
        ...{ x: { dims: x.dims }, to: ints([2], [13, 20]), up: { dims: expected.dims } },
        y: { dims: expected.dims },
      },
      nodes: [
        { code: 23, inputs: ['x', 'to'], output: 'up', options },
        { code: 19, inputs: ['up'], output: 'y' },
      ],
    };
    expect(await worst(model, expected)).toBeLessThan(small);
  });
});

describe('the rest', () => {
  const third = random([1, 1, 1, 4], 9);
  const sum = n.naive(x.dims, (a, b, c, d) => n.at(x, a, b, c, d) + n.at(third, 0, 0, 0, d));
  const mean = n.naive([1, 1, 1, 4], (_, __, ___, d) => n.at(n.pool(x, [7, 9], 'mean', {}), 0, 0, 0, d));
  const soft = n.naive(x.dims, (a, b, c, d) => {
    const all = [0, 1, 2, 3].map(i => Math.exp(n.at(x, a, b, c, i)));
    return all[d] / all.reduce((p, q) => p + q);
  });
  const turned = n.naive([1, 9, 7, 4], (a, b, c, d) => n.at(x, a, c, b, d));
  const padded = n.naive([1, 9, 9, 4], (a, b, c, d) => (b < 1 || b > 7 ? 0 : n.at(x, a, b - 1, c, d)));
  const joined = n.naive([1, 7, 9, 8], (a, b, c, d) => n.at(x, a, b, c, d % 4));
  const slopes = floats([1, 1, 4], [0.1, 0.2, 0.3, 0.4]);
  const prelu = n.naive(x.dims, (a, b, c, d) => {
    const value = n.at(x, a, b, c, d);
    return value < 0 ? value * (d + 1) * 0.1 : value;
  });

  it.each<[string, One, n.Nhwc]>([
    ['ADD', { code: 0, constants: [floats(third.dims, third.data)] }, sum],
    ['RELU6', { code: 21 }, n.mapped(x, n.relu6)],
    ['LOGISTIC', { code: 14 }, n.mapped(x, n.sigmoid)],
    ['HARD_SWISH', { code: 117 }, n.mapped(x, n.hardSwish)],
    ['SOFTMAX', { code: 25, options: { 0: ['float', 1] } }, soft],
    ['MEAN', { code: 40, constants: [ints([2], [1, 2])], options: { 0: ['byte', 1] } }, mean],
    ['TRANSPOSE', { code: 39, constants: [ints([4], [0, 2, 1, 3])] }, turned],
    ['PAD', { code: 34, constants: [ints([4, 2], [0, 0, 1, 1, 0, 0, 0, 0])] }, padded],
    ['RESHAPE', { code: 22, constants: [ints([3], [1, -1, 4])] }, { ...x, dims: [1, 63, 4] }],
    ['CONCATENATION', { code: 2, constants: [], options: { 0: ['int', 3] } }, joined],
    ['PRELU', { code: 54, constants: [slopes] }, prelu],
    ['LEAKY_RELU', { code: 98, options: { 0: ['float', 0.25] } }, n.mapped(x, v => (v < 0 ? v / 4 : v))],
  ])('%s is the same', async (name, operator, expected) => {
    const model = one(operator, expected.dims);
    const twice = { ...model, nodes: [{ ...model.nodes[0], inputs: ['x', 'x'] }] };
    expect(await worst(name === 'CONCATENATION' ? twice : model, expected)).toBeLessThan(small);
  });

  it('reads weights of 16 bits through DEQUANTIZE', async () => {
    const halves = Uint16Array.of(0x3c00, 0xbc00, 0x3555, 0x0001);
    const values = Array.from(halves, halfToFloat);
    expect(values[0]).toBe(1);
    expect(values[2]).toBeCloseTo(1 / 3, 3);
    const expected = n.naive(x.dims, (a, b, c, d) => n.at(x, a, b, c, d) * values[d]);
    const model: SmallModel = {
      tensors: {
        ...{ x: { dims: x.dims }, y: { dims: x.dims }, f: { dims: [4] } },
        h: { dims: [4], type: 1, bytes: new Uint8Array(halves.buffer) },
      },
      nodes: [
        { code: 6, inputs: ['h'], output: 'f' },
        { code: 18, inputs: ['x', 'f'], output: 'y' },
      ],
    };
    expect(await worst(model, expected)).toBeLessThan(small);
  });

  it('answers the scores behind labels, not enlarged', async () => {
    const expected = n.mapped(x, n.sigmoid);
    const model: SmallModel = {
      tensors: {
        ...{ x: { dims: x.dims }, s: { dims: x.dims }, to: ints([2], [14, 18]), axis: ints([], [3]) },
        ...{ up: { dims: [1, 14, 18, 4] }, y: { dims: [1, 14, 18], type: 4 } },
      },
      nodes: [
        { code: 14, inputs: ['x'], output: 's' },
        { code: 23, inputs: ['s', 'to'], output: 'up' },
        { code: 56, inputs: ['up', 'axis'], output: 'y' },
      ],
    };
    expect(await worst(model, expected)).toBeLessThan(small);
  });

  it('says what the file takes for levels 0 and 255', () => {
    const model = one({ code: 19 }, x.dims);
    const quantised = { scales: [1 / 128], zeroPoints: [128] };
    const file = tfliteFile({
      ...model,
      tensors: { x: { dims: x.dims, type: 3, quantised }, y: { dims: x.dims } },
    });
    expect(importTflite(file).inputRange).toEqual([-1, 127 / 128]);
  });
});
