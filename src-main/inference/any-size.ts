import type { GraphNode } from './store-folder.ts';
import { byteLength, type StoredNetwork } from './stored-network.ts';

/** Operators that answer a larger picture with a larger answer, and ask for no other change. */
const followTheirInput = new Set([
  ...['Placeholder', 'Const', 'Conv2D', '_FusedConv2D', 'MaxPool', 'ConcatV2', 'AddV2', 'Relu', 'Sigmoid'],
  'ResizeBilinear',
]);

/** A constant that tells a resize how many rows and columns to make. */
export interface WrittenSize {
  /** Of its node. */
  readonly name: string;
  readonly size: Int32Array;
}

/** A network that takes pictures of other sizes than the one that it was written down for. */
export interface AnySizeNetwork {
  /** The same graph, whose input says neither rows nor columns. */
  readonly stored: StoredNetwork;
  /**
   * What the resizes are to be told for an input of that shape. Also for the network's own: TensorFlow plans a graph anew
   * for each set of inputs, which takes as long as two thirds of a run (measured).
   *
   * @param shape [1, rows, columns, channels]; as often divisible by two as the network halves its input
   */
  sizesFor(shape: readonly number[]): readonly WrittenSize[];
}

/** @returns undefined unless the graph is made of convolutions and what goes with them */
export function anySize(stored: StoredNetwork): AnySizeNetwork | undefined {
  const nodes = stored.json.modelTopology.node;
  if (!nodes.every(({ op }) => followTheirInput.has(op))) return undefined;
  const placeholder = nodes.find(({ op }) => op === 'Placeholder');
  const own = placeholder && sizesOf(placeholder);
  if (own?.length !== 4) return undefined;
  const written = writtenSizes(stored);
  return {
    stored: withNodes(stored, node => (node === placeholder ? unsized(node, own) : node)),
    sizesFor: ([, rows, columns]) =>
      written.map(({ name, size }) => ({
        name,
        size: Int32Array.of((size[0] * rows) / own[1], (size[1] * columns) / own[2]),
      })),
  };
}

interface Shape {
  readonly dim: readonly { readonly size: string }[];
}

const sizesOf = (node: GraphNode): readonly number[] | undefined =>
  (node.attr?.['shape']?.['shape'] as Shape | undefined)?.dim.map(({ size }) => Number(size));

function unsized(node: GraphNode, [one, , , channels]: readonly number[]): GraphNode {
  const dim = [one, -1, -1, channels].map(size => ({ size: String(size) }));
  return { ...node, attr: { ...node.attr, shape: { shape: { dim } } } };
}

const withNodes = (stored: StoredNetwork, change: (node: GraphNode) => GraphNode): StoredNetwork => {
  const { json } = stored;
  const node = json.modelTopology.node.map(change);
  return { ...stored, json: { ...json, modelTopology: { ...json.modelTopology, node } } };
};

function writtenSizes({ json, weights }: StoredNetwork): readonly WrittenSize[] {
  const resizes = json.modelTopology.node.filter(({ op }) => op === 'ResizeBilinear');
  const names = new Set(resizes.map(({ input }) => input?.[1]));
  let offset = 0;
  return json.weightsManifest[0].weights.flatMap(spec => {
    const at = offset;
    offset += byteLength(spec);
    return names.has(spec.name)
      ? [{ name: spec.name, size: new Int32Array(weights.buffer.slice(at, offset)) }]
      : [];
  });
}
