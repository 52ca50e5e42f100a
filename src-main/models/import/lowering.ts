import type { Constant } from './constant.ts';
import type { GraphModelBuilder } from './graph-model.ts';
import { damaged, unsupported, type OnnxNode } from './onnx-graph.ts';
import { permuted } from './permute.ts';

/** A tensor that the network computes. In the tfjs graph it is NHWC; `dims` keeps ONNX's order, NCHW. */
export interface Activation {
  readonly kind: 'activation';
  /** The tfjs node that makes it. */
  readonly name: string;
  readonly dims: Nchw;
}

export type Nchw = readonly [batch: number, channels: number, rows: number, columns: number];
export type Value = Activation | Constant;

/** One ONNX node on its way into the tfjs graph. */
export interface Lowering {
  readonly node: OnnxNode;
  /** In the node's order; undefined where an optional input is left out. */
  readonly inputs: readonly (Value | undefined)[];
  /** The first tfjs name of this node. Further ones are this with a suffix after a slash. */
  readonly name: string;
  readonly builder: GraphModelBuilder;
  readonly opset: number;
  /** True when only a Relu reads the result: the convolution then does that work itself. */
  readonly withRelu: boolean;
}

/** More numbers than any picture that a network sees: stops a file that asks for absurd sizes. */
const mostNumbers = 2 ** 28;

export function activation({ node }: Pick<Lowering, 'node'>, name: string, dims: Nchw): Activation {
  const count = dims.reduce((product, size) => product * size, 1);
  if (!dims.every(size => Number.isInteger(size) && size > 0) || count > mostNumbers) {
    throw damaged(`node ${node.label} makes a tensor of [${dims.join()}]`);
  }
  return { kind: 'activation', name, dims };
}

export function activationAt({ node, inputs }: Lowering, index: number): Activation {
  const value = inputs[index];
  if (value?.kind !== 'activation') throw unsupported(node, `with input ${index} that is not computed`);
  return value;
}

/** @throws PortraitError 'model-operator-unknown' when the input is there but computed from the picture */
export function constantAt({ node, inputs }: Lowering, index: number): Constant | undefined {
  const value = inputs[index];
  if (value?.kind === 'activation') throw unsupported(node, `with input ${index} computed from the picture`);
  return value;
}

/** Brings constants among the inputs into the graph: at most four dimensions, missing ones in front. */
export function activationsOf(lowering: Lowering): Activation[] {
  return lowering.inputs.map((value, index) => {
    if (value === undefined) throw damaged(`input ${index} of node ${lowering.node.label} is missing`);
    return value.kind === 'activation' ? value : placed(lowering, value, index);
  });
}

function placed(lowering: Lowering, { dims, data }: Constant, index: number): Activation {
  if (dims.length > 4) throw unsupported(lowering.node, `with ${dims.length} dimensions`);
  const [n, c, h, w] = [1, 1, 1, 1, ...dims].slice(-4) as [number, number, number, number];
  const floats = permuted(Float32Array.from(data), [n, c, h, w], [0, 2, 3, 1]);
  const name = lowering.builder.floats(`${lowering.name}/constant_${index}`, [n, h, w, c], floats);
  return activation(lowering, name, [n, c, h, w]);
}
