import type { Constant } from '../constant.ts';
import type { Value } from '../nhwc/tensor.ts';
import { damaged, type FrozenNode } from './frozen-nodes.ts';

/**
 * Arithmetic on what is known: the sizes that are asked of a tensor, and the factors that a batch norm written
 * out step by step comes to.
 *
 * @returns undefined when the node works on pictures, and belongs in the graph
 */
export function foldNode(node: FrozenNode, inputs: readonly Value[]): Constant | undefined {
  if (node.operator === 'Shape') return listOf(inputs.at(0)?.dims ?? []);
  if (!inputs.every(value => value.kind === 'constant')) return undefined;
  const known = inputs;
  const pairwise = binary.get(node.operator);
  if (pairwise && known.length === 2) return combined(node, pairwise, known[0], known[1]);
  const single = unary.get(node.operator);
  if (single && known.length === 1) return mapped(known[0], single);
  if (node.operator === 'Pack') return packed(node, known);
  return node.operator === 'StridedSlice' ? sliced(node, known) : undefined;
}

const listOf = (data: readonly number[]): Constant => ({
  kind: 'constant',
  dims: [data.length],
  data,
  isFloat: false,
});

const binary = new Map<string, (a: number, b: number) => number>([
  ['Add', (a, b) => a + b],
  ['AddV2', (a, b) => a + b],
  ['Sub', (a, b) => a - b],
  ['Mul', (a, b) => a * b],
  ['RealDiv', (a, b) => a / b],
  ['FloorDiv', (a, b) => Math.floor(a / b)],
]);

const unary = new Map<string, (value: number) => number>([
  ['Rsqrt', value => 1 / Math.sqrt(value)],
  ['Sqrt', Math.sqrt],
  ['Neg', value => -value],
  ['Cast', value => value],
]);

const mapped = ({ data, ...rest }: Constant, change: (value: number) => number): Constant => ({
  ...rest,
  data: data instanceof Float32Array ? data.map(change) : data.map(change),
});

function combined(
  node: FrozenNode,
  combine: (a: number, b: number) => number,
  a: Constant,
  b: Constant,
): Constant {
  const longer = a.data.length >= b.data.length ? a : b;
  const fits = [a, b].every(({ data }) => data.length === 1 || data.length === longer.data.length);
  if (!fits) throw damaged(`node ${node.label} joins lists of different lengths`);
  const at = ({ data }: Constant, i: number) => data[data.length === 1 ? 0 : i];
  const numbers = Array.from(longer.data, (_, i) => combine(at(a, i), at(b, i)));
  const isFloat = a.isFloat || b.isFloat;
  return {
    kind: 'constant',
    dims: longer.dims,
    data: isFloat ? Float32Array.from(numbers) : numbers,
    isFloat,
  };
}

/** Sizes, glued together to a list. */
function packed(node: FrozenNode, parts: readonly Constant[]): Constant {
  if (parts.some(({ data }) => data.length !== 1)) throw damaged(`node ${node.label} packs more than sizes`);
  return listOf(parts.map(({ data }) => data[0]));
}

/** A part of a list of sizes; with `shrink_axis_mask`, one size. */
function sliced(node: FrozenNode, [from, begin, end, steps]: readonly Constant[]): Constant {
  const numbers = Array.from(from.data);
  if (from.dims.length !== 1 || steps.data[0] !== 1)
    throw damaged(`node ${node.label} slices more than sizes`);
  const mask = (name: string) => (node.attributes.get(name)?.i ?? 0) & 1;
  const start = mask('begin_mask') ? 0 : begin.data[0];
  if (mask('shrink_axis_mask')) return { ...listOf([numbers.at(start) ?? 0]), dims: [] };
  return listOf(numbers.slice(start, mask('end_mask') ? undefined : end.data[0]));
}
