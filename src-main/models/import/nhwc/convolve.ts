import { addConvolution, type Convolution } from '../convolution.ts';
import { integers, text } from '../graph-model.ts';
import type { Pair } from '../window.ts';
import { tensor, type Dims4, type Picture, type Site, type Tensor } from './tensor.ts';
import { noPads, outputSize } from './window.ts';

export type Filter = Pick<Convolution, 'kind' | 'dims' | 'filter' | 'strides' | 'dilations'> & {
  readonly padding: Convolution['padding'];
  readonly pads?: Convolution['pads'];
  /** Zeros when left out. */
  readonly bias?: Float32Array | undefined;
};

/**
 * A convolution, whole or depthwise.
 *
 * @throws PortraitError 'model-damaged' when the filter does not fit the picture; 'model-operator-unknown' for
 *   what the engines refuse
 */
export function convolve(site: Site, x: Picture, filter: Filter): Tensor {
  const { faults, node } = site;
  const { kind, dims, strides, dilations } = filter;
  const outputs = kind === 'whole' ? dims[3] : dims[2] * dims[3];
  const bias = filter.bias ?? new Float32Array(outputs);
  if (dims[2] !== x.dims[3] || bias.length !== outputs) {
    throw faults.damaged(
      `the weights of node ${node.label}, [${dims.join()}], do not fit [${x.dims.join()}]`,
    );
  }
  checkEngines(site, filter);
  const [rows, columns] = outputSize(site, x, { ...filter, kernel: [dims[0], dims[1]] });
  const layer: Convolution = {
    ...{ kind, input: x.name, size: [x.dims[1], x.dims[2]], dims, filter: filter.filter, bias },
    ...{ strides, dilations, padding: filter.padding, pads: filter.pads ?? noPads },
  };
  return emit(site, layer, [x.dims[0], rows, columns, outputs]);
}

function checkEngines({ faults, node }: Site, { kind, strides, dilations }: Filter): void {
  const spreads = Math.max(...dilations) > 1;
  if (spreads && Math.max(...strides) > 1) {
    throw faults.unsupported(node, 'with strides and dilations at once');
  }
  if (kind === 'depthwise' && strides[0] !== strides[1])
    throw faults.unsupported(node, 'with unequal strides');
}

const emit = (site: Site, layer: Convolution, dims: readonly number[]): Tensor =>
  tensor(site, addConvolution(site.builder, site.name, layer), dims, layer);

/** The convolution that this operator may change: it comes right before, and nobody else reads it. */
export const openLayer = (site: Site, x: Tensor): Convolution | undefined =>
  x.layer !== undefined && x.layer.activation === undefined && site.isOnlyReader(x) ? x.layer : undefined;

/** Lets a convolution do the activation itself, in place of a node of its own. */
export const withActivation = (
  site: Site,
  x: Tensor,
  layer: Convolution,
  activation: 'Relu' | 'Relu6',
): Tensor => emit(site, { ...layer, activation }, x.dims);

/**
 * Works `result × scale + offset` into a convolution: what a batch norm, a bias or a factor for each channel
 * comes to once its numbers are known.
 */
export function withAffine(site: Site, x: Tensor, layer: Convolution, { scale, offset }: Affine): Tensor {
  const filter = scale ? layer.filter.map((weight, i) => weight * scale[i % scale.length]) : layer.filter;
  const bias = layer.bias.map((value, i) => value * (scale?.[i] ?? 1) + (offset?.[i] ?? 0));
  return emit(site, { ...layer, filter, bias }, x.dims);
}

/** For each channel of a convolution's result. */
export interface Affine {
  readonly scale?: Float32Array | undefined;
  readonly offset?: Float32Array | undefined;
}

export interface Transposed {
  /** `[rows, columns, outputs, inputs]`, TensorFlow's order for this operator. */
  readonly dims: Dims4;
  readonly filter: Float32Array;
  readonly bias?: Float32Array | undefined;
  readonly strides: Pair;
  readonly padding: 'SAME' | 'VALID';
}

/** A transposed convolution: each pixel of `x` is spread over a window of the result. */
export function convolveTransposed(site: Site, x: Picture, given: Transposed): Tensor {
  const { faults, node, builder, name } = site;
  const { dims, strides, padding } = given;
  const bias = given.bias ?? new Float32Array(dims[2]);
  if (dims[3] !== x.dims[3] || bias.length !== dims[2]) {
    throw faults.damaged(
      `the weights of node ${node.label}, [${dims.join()}], do not fit [${x.dims.join()}]`,
    );
  }
  const sides = [0, 1].map(i =>
    padding === 'SAME' ? x.dims[i + 1] * strides[i] : (x.dims[i + 1] - 1) * strides[i] + dims[i],
  );
  const result = tensor(site, name, [x.dims[0], sides[0], sides[1], dims[2]]);
  const size = builder.ints([4], result.dims);
  const filter = builder.floats(`${name}/filter`, dims, given.filter);
  const offset = builder.floats(`${name}/bias`, [bias.length], bias);
  const spread = builder.node(`${name}/spread`, 'Conv2DBackpropInput', [size, filter, x.name], {
    strides: integers([1, ...strides, 1]),
    dilations: integers([1, 1, 1, 1]),
    padding: text(padding),
    data_format: text('NHWC'),
  });
  builder.node(name, 'AddV2', [spread, offset]);
  return result;
}
