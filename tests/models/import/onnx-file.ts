import { onnxModelType } from '../../../src-main/models/import/onnx-proto.ts';

/** Writes small ONNX files by hand, with the schema that the importer reads them with. */

type AttributeValue = number | readonly number[] | string;

export interface SmallNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  readonly name?: string;
}

export interface SmallTensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly floats?: readonly number[];
  readonly ints64?: readonly number[];
  readonly raw?: Uint8Array;
}

export interface SmallModel {
  readonly input: readonly number[];
  readonly nodes: readonly SmallNode[];
  readonly tensors?: readonly SmallTensor[];
  readonly opset?: number;
}

/** A file whose input is `x` and whose output is `y`. */
export function onnxFile({ input, nodes, tensors = [], opset = 13 }: SmallModel): Uint8Array {
  const shape = { dims: input.map(value => ({ value })) };
  const message = {
    irVersion: 7,
    opsets: [{ domain: '', version: opset }],
    graph: {
      name: 'small',
      nodes: nodes.map(({ attributes = {}, ...node }) => ({ ...node, attributes: attributesOf(attributes) })),
      initializers: tensors.map(tensor => ({ ...tensor, type: tensor.ints64 === undefined ? 1 : 7 })),
      inputs: [{ name: 'x', type: { tensor: { elementType: 1, shape } } }],
      outputs: [{ name: 'y', type: { tensor: { elementType: 1 } } }],
    },
  };
  return onnxModelType.encode(onnxModelType.fromObject(message)).finish();
}

const attributesOf = (attributes: Readonly<Record<string, AttributeValue>>) =>
  Object.entries(attributes).map(([name, value]) => {
    if (typeof value === 'string') return { name, type: 3, s: Buffer.from(value) };
    if (typeof value !== 'number') return { name, type: 7, ints: value };
    return Number.isInteger(value) ? { name, type: 2, i: value } : { name, type: 1, f: value };
  });

/** Numbers between −1 and 1 that look random and are always the same. */
export function noise(count: number, seed = 1): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state / 2 ** 31;
  });
}

export const product = (dims: readonly number[]) => dims.reduce((a, b) => a * b, 1);

/** A tensor of noise. */
export const weightsOf = (name: string, dims: readonly number[], seed = 7): SmallTensor => ({
  name,
  dims,
  floats: noise(product(dims), seed),
});
