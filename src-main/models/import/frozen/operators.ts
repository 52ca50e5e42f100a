import { openLayer, withAffine } from '../nhwc/convolve.ts';
import { apply, combine, concatenate, type Binary, type Elementwise } from '../nhwc/elementwise.ts';
import { pad, reduce, reshape, resize, softmax } from '../nhwc/shape.ts';
import { constant, picture, wholeNumbers, type Tensor, type Value } from '../nhwc/tensor.ts';
import { pool } from '../nhwc/window.ts';
import { convolution, lowerBatchToSpace, lowerSpaceToBatch } from './convolutions.ts';
import { unsupported } from './frozen-nodes.ts';
import { checkLayout, inputAt, listAt, paddingOf, pairOf, tensorAt, type FrozenSite } from './site.ts';

type Lower = (site: FrozenSite) => Value;

const elementwise =
  (operator: Elementwise): Lower =>
  site =>
    apply(site, tensorAt(site, 0), operator);

const binary =
  (operator: Binary): Lower =>
  site =>
    combine(site, operator, inputAt(site, 0), inputAt(site, 1));

const pooled =
  (kind: 'AvgPool' | 'MaxPool'): Lower =>
  site => {
    checkLayout(site);
    const moving = {
      kernel: pairOf(site, 'ksize'),
      strides: pairOf(site, 'strides'),
      padding: paddingOf(site),
    };
    return pool(site, picture(site, tensorAt(site, 0)), kind, moving);
  };

const resized =
  (operator: 'ResizeBilinear' | 'ResizeNearestNeighbor'): Lower =>
  site => {
    const { attributes } = site.node;
    const placing = {
      alignCorners: attributes.get('align_corners')?.b ?? false,
      halfPixelCenters: attributes.get('half_pixel_centers')?.b ?? false,
    };
    const size = wholeNumbers(site, inputAt(site, 1), 'size');
    return resize(site, picture(site, tensorAt(site, 0)), operator, size, placing);
  };

/**
 * A batch norm whose numbers no longer change is a factor and an offset for each channel. Ioffe, Szegedy: Batch
 * Normalization, https://arxiv.org/abs/1502.03167, algorithm 2.
 */
function lowerBatchNorm(site: FrozenSite): Tensor {
  checkLayout(site);
  const { attributes } = site.node;
  if (attributes.get('is_training')?.b ?? true) throw unsupported(site.node, 'in training');
  const epsilon = attributes.get('epsilon')?.f ?? 1e-4;
  const names = ['', 'scale', 'offset', 'mean', 'variance'];
  const [gamma, beta, mean, variance] = [1, 2, 3, 4].map(i =>
    Float32Array.from(constant(site, inputAt(site, i), names[i]).data),
  );
  const scale = gamma.map((value, i) => value / Math.sqrt(variance[i] + epsilon));
  const offset = beta.map((value, i) => value - mean[i] * scale[i]);
  return affine(site, tensorAt(site, 0), { scale, offset });
}

function affine(
  site: FrozenSite,
  x: Tensor,
  { scale, offset }: { scale: Float32Array; offset: Float32Array },
): Tensor {
  const layer = openLayer(site, x);
  if (scale.length !== x.dims.at(-1)) throw unsupported(site.node, 'for other channels than there are');
  if (layer) return withAffine(site, x, layer, { scale, offset });
  const list = (data: Float32Array) =>
    ({ kind: 'constant', dims: [data.length], data, isFloat: true }) as const;
  const scaled = combine({ ...site, name: `${site.name}/scaled` }, 'Mul', x, list(scale));
  return combine(site, 'AddV2', scaled, list(offset));
}

function lowerPad(site: FrozenSite): Tensor {
  const value = site.inputs[2] ? constant(site, site.inputs[2], 'value').data[0] : 0;
  return pad(site, tensorAt(site, 0), wholeNumbers(site, inputAt(site, 1), 'paddings'), value);
}

function lowerSqueeze(site: FrozenSite): Tensor {
  const x = tensorAt(site, 0);
  const axes = listAt(site, 'squeeze_dims').map(axis => (axis < 0 ? axis + x.dims.length : axis));
  const goes = (size: number, axis: number) => (axes.length === 0 ? size === 1 : axes.includes(axis));
  return reshape(
    site,
    x,
    x.dims.filter((size, axis) => !goes(size, axis)),
  );
}

const reduced =
  (operator: 'Mean' | 'Sum' | 'Max'): Lower =>
  site => {
    const keep = site.node.attributes.get('keep_dims')?.b ?? false;
    return reduce(site, tensorAt(site, 0), operator, wholeNumbers(site, inputAt(site, 1), 'axes'), keep);
  };

/** The axis comes last in version 2, first before. */
function lowerConcat(site: FrozenSite): Tensor {
  const isOld = site.node.operator === 'Concat';
  const [axis] = wholeNumbers(site, inputAt(site, isOld ? 0 : -1), 'axis');
  return concatenate(site, isOld ? site.inputs.slice(1) : site.inputs.slice(0, -1), axis);
}

export const lowerings: ReadonlyMap<string, Lower> = new Map<string, Lower>([
  ['Conv2D', convolution('whole')],
  ['DepthwiseConv2dNative', convolution('depthwise')],
  ['SpaceToBatchND', lowerSpaceToBatch],
  ['BatchToSpaceND', lowerBatchToSpace],
  ['FusedBatchNorm', lowerBatchNorm],
  ['FusedBatchNormV2', lowerBatchNorm],
  ['FusedBatchNormV3', lowerBatchNorm],
  ['BiasAdd', binary('AddV2')],
  ['Add', binary('AddV2')],
  ['AddV2', binary('AddV2')],
  ['Sub', binary('Sub')],
  ['Mul', binary('Mul')],
  ['RealDiv', binary('RealDiv')],
  ['Maximum', binary('Maximum')],
  ['Minimum', binary('Minimum')],
  ['Relu', elementwise('Relu')],
  ['Relu6', elementwise('Relu6')],
  ['Sigmoid', elementwise('Sigmoid')],
  ['Tanh', elementwise('Tanh')],
  ['Softmax', site => softmax(site, tensorAt(site, 0))],
  ['AvgPool', pooled('AvgPool')],
  ['MaxPool', pooled('MaxPool')],
  ['Mean', reduced('Mean')],
  ['Sum', reduced('Sum')],
  ['Max', reduced('Max')],
  ['ConcatV2', lowerConcat],
  ['Concat', lowerConcat],
  ['ResizeBilinear', resized('ResizeBilinear')],
  ['ResizeNearestNeighbor', resized('ResizeNearestNeighbor')],
  ['Pad', lowerPad],
  ['PadV2', lowerPad],
  ['Reshape', site => reshape(site, tensorAt(site, 0), wholeNumbers(site, inputAt(site, 1), 'sizes'))],
  ['Squeeze', lowerSqueeze],
  ['Identity', site => inputAt(site, 0)],
]);
