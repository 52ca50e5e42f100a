import { integer, integers, text, texts, type GraphModelBuilder } from './graph-model.ts';
import type { Pair } from './window.ts';

/** A convolution with its bias and what follows it: one node of the tfjs graph, whatever format it came from. */
export interface Convolution {
  readonly kind: 'whole' | 'depthwise';
  /** The tfjs node that it reads, and the rows and columns of that. */
  readonly input: string;
  readonly size: Pair;
  /** `[rows, columns, inputs, outputs]`; depthwise `[rows, columns, channels, multiplier]`. */
  readonly dims: readonly [number, number, number, number];
  readonly filter: Float32Array;
  /** One number for each channel of the result. */
  readonly bias: Float32Array;
  readonly strides: Pair;
  readonly dilations: Pair;
  readonly padding: 'SAME' | 'VALID' | 'EXPLICIT';
  /** `[before, after]` of rows and of columns; only read with EXPLICIT. */
  readonly pads: readonly [Pair, Pair];
  readonly activation?: 'Relu' | 'Relu6';
}

/** @returns the name of the node that computes it */
export function addConvolution(builder: GraphModelBuilder, name: string, layer: Convolution): string {
  return layer.kind === 'whole' ? whole(builder, name, layer) : depthwise(builder, name, layer);
}

function whole(builder: GraphModelBuilder, name: string, layer: Convolution): string {
  const [rows, columns] = layer.pads;
  const explicit = integers([0, 0, ...rows, ...columns, 0, 0]);
  return builder.node(name, '_FusedConv2D', [layer.input, ...weights(builder, name, layer)], {
    ...attributes(layer),
    padding: text(layer.padding),
    ...(layer.padding === 'EXPLICIT' && { explicit_paddings: explicit }),
  });
}

/**
 * TensorFlow's own depthwise kernel for the processor neither spreads its filter nor says so. The session gets
 * round it, and needs the input's and the filter's rows and columns for that: attributes of ours, which both
 * TensorFlows leave alone.
 */
function depthwise(builder: GraphModelBuilder, name: string, layer: Convolution): string {
  const padded = layer.padding === 'EXPLICIT';
  const size = padded ? layer.size.map((side, i) => side + layer.pads[i][0] + layer.pads[i][1]) : layer.size;
  const input = padded ? padZeros(builder, name, layer) : layer.input;
  return builder.node(name, 'FusedDepthwiseConv2dNative', [input, ...weights(builder, name, layer)], {
    ...attributes(layer),
    padding: text(layer.padding === 'SAME' ? 'SAME' : 'VALID'),
    ...(Math.max(...layer.dilations) > 1 && {
      _input_size: integers(size),
      _kernel: integers(layer.dims.slice(0, 2)),
    }),
  });
}

const weights = (builder: GraphModelBuilder, name: string, { dims, filter, bias }: Convolution) => [
  builder.floats(`${name}/filter`, dims, filter),
  builder.floats(`${name}/bias`, [bias.length], bias),
];

/** tfjs-converter reads no explicit paddings of a depthwise convolution. */
function padZeros(builder: GraphModelBuilder, name: string, { input, pads }: Convolution): string {
  const paddings = builder.ints([4, 2], [0, 0, ...pads[0], ...pads[1], 0, 0]);
  const zero = builder.floats(`${name}/pad_value`, [], Float32Array.of(0));
  return builder.node(`${name}/pad`, 'PadV2', [input, paddings, zero]);
}

const attributes = ({ strides, dilations, activation }: Convolution) => ({
  strides: integers([1, ...strides, 1]),
  dilations: integers([1, ...dilations, 1]),
  data_format: text('NHWC'),
  fused_ops: texts(activation === undefined ? ['BiasAdd'] : ['BiasAdd', activation]),
  num_args: integer(1),
});
