import { graphDefType } from '../../../src-main/models/import/frozen/graph-def-proto.ts';

/** Writes small frozen graphs by hand, with the schema that the importer reads them with. */

type Attr = number | boolean | string | readonly number[];

export interface SmallNode {
  readonly name: string;
  readonly operator: string;
  readonly inputs?: readonly string[];
  readonly attributes?: Readonly<Record<string, Attr>>;
  readonly tensor?: {
    readonly dims: readonly number[];
    readonly floats?: readonly number[];
    readonly ints?: readonly number[];
  };
}

export function frozenFile(nodes: readonly SmallNode[]): Uint8Array {
  const written = nodes.map(({ name, operator, inputs = [], attributes = {}, tensor }) => ({
    ...{ name, operator, inputs },
    attributes: [
      ...Object.entries(attributes).map(([key, value]) => ({ key, value: attrOf(value) })),
      ...(tensor ? [{ key: 'value', value: { tensor: tensorOf(tensor) } }] : []),
    ],
  }));
  return graphDefType.encode(graphDefType.fromObject({ nodes: written })).finish();
}

function attrOf(value: Attr) {
  if (typeof value === 'string') return { s: Buffer.from(value) };
  if (typeof value === 'boolean') return { b: value };
  return typeof value === 'number' ? { f: value } : { list: { i: value } };
}

const tensorOf = ({ dims, floats, ints }: NonNullable<SmallNode['tensor']>) => ({
  shape: { dims: dims.map(size => ({ size })) },
  // As TensorFlow writes them: floats as bytes, a few whole numbers as a list.
  ...(floats ? { type: 1, content: new Uint8Array(Float32Array.from(floats).buffer) } : { type: 3, ints }),
});

export const floats = (name: string, dims: readonly number[], values: ArrayLike<number>): SmallNode => ({
  ...{ name, operator: 'Const' },
  tensor: { dims, floats: Array.from(values) },
});
export const ints = (name: string, dims: readonly number[], values: readonly number[]): SmallNode => ({
  ...{ name, operator: 'Const' },
  tensor: { dims, ints: values },
});
