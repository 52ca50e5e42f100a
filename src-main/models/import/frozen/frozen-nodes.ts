import type { Constant } from '../constant.ts';
import { faultsOf, type Operator } from '../faults.ts';
import { halfToFloat } from '../half.ts';
import { decodeGraphDef, type RawAttr, type RawNode, type RawTensor } from './graph-def-proto.ts';

export interface FrozenNode extends Operator {
  /** Its name in the file, which is how others read it. */
  readonly label: string;
  readonly index: number;
  /** Names of nodes. */
  readonly inputs: readonly string[];
  readonly attributes: ReadonlyMap<string, RawAttr>;
}

export type FrozenGraph = ReadonlyMap<string, FrozenNode>;

/** As large as any layer of a network of this kind. */
const longestFilled = 2 ** 24;

export const faults = faultsOf('frozen graph');
export const { damaged, unsupported } = faults;

/**
 * Reads a frozen TensorFlow graph: nodes by name.
 *
 * @throws PortraitError 'model-damaged' when it is no GraphDef, or a node reads what is not there
 */
export function readFrozenGraph(bytes: Uint8Array): FrozenGraph {
  const raw = decode(bytes);
  if (raw.length === 0) throw damaged('it holds no nodes');
  const nodes = new Map(raw.map((node, index) => [node.name, nodeOf(node, index)]));
  if (nodes.size !== raw.length) throw damaged('two of its nodes have the same name');
  for (const { label, inputs } of nodes.values()) {
    const missing = inputs.find(name => !nodes.has(name));
    if (missing !== undefined) throw damaged(`node ${label} reads "${missing}", which is not there`);
  }
  checkFilled(nodes);
  return nodes;
}

/** A few bytes may stand for millions of numbers: all such together are to be no more than one large layer. */
function checkFilled(nodes: FrozenGraph): void {
  const tensors = [...nodes.values()].flatMap(({ attributes }) => attributes.get('value')?.tensor ?? []);
  const short = tensors.filter(({ content }) => content.length === 0);
  if (short.reduce((sum, tensor) => sum + Math.abs(countOf(tensor)), 0) <= longestFilled) return;
  throw damaged('its constants stand for more numbers than it holds');
}

const countOf = ({ shape }: RawTensor): number =>
  shape?.dims.reduce((product, { size }) => product * size, 1) ?? 1;

function decode(bytes: Uint8Array): RawNode[] {
  try {
    return decodeGraphDef(bytes);
  } catch (cause) {
    throw damaged('it is cut off, or is not a GraphDef', cause);
  }
}

/** `^name` only says what comes first, and `name:0` is the same as `name`. */
function nodeOf({ name, operator, inputs, attributes }: RawNode, index: number): FrozenNode {
  const read = inputs.filter(input => !input.startsWith('^')).map(input => input.replace(/:0$/, ''));
  const known = attributes.flatMap(({ key, value }) => (value === null ? [] : [[key, value] as const]));
  return { label: name, index, operator, inputs: read, attributes: new Map(known) };
}

/**
 * All that a node needs, and itself, each after those that it reads. Stops at `stops`, which come without what
 * they need.
 *
 * @throws PortraitError 'model-damaged' when nodes read each other in a circle
 */
export function inOrder(
  graph: FrozenGraph,
  last: string,
  stops: ReadonlySet<string> = new Set(),
): FrozenNode[] {
  const done: FrozenNode[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const stack = [last];
  // No recursion: a stranger's graph may be as deep as it is long.
  for (let name = stack.at(-1); name !== undefined; name = stack.at(-1)) {
    const node = graph.get(name)!;
    const waiting = stops.has(name) ? [] : node.inputs.filter(input => state.get(input) !== 'done');
    if (state.get(name) !== undefined || waiting.length === 0) {
      stack.pop();
      if (state.get(name) === 'done') continue;
      if (waiting.length > 0) throw damaged(`node ${name} reads itself, in a circle`);
      state.set(name, 'done');
      done.push(node);
    } else {
      state.set(name, 'open');
      for (const input of waiting) stack.push(input);
    }
  }
  return done;
}

/** DataType of types.proto. */
const FLOAT = 1;
const INT32 = 3;
const INT64 = 9;
const HALF = 19;

/** A Const node's numbers. A single number in a list stands for all of them. */
export function constantOf(node: FrozenNode): Constant {
  const tensor = node.attributes.get('value')?.tensor;
  if (!tensor) throw damaged(`node ${node.label} holds no tensor`);
  const dims = tensor.shape?.dims.map(({ size }) => size) ?? [];
  const count = countOf(tensor);
  const isFloat = tensor.type === FLOAT || tensor.type === HALF;
  const numbers = tensor.content.length > 0 ? contentOf(node, tensor, count) : listOf(node, tensor, count);
  return {
    kind: 'constant',
    dims,
    data: isFloat ? Float32Array.from(numbers) : Array.from(numbers),
    isFloat,
  };
}

function contentOf(node: FrozenNode, { content, type }: RawTensor, count: number): ArrayLike<number> {
  const bytes = Uint8Array.from(content);
  const size = { [FLOAT]: 4, [INT32]: 4, [INT64]: 8, [HALF]: 2 }[type];
  if (size === undefined) throw unsupported(node, `with numbers of type ${type}`);
  if (bytes.length !== count * size)
    throw damaged(`node ${node.label} holds ${bytes.length} bytes for ${count} numbers`);
  if (type === FLOAT) return new Float32Array(bytes.buffer);
  if (type === INT32) return new Int32Array(bytes.buffer);
  if (type === HALF) return Array.from(new Uint16Array(bytes.buffer), halfToFloat);
  return Array.from(new BigInt64Array(bytes.buffer), Number);
}

function listOf(node: FrozenNode, tensor: RawTensor, count: number): number[] {
  const { type, floats, ints, longs, halves } = tensor;
  const list = { [FLOAT]: floats, [INT32]: ints, [INT64]: longs, [HALF]: halves.map(halfToFloat) }[type];
  if (list === undefined) throw unsupported(node, `with numbers of type ${type}`);
  if (list.length === count) return list;
  const fits = Number.isInteger(count) && count >= 0 && count <= longestFilled;
  if (!fits || list.length > count)
    throw damaged(`node ${node.label} holds ${list.length} numbers for ${count}`);
  return [...list, ...new Array<number>(count - list.length).fill(list.at(-1) ?? 0)];
}
