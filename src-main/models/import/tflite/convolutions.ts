import type { Constant } from '../constant.ts';
import { convolve, convolveTransposed, type Filter } from '../nhwc/convolve.ts';
import { constant, picture, wholeNumbers, type Dims4, type Tensor, type Value } from '../nhwc/tensor.ts';
import { permuted } from '../permute.ts';
import type { Pair } from '../window.ts';
import { rectified, paddingOf, type TfliteSite } from './site.ts';
import { damaged, unsupported } from './tflite-graph.ts';

/** Options: padding, stride w and h, activation, dilation w and h. Weights are OHWI. */
export function lowerConv(site: TfliteSite): Tensor {
  const { dims, data } = weightsAt(site, 1);
  const [o, h, w, i] = dims;
  const filter = permuted(data, dims, [1, 2, 3, 0]);
  const moving = { strides: pairAt(site, 1), dilations: pairAt(site, 4), padding: paddingOf(site) };
  return convolved(site, { kind: 'whole', dims: [h, w, i, o], filter, ...moving }, 3);
}

/** Options: padding, stride w and h, multiplier, activation, dilation w and h. Weights are 1HWO. */
export function lowerDepthwise(site: TfliteSite): Tensor {
  const { dims, data } = weightsAt(site, 1);
  const channels = picture(site, site.inputs[0]).dims[3];
  // Output channels are ordered as [channel, multiplier]: TensorFlow's depthwise filter has the same numbers.
  const shape = [dims[1], dims[2], channels, dims[3] / channels] as const;
  if (dims[0] !== 1 || !Number.isInteger(shape[3])) {
    throw damaged(`the weights of node ${site.node.label} do not fit ${channels} channels`);
  }
  const moving = { strides: pairAt(site, 1), dilations: pairAt(site, 5), padding: paddingOf(site) };
  return convolved(site, { kind: 'depthwise', dims: shape, filter: data, ...moving }, 4);
}

function convolved(site: TfliteSite, filter: Filter, activationField: number): Tensor {
  const bias = biasOf(site, site.inputs[2]);
  return rectified(site, convolve(site, picture(site, site.inputs[0]), { ...filter, bias }), activationField);
}

/** Options: padding, stride w and h. Inputs: the result's sizes, weights OHWI, the picture, a bias. */
export function lowerTransposeConv(site: TfliteSite): Tensor {
  const { inputs, node } = site;
  const wanted = wholeNumbers(site, inputs[0], 'sizes');
  const transposed = { strides: pairAt(site, 1), padding: paddingOf(site) };
  const result = spreadOut(site, inputs[2], 1, inputs[3], transposed);
  if (wanted.join() !== result.dims.join()) throw unsupported(node, `to sizes [${wanted.join()}]`);
  return rectified(site, result, 3);
}

/**
 * MediaPipe's own operator: a transposed convolution with a bias. Its options are the C structure
 * `TfLiteTransposeConvParams`: padding (1 SAME, 2 VALID), stride across, stride down, 32 bits each.
 * https://github.com/google-ai-edge/mediapipe/blob/master/mediapipe/util/tflite/operations/transpose_conv_bias.cc
 */
export function lowerTransposeConvBias(site: TfliteSite): Tensor {
  const { node } = site;
  const { custom } = node;
  if (custom.length < 12) throw damaged(`node ${node.label} has ${custom.length} bytes of options`);
  const view = new DataView(custom.buffer, custom.byteOffset, custom.length);
  const [padding, across, down] = [0, 4, 8].map(at => view.getInt32(at, true));
  if (padding !== 1 && padding !== 2) throw damaged(`node ${node.label} has padding ${padding}`);
  const strides = checkedPair(site, [down, across]);
  const transposed = { strides, padding: padding === 1 ? ('SAME' as const) : ('VALID' as const) };
  return spreadOut(site, site.inputs[0], 1, site.inputs[2], transposed);
}

function spreadOut(
  site: TfliteSite,
  x: Value | undefined,
  weightsIndex: number,
  bias: Value | undefined,
  moving: { strides: Pair; padding: 'SAME' | 'VALID' },
): Tensor {
  const { dims, data } = weightsAt(site, weightsIndex);
  const [o, h, w, i] = dims;
  const filter = permuted(data, dims, [1, 2, 0, 3]);
  const given = { dims: [h, w, o, i] as const, filter, bias: biasOf(site, bias), ...moving };
  return convolveTransposed(site, picture(site, x), given);
}

function weightsAt(site: TfliteSite, index: number): { dims: Dims4; data: Float32Array } {
  const { dims, data, isFloat } = constant(site, site.inputs[index], 'weights');
  if (dims.length !== 4 || !isFloat) throw damaged(`the weights of node ${site.node.label} are no filter`);
  return { dims: dims as unknown as Dims4, data: Float32Array.from(data) };
}

function biasOf(site: TfliteSite, value: Value | undefined): Float32Array | undefined {
  if (value === undefined) return undefined;
  const bias: Constant = constant(site, value, 'bias');
  if (!bias.isFloat) throw damaged(`the bias of node ${site.node.label} is whole numbers without a scale`);
  return Float32Array.from(bias.data);
}

/** Across comes first in the file, down comes first here. */
export const pairAt = (site: TfliteSite, field: number): Pair =>
  checkedPair(site, [site.node.options?.int(field + 1, 1) ?? 1, site.node.options?.int(field, 1) ?? 1]);

function checkedPair({ node }: TfliteSite, pair: Pair): Pair {
  if (Math.min(...pair) >= 1 && Math.max(...pair) < 2 ** 16) return pair;
  throw damaged(`node ${node.label} moves by [${pair.join()}]`);
}
