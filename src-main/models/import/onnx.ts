import { lowerConv } from './conv.ts';
import { foldNode } from './fold-shapes.ts';
import { GraphModelBuilder, integer, type GraphModel } from './graph-model.ts';
import {
  activation,
  activationAt,
  activationsOf,
  type Activation,
  type Lowering,
  type Nchw,
  type Value,
} from './lowering.ts';
import { damaged, readOnnxGraph, unsupported, type OnnxGraph, type OnnxNode } from './onnx-graph.ts';
import { lowerMaxPool } from './pool.ts';
import { lowerResize } from './resize.ts';

export interface ImportOptions {
  /** Rows and columns of the input, where the file leaves them open. */
  readonly inputSize?: number;
  /** Which of the file's outputs to keep; what only the others need is left out. The first by default. */
  readonly outputs?: readonly number[];
}

/**
 * Converts an ONNX file to a TensorFlow.js graph model.
 *
 * The file's tensors are NCHW, the graph's are NHWC: `[1, rows, columns, channels]` in and out. All sizes are
 * fixed. Inputs and outputs are named in the signature.
 *
 * @throws PortraitError 'model-damaged' when the bytes are no whole, consistent ONNX file;
 *   'model-operator-unknown', naming the operator and the node, for what cannot be converted exactly
 */
export function importOnnx(bytes: Uint8Array, options: ImportOptions = {}): GraphModel {
  const graph = readOnnxGraph(bytes);
  const builder = new GraphModelBuilder();
  const values = new Map<string, Value>(graph.constants);
  const input = placeholder(graph, builder, options.inputSize);
  values.set(graph.input.name, input);
  const lonely = lonelyRelus(graph);
  for (const node of graph.nodes) {
    const value = convert(node, graph, values, builder, lonely);
    values.set(node.outputs[0], value);
  }
  const outputs = (options.outputs ?? [0]).map(index => outputOf(graph, values, index));
  return builder.finish({ name: input.name, dims: nhwc(input.dims) }, outputs, `ONNX ${graph.opset}`);
}

const nhwc = ([n, c, h, w]: Nchw) => [n, h, w, c];

function placeholder({ input }: OnnxGraph, builder: GraphModelBuilder, size: number | undefined): Activation {
  const [n, c = 0, h, w] = input.dims;
  const dims: Nchw = [n || 1, c, h || (size ?? 0), w || (size ?? 0)];
  if (input.dims.length !== 4 || dims.some(dim => dim < 1)) {
    throw damaged(`expected an input of four known sizes but found [${input.dims.join()}]`);
  }
  const name = builder.placeholder('input', nhwc(dims));
  return { kind: 'activation', name, dims };
}

/**
 * Convolutions whose result only one Relu reads, and that Relu. The convolution does both, and the Relu is no
 * node of its own.
 */
function lonelyRelus({ nodes, outputs }: OnnxGraph): ReadonlySet<OnnxNode> {
  const readers = Map.groupBy(
    nodes.flatMap(node => node.inputs.map(name => ({ name, node }))),
    ({ name }) => name,
  );
  const lonely = new Set<OnnxNode>();
  for (const conv of nodes.filter(({ operator }) => operator === 'Conv')) {
    const name = conv.outputs[0];
    const reading = readers.get(name) ?? [];
    if (reading.length !== 1 || reading[0].node.operator !== 'Relu' || outputs.includes(name)) continue;
    lonely.add(conv).add(reading[0].node);
  }
  return lonely;
}

function convert(
  node: OnnxNode,
  { opset }: OnnxGraph,
  values: ReadonlyMap<string, Value>,
  builder: GraphModelBuilder,
  lonely: ReadonlySet<OnnxNode>,
): Value {
  if (node.outputs.length === 0) throw damaged(`node ${node.label} makes nothing`);
  const inputs = node.inputs.map(name => values.get(name));
  const second = node.inputs.find((name, i) => name !== '' && inputs[i] === undefined);
  if (second !== undefined) throw unsupported(node, `reading "${second}", which is no first output`);
  const folded = foldNode(node, inputs);
  if (folded !== undefined) return folded;
  const lower = lowerings.get(node.operator);
  if (lower === undefined) throw unsupported(node);
  const name = `${node.operator.toLowerCase()}_${node.index}`;
  return lower({ node, inputs, name, builder, opset, withRelu: lonely.has(node) });
}

const lowerings: ReadonlyMap<string, (lowering: Lowering) => Activation> = new Map([
  ['Conv', lowerConv],
  ['MaxPool', lowerMaxPool],
  ['Resize', lowerResize],
  ['Concat', lowerConcat],
  ['Add', lowerAdd],
  ['Sigmoid', (lowering: Lowering) => elementwise(lowering, 'Sigmoid')],
  [
    'Relu',
    (lowering: Lowering) => (lowering.withRelu ? activationAt(lowering, 0) : elementwise(lowering, 'Relu')),
  ],
  ['Identity', (lowering: Lowering) => activationAt(lowering, 0)],
]);

function elementwise(lowering: Lowering, op: string): Activation {
  const x = activationAt(lowering, 0);
  return activation(lowering, lowering.builder.node(lowering.name, op, [x.name]), x.dims);
}

function lowerAdd(lowering: Lowering): Activation {
  const parts = activationsOf(lowering);
  if (parts.length !== 2) throw damaged(`node ${lowering.node.label} adds ${parts.length} tensors, not 2`);
  const [a, b] = parts;
  const fits = a.dims.every((size, i) => size === b.dims[i] || size === 1 || b.dims[i] === 1);
  if (!fits) throw damaged(`node ${lowering.node.label} adds [${a.dims.join()}] and [${b.dims.join()}]`);
  const dims = a.dims.map((size, i) => Math.max(size, b.dims[i])) as unknown as Nchw;
  return activation(lowering, lowering.builder.node(lowering.name, 'AddV2', [a.name, b.name]), dims);
}

/** Which axis of NHWC an axis of NCHW is. */
const axisInNhwc = [0, 3, 1, 2];

function lowerConcat(lowering: Lowering): Activation {
  const { node, builder, name } = lowering;
  const parts = activationsOf(lowering);
  const given = node.attributes.get('axis');
  const axis = typeof given === 'number' && given < 0 ? given + 4 : given;
  if (typeof axis !== 'number' || !(axis in axisInNhwc)) {
    throw damaged(`node ${node.label} joins along axis ${JSON.stringify(given)}`);
  }
  const fits = parts.every(({ dims }) => dims.every((size, i) => i === axis || size === parts[0].dims[i]));
  if (!fits) throw damaged(`node ${node.label} joins tensors of different sizes`);
  const joined = parts.reduce((sum, { dims }) => sum + dims[axis], 0);
  const along = builder.ints([], [axisInNhwc[axis]]);
  const attr = { N: integer(parts.length) };
  builder.node(name, 'ConcatV2', [...parts.map(part => part.name), along], attr);
  return activation(lowering, name, parts[0].dims.with(axis, joined) as unknown as Nchw);
}

function outputOf(graph: OnnxGraph, values: ReadonlyMap<string, Value>, index: number) {
  const value = values.get(graph.outputs[index] ?? '');
  if (value?.kind !== 'activation') throw damaged(`it has no output ${index} that depends on the picture`);
  return { name: value.name, dims: nhwc(value.dims) };
}
