import { GraphModelBuilder, type GraphModel } from '../graph-model.ts';
import { endingOf, type Ending, type Step } from '../nhwc/ending.ts';
import { tensor, type Site, type Tensor, type Value } from '../nhwc/tensor.ts';
import { constantsOf } from './constants.ts';
import { lowerings } from './operators.ts';
import { storedRange, type TfliteSite } from './site.ts';
import {
  damaged,
  faults,
  readTfliteGraph,
  unsupported,
  type TfliteGraph,
  type TfliteNode,
  type TfliteTensor,
} from './tflite-graph.ts';

export interface TfliteOptions {
  /** Which of the file's outputs to keep; the first by default. */
  readonly output?: number;
}

export interface ImportedTflite extends GraphModel {
  /** What the graph wants for levels 0 and 255, where the file takes 8-bit pixels and says so. */
  readonly inputRange?: readonly [number, number];
  /** How the scores lie under the picture, where an enlargement that was left out says so. */
  readonly grid?: 'corners' | 'centres';
}

/**
 * Converts a TFLite file to a TensorFlow.js graph model of floats: `[1, rows, columns, channels]` in and out.
 * Weights of 8 or 16 bits become floats; rounding between operators, which 8-bit files imply, is left out.
 * Where the file answers labels, the graph answers the scores they are made of, before they are enlarged.
 *
 * @throws PortraitError 'model-damaged' when the bytes are no whole, consistent TFLite file;
 *   'model-operator-unknown', naming the operator and the node, for what cannot be converted exactly
 */
export function importTflite(bytes: Uint8Array, { output = 0 }: TfliteOptions = {}): ImportedTflite {
  const graph = readTfliteGraph(bytes);
  const last = graph.outputs[output] as number | undefined;
  if (last === undefined) throw damaged(`it has no output ${output}`);
  const { scores, enlarged } = ending(graph, last);
  const builder = new GraphModelBuilder();
  const values = new Map<number, Value>([[graph.input.index, placeholder(graph.input, builder)]]);
  convertNodes(graph, Number(scores), values, builder);
  const answer = values.get(Number(scores));
  if (answer?.kind !== 'tensor') throw damaged(`its output ${output} does not depend on the picture`);
  const range = storedRange(graph.input);
  const input = { name: 'input', dims: graph.input.dims };
  return {
    ...builder.finish(input, [answer], 'TFLite'),
    ...(range && { inputRange: range }),
    ...gridOf(graph, enlarged),
  };
}

/** Options of the resize: align corners in the third field. */
function gridOf({ nodes }: TfliteGraph, enlarged: string | undefined): Pick<ImportedTflite, 'grid'> {
  const resize = nodes.find(({ outputs }) => enlarged !== undefined && outputs.includes(Number(enlarged)));
  return resize ? { grid: resize.options?.boolean(2) ? 'corners' : 'centres' } : {};
}

const isResize = ({ operator }: TfliteNode) => operator === 'RESIZE_BILINEAR';

/** Tensors go by their index, as text. */
function ending({ nodes, tensors }: TfliteGraph, output: number): Ending {
  const makers = new Map(nodes.flatMap(node => node.outputs.map(index => [index, node] as const)));
  return endingOf(String(output), (name): Step | undefined => {
    const node = makers.get(Number(name));
    if (node === undefined) return undefined;
    const from = node.inputs.at(0);
    // What makes the picture smaller is no enlargement that could be left out.
    const shrinks = tensors[Number(name)].dims[1] < (tensors[from ?? 0]?.dims[1] ?? 0);
    return { operator: shrinks && isResize(node) ? 'SHRINK' : node.operator, from: from?.toString() };
  });
}

function placeholder({ dims }: TfliteTensor, builder: GraphModelBuilder): Tensor {
  if (dims.length !== 4 || dims[0] !== 1 || dims.some(side => side < 1)) {
    throw damaged(`expected an input of one picture but found [${dims.join()}]`);
  }
  return { kind: 'tensor', name: builder.placeholder('input', dims), dims };
}

function convertNodes(
  graph: TfliteGraph,
  output: number,
  values: Map<number, Value>,
  builder: GraphModelBuilder,
): void {
  const needed = neededFor(graph, output);
  const constantAt = constantsOf(graph);
  const readers = countReaders(graph, needed);
  for (const node of graph.nodes.filter(candidate => needed.has(candidate))) {
    const inputs = node.inputs.map(index => values.get(index) ?? constantAt(index));
    const site: TfliteSite = {
      ...{ node, inputs, builder, faults, output: graph.tensors[node.outputs[0]] },
      name: `${node.operator.toLowerCase().replaceAll(/[^a-z0-9]/g, '_')}_${node.index}`,
      isOnlyReader: only(node, values, readers),
    };
    values.set(node.outputs[0], lower(site));
  }
}

const only =
  (
    node: TfliteNode,
    values: ReadonlyMap<number, Value>,
    readers: ReadonlyMap<number, number>,
  ): Site['isOnlyReader'] =>
  wanted =>
    node.inputs.some(index => values.get(index) === wanted && readers.get(index) === 1);

/** What only other outputs need is not converted, and may be anything. */
function neededFor({ nodes }: TfliteGraph, output: number): Set<TfliteNode> {
  const tensors = new Set([output]);
  const needed = nodes.toReversed().filter(node => {
    const isNeeded = node.outputs.some(index => tensors.has(index));
    if (isNeeded) node.inputs.forEach(index => tensors.add(index));
    return isNeeded;
  });
  return new Set(needed);
}

function countReaders({ nodes }: TfliteGraph, needed: ReadonlySet<TfliteNode>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const index of nodes.filter(node => needed.has(node)).flatMap(node => node.inputs)) {
    counts.set(index, (counts.get(index) ?? 0) + 1);
  }
  return counts;
}

function lower(site: TfliteSite): Value {
  const { node, output, inputs } = site;
  const lowering = lowerings.get(node.operator);
  if (lowering === undefined) throw unsupported(node);
  const unread = node.inputs.findIndex((index, i) => index >= 0 && inputs[i] === undefined);
  if (unread >= 0) throw unsupported(node, `reading tensor ${node.inputs[unread]}, which is no first output`);
  const value = lowering(site);
  if (value.kind === 'constant') return value;
  // Who reads a tensor under two names is not counted, so nothing may be worked into it any more.
  const layer = inputs.includes(value) ? undefined : value.layer;
  const checked = tensor(site, value.name, value.dims, layer);
  if (checked.dims.join() !== output.dims.join()) {
    throw damaged(`node ${node.label} makes [${checked.dims.join()}], not [${output.dims.join()}]`);
  }
  return checked;
}
