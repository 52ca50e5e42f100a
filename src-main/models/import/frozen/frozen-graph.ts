import { GraphModelBuilder, type GraphModel } from '../graph-model.ts';
import { endingOf } from '../nhwc/ending.ts';
import type { Tensor, Value } from '../nhwc/tensor.ts';
import { foldNode } from './fold.ts';
import {
  constantOf,
  damaged,
  faults,
  inOrder,
  readFrozenGraph,
  unsupported,
  type FrozenGraph,
  type FrozenNode,
} from './frozen-nodes.ts';
import { lowerings } from './operators.ts';
import type { FrozenSite } from './site.ts';

export interface FrozenOptions {
  /** Rows and columns of the picture that the first convolution is to see. */
  readonly inputSize: number;
  /** The node to answer with; DeepLab's name for it, or the only one that nothing reads, when left out. */
  readonly output?: string;
}

export interface ImportedFrozenGraph extends GraphModel {
  /** How the scores lie under the picture, where an enlargement that was left out says so. */
  readonly grid?: 'corners' | 'centres';
  /** Its labels have the name that DeepLab's export gives them. */
  readonly fromDeeplab: boolean;
}

/**
 * Converts a frozen TensorFlow graph (`frozen_inference_graph.pb`) to a TensorFlow.js graph model,
 * `[1, rows, columns, 3]` in and `[1, rows, columns, classes]` out. What the file does to a picture before its
 * first convolution is left out: the caller scales, pads and normalises. Batch norms are worked into the
 * convolutions, and where the file answers labels, the graph answers the scores behind them.
 *
 * @throws PortraitError 'model-damaged' when the bytes are no whole, consistent graph;
 *   'model-operator-unknown', naming the operator and the node, for what cannot be converted exactly
 */
export function importFrozenGraph(
  bytes: Uint8Array,
  { inputSize, output }: FrozenOptions,
): ImportedFrozenGraph {
  const graph = readFrozenGraph(bytes);
  if (output !== undefined && !graph.has(output)) throw damaged(`it has no node "${output}"`);
  const { scores, enlarged } = endingOf(output ?? outputOf(graph), name => {
    const node = graph.get(name)!;
    return { operator: node.operator, from: node.inputs.at(0) };
  });
  const start = startOf(graph, scores);
  const builder = new GraphModelBuilder();
  const input: Tensor = {
    kind: 'tensor',
    name: builder.placeholder('input', [1, inputSize, inputSize, 3]),
    dims: [1, inputSize, inputSize, 3],
  };
  const answer = convert(graph, { start, scores, input }, builder);
  return {
    ...builder.finish(input, [answer], 'TensorFlow frozen graph'),
    ...gridOf(graph.get(enlarged ?? '')),
    fromDeeplab: graph.has(deeplabOutput),
  };
}

function gridOf(resize: FrozenNode | undefined): Pick<ImportedFrozenGraph, 'grid'> {
  return resize ? { grid: resize.attributes.get('align_corners')?.b ? 'corners' : 'centres' } : {};
}

/** The name that DeepLab's export gives its labels. */
const deeplabOutput = 'SemanticPredictions';

function outputOf(graph: FrozenGraph): string {
  if (graph.has(deeplabOutput)) return deeplabOutput;
  const read = new Set([...graph.values()].flatMap(({ inputs }) => inputs));
  const ends = [...graph.keys()].filter(name => !read.has(name));
  if (ends.length === 1) return ends[0];
  throw damaged(`expected one output but found ${ends.length}`);
}

const convolutions = ['Conv2D', 'DepthwiseConv2dNative'];

/**
 * The tensor that the first convolution reads: before it is what prepares the picture, from it on the network.
 *
 * @throws PortraitError 'model-damaged' when there is none, or more than one
 */
function startOf(graph: FrozenGraph, scores: string): string {
  const seen = new Map<string, { picture: boolean; convolved: boolean }>();
  const starts = new Set<string>();
  for (const node of inOrder(graph, scores)) {
    const before = node.inputs.map(name => seen.get(name));
    const picture = node.operator === 'Placeholder' || before.some(facts => facts?.picture);
    const isConvolution = convolutions.includes(node.operator);
    const first = seen.get(node.inputs[0]);
    if (isConvolution && first?.picture && !first.convolved) starts.add(behindPads(graph, node.inputs[0]));
    const convolved = isConvolution || before.some(facts => facts?.convolved);
    seen.set(node.label, { picture, convolved });
  }
  const [start] = starts;
  if (starts.size === 1) return start;
  throw damaged(`expected one first convolution of a picture but found ${starts.size}`);
}

/** A Pad right before the first convolution is the network's own. */
function behindPads(graph: FrozenGraph, name: string): string {
  let node = graph.get(name)!;
  const own = ['Identity', 'Pad', 'SpaceToBatchND'];
  while (own.includes(node.operator) && node.inputs.length > 0) node = graph.get(node.inputs[0])!;
  return node.label;
}

interface Ends {
  readonly start: string;
  readonly scores: string;
  readonly input: Tensor;
}

function convert(graph: FrozenGraph, { start, scores, input }: Ends, builder: GraphModelBuilder): Tensor {
  const order = inOrder(graph, scores, new Set([start]));
  const readers = Map.groupBy(
    order.flatMap(node => node.inputs.map(name => ({ name, node }))),
    ({ name }) => name,
  );
  const readersOf = (name: string) => (readers.get(name) ?? []).map(({ node }) => node);
  const values = new Map<string, Value>([[start, input]]);
  const numbersOf = (name: string): Value | undefined => values.get(name) ?? constantBehind(graph, name);
  const parts: FrozenSite['parts'] = new Map();
  const before = (node: FrozenNode) => graph.get(node.inputs[0] ?? '');
  for (const node of order.filter(({ label }) => label !== start)) {
    const isOnlyReader = (tensor: Tensor) =>
      node.inputs.some(name => values.get(name) === tensor && readersOf(name).length === 1);
    const inputs = node.inputs.map(name => values.get(name)!);
    const name = `${node.operator.toLowerCase().replaceAll(/[^a-z0-9]/g, '_')}_${node.index}`;
    const shared = { readersOf, numbersOf, before, parts, isOnlyReader };
    values.set(node.label, lower({ node, inputs, name, builder, faults, ...shared }));
  }
  const answer = values.get(scores);
  if (answer?.kind === 'tensor' && answer.dims.length === 4) return answer;
  throw damaged('its output is no picture');
}

/** Constants are read ahead only by what follows an atrous convolution. */
function constantBehind(graph: FrozenGraph, name: string): Value | undefined {
  let node = graph.get(name);
  while (node?.operator === 'Identity') node = graph.get(node.inputs[0] ?? '');
  return node?.operator === 'Const' ? constantOf(node) : undefined;
}

function lower(site: FrozenSite): Value {
  const { node, inputs } = site;
  if (node.operator === 'Const') return constantOf(node);
  const folded = foldNode(node, inputs);
  if (folded) return folded;
  const lowering = lowerings.get(node.operator);
  if (lowering === undefined) throw unsupported(node);
  const value = lowering(site);
  const isPassedOn = value.kind === 'tensor' && inputs.includes(value) && node.operator !== 'BatchToSpaceND';
  // Who reads a tensor under two names is not counted, so nothing may be worked into it any more.
  return isPassedOn ? { kind: 'tensor', name: value.name, dims: value.dims } : value;
}
