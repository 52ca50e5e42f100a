import type { Constant } from './constant.ts';
import type { Value } from './lowering.ts';
import { damaged, unsupported, type OnnxNode } from './onnx-graph.ts';

/**
 * The arithmetic on sizes that exporters leave round every Resize: take a tensor's shape, pick two numbers,
 * glue them to two others. With a fixed input size all of it is known, and nothing of it reaches the graph.
 * Operands are scalars and vectors.
 */
type Fold = (operands: Operands) => Constant;

interface Operands {
  readonly node: OnnxNode;
  readonly inputs: readonly (Value | undefined)[];
}

/** Far above the rank of any tensor: sizes are a handful of numbers, and a longer vector is an attack. */
const longest = 4096;

const folds: Readonly<Record<string, Fold>> = {
  Constant: ({ node }) => valueOf(node),
  Identity: operands => constant(operands, 0),
  Shape: ({ node, inputs }) => {
    const { attributes } = node;
    const dims = inputs[0]?.dims ?? [];
    return ints(
      dims.slice(numberOf(attributes.get('start'), 0), numberOf(attributes.get('end'), dims.length)),
    );
  },
  Gather: gather,
  Slice: slice,
  Squeeze: operands => withRank(operands, 0),
  Unsqueeze: operands => withRank(operands, 1),
  Concat: ({ node, inputs }) => {
    const parts = inputs.map((_, index) => vector({ node, inputs }, index));
    return {
      ...like(
        parts,
        parts.flatMap(({ data }) => [...data]),
      ),
      dims: [total(parts)],
    };
  },
  Cast: cast,
  Floor: operands => mapped(operands, Math.floor),
  Ceil: operands => mapped(operands, Math.ceil),
  Add: operands => combined(operands, (a, b) => a + b),
  Sub: operands => combined(operands, (a, b) => a - b),
  Mul: operands => combined(operands, (a, b) => a * b),
  Div: operands => combined(operands, (a, b) => a / b),
};

/**
 * Computes a node now, if it can be.
 *
 * @returns undefined when the node works on pictures, and belongs in the graph
 * @throws PortraitError 'model-damaged' for operands that do not fit
 */
export function foldNode(node: OnnxNode, inputs: Operands['inputs']): Constant | undefined {
  const known = node.operator === 'Shape' || inputs.every(input => input?.kind !== 'activation');
  const fold = known ? folds[node.operator] : undefined;
  if (fold === undefined || !Object.hasOwn(folds, node.operator)) return undefined;
  const result = fold({ node, inputs });
  const isNew = node.operator !== 'Constant' && node.operator !== 'Identity';
  if (isNew && result.data.length > longest) throw damaged(`node ${node.label} computes too many sizes`);
  return result;
}

const numberOf = (value: unknown, fallback: number) => (typeof value === 'number' ? value : fallback);
const ints = (data: readonly number[]): Constant => ({
  kind: 'constant',
  dims: [data.length],
  data,
  isFloat: false,
});
const total = (parts: readonly Constant[]) => parts.reduce((sum, { data }) => sum + data.length, 0);

function like(parts: readonly Constant[], numbers: readonly number[]): Constant {
  const isFloat = parts.some(part => part.isFloat);
  const data = isFloat ? Float32Array.from(numbers) : numbers.map(Math.trunc);
  return { kind: 'constant', dims: [], data, isFloat };
}

function valueOf(node: OnnxNode): Constant {
  const value = node.attributes.get('value');
  if (typeof value !== 'object' || !('kind' in value)) throw unsupported(node, 'without a tensor');
  return value;
}

function constant({ node, inputs }: Operands, index: number): Constant {
  const value = inputs[index];
  if (value?.kind !== 'constant') throw damaged(`input ${index} of node ${node.label} is missing`);
  return value;
}

function vector(operands: Operands, index: number): Constant {
  const value = constant(operands, index);
  if (value.dims.length > 1) throw unsupported(operands.node, `on sizes of [${value.dims.join()}]`);
  if (value.data.length > longest) throw damaged(`node ${operands.node.label} reads too many sizes`);
  return value;
}

function gather(operands: Operands): Constant {
  const [from, indices] = [vector(operands, 0), vector(operands, 1)];
  const numbers = [...indices.data].map(index => {
    const value = from.data.at(index);
    if (value === undefined)
      throw damaged(`node ${operands.node.label} reads size ${index} of ${from.data.length}`);
    return value;
  });
  return { ...like([from], numbers), dims: indices.dims };
}

/** Starts, ends, axes and steps: inputs since operator set 10, attributes before. */
function slice(operands: Operands): Constant {
  const { node, inputs } = operands;
  const from = vector(operands, 0);
  const given = (index: number, name: string, fallback: number) => {
    const list = inputs[index] === undefined ? node.attributes.get(name) : vector(operands, index).data;
    return Array.isArray(list) || list instanceof Float32Array
      ? ((list.at(0) as number | undefined) ?? fallback)
      : fallback;
  };
  if (given(4, 'steps', 1) !== 1) throw unsupported(node, 'with steps');
  const numbers = [...from.data].slice(given(1, 'starts', 0), given(2, 'ends', from.data.length));
  return { ...like([from], numbers), dims: [numbers.length] };
}

function withRank(operands: Operands, rank: 0 | 1): Constant {
  const value = vector(operands, 0);
  if (value.data.length !== 1) throw unsupported(operands.node, `on sizes of [${value.dims.join()}]`);
  return { ...value, dims: rank === 0 ? [] : [1] };
}

/** ONNX's TensorProto.DataType: 1 is float, 6 and 7 are whole numbers. */
function cast(operands: Operands): Constant {
  const value = vector(operands, 0);
  const to = operands.node.attributes.get('to');
  if (to === 1) return { ...value, data: Float32Array.from(value.data), isFloat: true };
  if (to === 6 || to === 7) return { ...value, data: Array.from(value.data, Math.trunc), isFloat: false };
  throw unsupported(operands.node, `to type ${JSON.stringify(to)}`);
}

function mapped(operands: Operands, change: (value: number) => number): Constant {
  const value = vector(operands, 0);
  return { ...like([value], Array.from(value.data, change)), dims: value.dims };
}

function combined(operands: Operands, combine: (a: number, b: number) => number): Constant {
  const [a, b] = [vector(operands, 0), vector(operands, 1)];
  const length = Math.max(a.data.length, b.data.length);
  const at = ({ data }: Constant, i: number) => data.at(data.length === 1 ? 0 : i) ?? NaN;
  const numbers = Array.from({ length }, (_, i) => combine(at(a, i), at(b, i)));
  if (numbers.some(Number.isNaN)) throw damaged(`the sizes of node ${operands.node.label} do not fit`);
  return { ...like([a, b], numbers), dims: a.dims.length > b.dims.length ? a.dims : b.dims };
}
