import type { Convolution } from '../convolution.ts';
import { convolve } from '../nhwc/convolve.ts';
import {
  constant,
  picture,
  tensor,
  wholeNumbers,
  type Dims4,
  type Tensor,
  type Value,
} from '../nhwc/tensor.ts';
import type { Pair } from '../window.ts';
import { damaged, unsupported, type FrozenNode } from './frozen-nodes.ts';
import { checkLayout, inputAt, paddingOf, pairOf, tensorAt, type FrozenSite, type Parts } from './site.ts';

/** Conv2D and DepthwiseConv2dNative. The filter is in our order already. */
export const convolution =
  (kind: Convolution['kind']) =>
  (site: FrozenSite): Tensor => {
    checkLayout(site);
    const { data } = constant(site, site.inputs[1], 'weights');
    const dims = filterDims(site);
    const filter = { kind, dims, filter: Float32Array.from(data), strides: pairOf(site, 'strides') };
    const x = inputAt(site, 0);
    const parts = x.kind === 'tensor' ? site.parts.get(x) : undefined;
    if (parts) return convolve(site, picture(site, parts.whole), { ...filter, ...atrous(site, parts, dims) });
    const plain = { dilations: pairOf(site, 'dilations'), padding: paddingOf(site) };
    return convolve(site, picture(site, x), { ...filter, ...plain });
  };

function filterDims(site: FrozenSite): Dims4 {
  const { dims } = constant(site, site.inputs[1], 'weights');
  if (dims.length !== 4) throw damaged(`the weights of node ${site.node.label} are [${dims.join()}]`);
  return dims as unknown as Dims4;
}

type Atrous = Pick<Convolution, 'dilations' | 'padding' | 'pads'>;

/**
 * SpaceToBatchND, a plain convolution, BatchToSpaceND: how TensorFlow writes a convolution whose filter is
 * spread. The last of the three cuts off what the first one added only to come out even.
 */
function atrous(site: FrozenSite, { steps, paddings }: Parts, dims: Dims4): Atrous {
  const { node } = site;
  const isPlain = Math.max(...pairOf(site, 'strides'), ...pairOf(site, 'dilations')) === 1;
  if (!isPlain || paddingOf(site) !== 'VALID') throw unsupported(node, 'on what SpaceToBatchND makes');
  const crops = cropsBehind(site);
  const pads = [0, 1].map((axis): Pair => {
    const [before, after] = [0, 1].map(end => paddings[2 * axis + end] - crops[2 * axis + end]);
    if (before < 0 || after < 0) throw unsupported(node, 'with crops larger than its paddings');
    return [before, after];
  });
  const isSame = pads.every(([before, after], axis) => {
    const total = steps[axis] * (dims[axis] - 1);
    return before === Math.floor(total / 2) && before + after === total;
  });
  return { dilations: [steps[0], steps[1]], padding: isSame ? 'SAME' : 'EXPLICIT', pads: [pads[0], pads[1]] };
}

/** May stand between a convolution and the BatchToSpaceND that belongs to it: all the same for each pixel. */
const between = [
  'BiasAdd',
  'FusedBatchNorm',
  'FusedBatchNormV2',
  'FusedBatchNormV3',
  'Relu',
  'Relu6',
  'Identity',
];

function cropsBehind(site: FrozenSite): number[] {
  let at: FrozenNode = site.node;
  for (;;) {
    const readers = site.readersOf(at.label);
    if (readers.length !== 1) throw unsupported(site.node, 'without a BatchToSpaceND');
    at = readers[0];
    if (at.operator === 'BatchToSpaceND') break;
    if (!between.includes(at.operator))
      throw unsupported(site.node, `with ${at.operator} before BatchToSpaceND`);
  }
  const crops = wholeNumbers({ ...site, node: at }, site.numbersOf(at.inputs[2]), 'crops');
  if (crops.length === 4) return crops;
  throw damaged(`node ${at.label} crops by [${crops.join()}]`);
}

/** Only remembered: the convolution that follows reads the whole picture. */
export function lowerSpaceToBatch(site: FrozenSite): Tensor {
  const x = picture(site, tensorAt(site, 0));
  const steps = wholeNumbers(site, site.inputs[1], 'steps');
  const paddings = wholeNumbers(site, site.inputs[2], 'paddings');
  const sides = steps.map((step, i) => (x.dims[i + 1] + paddings[2 * i] + paddings[2 * i + 1]) / step);
  if (steps.length !== 2 || paddings.length !== 4 || Math.min(...steps, 1) < 1 || Math.min(...paddings) < 0) {
    throw damaged(`node ${site.node.label} cuts by [${steps.join()}] with [${paddings.join()}]`);
  }
  const parts = tensor(site, site.name, [x.dims[0] * steps[0] * steps[1], sides[0], sides[1], x.dims[3]]);
  site.parts.set(parts, { whole: x, steps, paddings });
  return parts;
}

/** What was never cut needs no putting together. */
export function lowerBatchToSpace(site: FrozenSite): Value {
  const x = inputAt(site, 0);
  if (x.kind === 'tensor' && site.parts.has(x)) throw unsupported(site.node, 'right after SpaceToBatchND');
  if (x.kind !== 'tensor' || !isAtrous(site)) throw unsupported(site.node, 'without a SpaceToBatchND');
  return x;
}

/** Whether a SpaceToBatchND and a convolution stand before it. */
function isAtrous(site: FrozenSite): boolean {
  let at: FrozenNode | undefined = site.before(site.node);
  while (at && between.includes(at.operator)) at = site.before(at);
  const first = at && site.before(at);
  return first?.operator === 'SpaceToBatchND';
}
