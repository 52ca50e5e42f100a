import { integer } from '../graph-model.ts';
import {
  apply,
  combine,
  concatenate,
  hardSwish,
  type Binary,
  type Elementwise,
} from '../nhwc/elementwise.ts';
import { pad, reduce, reshape, resize, softmax, transpose } from '../nhwc/shape.ts';
import { constant, picture, tensor, wholeNumbers, type Tensor, type Value } from '../nhwc/tensor.ts';
import { pool } from '../nhwc/window.ts';
import {
  lowerConv,
  lowerDepthwise,
  lowerTransposeConv,
  lowerTransposeConvBias,
  pairAt,
} from './convolutions.ts';
import { activated, followUp, paddingOf, rectified, tensorAt, type TfliteSite } from './site.ts';
import { damaged, unsupported } from './tflite-graph.ts';

type Lower = (site: TfliteSite) => Value;

const elementwise =
  (operator: Elementwise): Lower =>
  site =>
    apply(site, tensorAt(site, 0), operator);

const binary =
  (operator: Binary, finish: typeof activated = (_, value) => value): Lower =>
  site =>
    finish(site, combine(site, operator, site.inputs[0], site.inputs[1]), 0);

/** Options: padding, stride w and h, window w and h, activation. */
const pooled =
  (kind: 'AvgPool' | 'MaxPool'): Lower =>
  site => {
    const moving = { strides: pairAt(site, 1), kernel: pairAt(site, 3), padding: paddingOf(site) };
    return activated(site, pool(site, picture(site, site.inputs[0]), kind, moving), 5);
  };

/** Options: keep the axes, with one number each. */
const reduced =
  (operator: 'Mean' | 'Sum' | 'Max'): Lower =>
  site => {
    const keep = site.node.options?.boolean(0) ?? false;
    return reduce(site, tensorAt(site, 0), operator, wholeNumbers(site, site.inputs[1], 'axes'), keep);
  };

/** @param fields where the options say align corners and half-pixel centres */
const resized =
  (operator: 'ResizeBilinear' | 'ResizeNearestNeighbor', fields: readonly [number, number]): Lower =>
  site => {
    const [alignCorners, halfPixelCenters] = fields.map(field => site.node.options?.boolean(field) ?? false);
    const size = wholeNumbers(site, site.inputs[1], 'size');
    const placing = { alignCorners, halfPixelCenters };
    return resize(site, picture(site, site.inputs[0]), operator, size, placing);
  };

/** Eight bits to floats or to other eight bits: with floats all along, nothing happens. */
function passOn({ inputs, node }: TfliteSite): Value {
  if (inputs[0] === undefined) throw damaged(`node ${node.label} reads nothing`);
  return inputs[0];
}

function lowerReshape(site: TfliteSite): Tensor {
  const given = site.inputs[1] ? wholeNumbers(site, site.inputs[1], 'sizes') : site.node.options?.ints(0);
  return reshape(site, tensorAt(site, 0), given ?? site.output.dims);
}

function lowerPad(site: TfliteSite): Tensor {
  const value = site.inputs[2] ? constant(site, site.inputs[2], 'value').data[0] : 0;
  return pad(site, tensorAt(site, 0), wholeNumbers(site, site.inputs[1], 'paddings'), value);
}

function lowerSoftmax(site: TfliteSite): Tensor {
  if (site.node.options?.float(0) !== 1) throw unsupported(site.node, 'with beta');
  return softmax(site, tensorAt(site, 0));
}

function lowerLeakyRelu(site: TfliteSite): Tensor {
  const x = tensorAt(site, 0);
  const slope = site.node.options?.float(0) ?? 0;
  if (!(slope >= 0 && slope <= 1)) throw unsupported(site.node, `with slope ${slope}`);
  const factor = { kind: 'constant', dims: [], data: [slope], isFloat: true } as const;
  const lower = combine({ ...followUp(site, 'lower'), isOnlyReader: () => false }, 'Mul', x, factor);
  return combine(site, 'Maximum', x, lower);
}

/** A slope for each channel below zero: `relu(x) − slope · relu(−x)`. */
function lowerPrelu(site: TfliteSite): Tensor {
  const x = tensorAt(site, 0);
  const alone = (suffix: string) => ({ ...followUp(site, suffix), isOnlyReader: () => false });
  const above = apply(alone('above'), x, 'Relu');
  const below = apply(alone('below'), apply(alone('negative'), x, 'Neg'), 'Relu');
  const slope = constant(site, site.inputs[1], 'slopes');
  return combine(site, 'Sub', above, combine(alone('slope'), 'Mul', below, slope));
}

function lowerDepthToSpace(site: TfliteSite): Tensor {
  const x = picture(site, site.inputs[0]);
  const block = site.node.options?.int(0) ?? 0;
  if (block < 1) throw damaged(`node ${site.node.label} has blocks of ${block}`);
  const [n, h, w, c] = x.dims;
  const result = tensor(site, site.name, [n, h * block, w * block, c / block ** 2]);
  site.builder.node(site.name, 'DepthToSpace', [x.name], { block_size: integer(block) });
  return result;
}

export const lowerings: ReadonlyMap<string, Lower> = new Map<string, Lower>([
  ['CONV_2D', lowerConv],
  ['DEPTHWISE_CONV_2D', lowerDepthwise],
  ['TRANSPOSE_CONV', lowerTransposeConv],
  ['Convolution2DTransposeBias', lowerTransposeConvBias],
  ['AVERAGE_POOL_2D', pooled('AvgPool')],
  ['MAX_POOL_2D', pooled('MaxPool')],
  ['ADD', binary('AddV2', rectified)],
  ['SUB', binary('Sub', rectified)],
  ['MUL', binary('Mul', activated)],
  ['DIV', binary('RealDiv', activated)],
  ['MAXIMUM', binary('Maximum')],
  ['MINIMUM', binary('Minimum')],
  ['SQUARED_DIFFERENCE', binary('SquaredDifference')],
  ['RELU', elementwise('Relu')],
  ['RELU6', elementwise('Relu6')],
  ['LOGISTIC', elementwise('Sigmoid')],
  ['TANH', elementwise('Tanh')],
  ['EXP', elementwise('Exp')],
  ['ABS', elementwise('Abs')],
  ['NEG', elementwise('Neg')],
  ['SQRT', elementwise('Sqrt')],
  ['RSQRT', elementwise('Rsqrt')],
  ['SQUARE', elementwise('Square')],
  ['HARD_SWISH', site => hardSwish(site, tensorAt(site, 0))],
  ['LEAKY_RELU', lowerLeakyRelu],
  ['PRELU', lowerPrelu],
  ['SOFTMAX', lowerSoftmax],
  ['CONCATENATION', site => concatenateAt(site)],
  ['RESIZE_BILINEAR', resized('ResizeBilinear', [2, 3])],
  ['RESIZE_NEAREST_NEIGHBOR', resized('ResizeNearestNeighbor', [0, 1])],
  ['RESHAPE', lowerReshape],
  ['SQUEEZE', site => reshape(site, tensorAt(site, 0), site.output.dims)],
  ['EXPAND_DIMS', site => reshape(site, tensorAt(site, 0), site.output.dims)],
  ['TRANSPOSE', site => transpose(site, tensorAt(site, 0), wholeNumbers(site, site.inputs[1], 'order'))],
  ['PAD', lowerPad],
  ['PADV2', lowerPad],
  ['MEAN', reduced('Mean')],
  ['SUM', reduced('Sum')],
  ['REDUCE_MAX', reduced('Max')],
  ['DEPTH_TO_SPACE', lowerDepthToSpace],
  ['DEQUANTIZE', passOn],
  ['QUANTIZE', passOn],
]);

/** Options: axis, activation. */
function concatenateAt(site: TfliteSite): Tensor {
  const axis = site.node.options?.int(0) ?? 0;
  return activated(site, concatenate(site, site.inputs, axis), 1);
}
