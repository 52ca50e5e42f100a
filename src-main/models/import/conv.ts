import { addConvolution } from './convolution.ts';
import { integer } from './graph-model.ts';
import {
  activation,
  activationAt,
  constantAt,
  type Activation,
  type Lowering,
  type Nchw,
} from './lowering.ts';
import { damaged, unsupported } from './onnx-graph.ts';
import { permuted } from './permute.ts';
import { windowOf, type Window } from './window.ts';

interface Parsed {
  readonly lowering: Lowering;
  readonly x: Activation;
  /** ONNX's order: output channels, input channels of one group, rows, columns. */
  readonly weights: Float32Array;
  readonly dims: Nchw;
  readonly bias: Float32Array;
  readonly groups: number;
  readonly window: Window;
}

/**
 * Conv → one `_FusedConv2D` with its bias and, where only a Relu follows, the Relu. Weights OIHW → HWIO.
 * A group for each channel becomes a depthwise convolution; other groups are cut apart and joined again.
 */
export function lowerConv(lowering: Lowering): Activation {
  const convolution = read(lowering);
  const { groups, dims, window } = convolution;
  const name =
    groups === 1
      ? whole(convolution)
      : isDepthwise(convolution)
        ? depthwise(convolution)
        : grouped(convolution);
  return activation(lowering, name, [convolution.x.dims[0], dims[0], ...window.output]);
}

function read(lowering: Lowering): Parsed {
  const { node } = lowering;
  const x = activationAt(lowering, 0);
  const weights = constantAt(lowering, 1);
  if (weights?.dims.length !== 4) throw unsupported(node, 'that is not two-dimensional');
  const dims = weights.dims as Nchw;
  const groups = node.attributes.get('group') ?? 1;
  if (typeof groups !== 'number' || groups < 1 || dims[1] * groups !== x.dims[1] || dims[0] % groups !== 0) {
    throw damaged(`the weights of node ${node.label}, [${dims.join()}], do not fit ${x.dims[1]} channels`);
  }
  const window = windowOf(node, [x.dims[2], x.dims[3]], [dims[2], dims[3]]);
  checkEngines(lowering, window);
  return {
    lowering,
    x,
    weights: Float32Array.from(weights.data),
    dims,
    bias: biasOf(lowering, dims[0]),
    groups,
    window,
  };
}

/** TensorFlow.js refuses a convolution that both skips and spreads. */
function checkEngines({ node }: Lowering, { strides, dilations }: Window): void {
  const both = Math.max(...strides) > 1 && Math.max(...dilations) > 1;
  if (both) throw unsupported(node, 'with strides and dilations at once');
}

function biasOf(lowering: Lowering, channels: number): Float32Array {
  const bias = constantAt(lowering, 2);
  if (bias !== undefined && bias.data.length !== channels) {
    throw damaged(
      `the bias of node ${lowering.node.label} holds ${bias.data.length} numbers, not ${channels}`,
    );
  }
  // A fused Relu needs a bias before it; zeros cost nothing.
  return bias === undefined ? new Float32Array(channels) : Float32Array.from(bias.data);
}

const whole = (convolution: Parsed) => fused(convolution, convolution.lowering.name, convolution.x.name);

function fused(convolution: Parsed, name: string, input: string): string {
  const { lowering, weights, dims } = convolution;
  const filter = permuted(weights, dims, [2, 3, 1, 0]);
  const layer = { ...layerOf(convolution, input), kind: 'whole' as const, dims: hwio(dims), filter };
  return addConvolution(lowering.builder, name, layer);
}

const hwio = ([o, i, h, w]: Nchw) => [h, w, i, o] as const;

const layerOf = ({ lowering, x, bias, window }: Parsed, input: string) => ({
  input,
  size: [x.dims[2], x.dims[3]] as const,
  bias,
  strides: window.strides,
  dilations: window.dilations,
  padding: window.padding,
  pads: window.pads,
  ...(lowering.withRelu && { activation: 'Relu' as const }),
});

/** TensorFlow's depthwise kernel wants equal strides: others go the long way, as groups. */
function isDepthwise({ dims, groups, x, window: { strides } }: Parsed): boolean {
  return strides[0] === strides[1] && dims[1] === 1 && groups === x.dims[1];
}

function depthwise(convolution: Parsed): string {
  const { lowering, x, weights, dims, groups } = convolution;
  const filter = permuted(weights, dims, [2, 3, 1, 0]);
  // The same numbers in the same order as [rows, columns, 1, outputs].
  const shape = [dims[2], dims[3], groups, dims[0] / groups] as const;
  const layer = { ...layerOf(convolution, x.name), kind: 'depthwise' as const, dims: shape, filter };
  return addConvolution(lowering.builder, lowering.name, layer);
}

function grouped(convolution: Parsed): string {
  const { lowering, groups } = convolution;
  const parts = Array.from({ length: groups }, (_, group) => oneGroup(convolution, group));
  const axis = lowering.builder.ints([], [3]);
  const attr = { N: integer(groups) };
  return lowering.builder.node(lowering.name, 'ConcatV2', [...parts, axis], attr);
}

function oneGroup(convolution: Parsed, group: number): string {
  const { lowering, x, weights, dims, bias, groups } = convolution;
  const [outputs, inputs] = [dims[0] / groups, dims[1]];
  const name = `${lowering.name}/group_${group}`;
  const begin = lowering.builder.ints([4], [0, 0, 0, group * inputs]);
  const size = lowering.builder.ints([4], [-1, -1, -1, inputs]);
  const slice = lowering.builder.node(`${name}/slice`, 'Slice', [x.name, begin, size]);
  const count = outputs * inputs * dims[2] * dims[3];
  const part: Parsed = {
    ...convolution,
    weights: weights.subarray(group * count, (group + 1) * count),
    dims: [outputs, inputs, dims[2], dims[3]],
    bias: bias.slice(group * outputs, (group + 1) * outputs),
  };
  return fused(part, name, slice);
}
