import { Builder } from 'flatbuffers';

/** Writes small TFLite files by hand, with the field numbers of schema.fbs. */

export type Field = readonly [kind: 'byte' | 'int' | 'float' | 'ints', value: number | readonly number[]];
export type Fields = Readonly<Record<number, Field>>;

export interface SmallTensor {
  readonly dims: readonly number[];
  /** TensorType: 0 float, 1 half, 2 int32, 3 uint8, 9 int8. */
  readonly type?: number;
  /** Makes it a constant. */
  readonly bytes?: Uint8Array;
  readonly quantised?: { scales: readonly number[]; zeroPoints: readonly number[]; axis?: number };
}

export interface SmallNode {
  /** BuiltinOperator; 32 with `custom` is a custom one. */
  readonly code: number;
  readonly custom?: { readonly name: string; readonly options: Uint8Array };
  readonly inputs: readonly string[];
  readonly output: string;
  readonly options?: Fields;
}

export interface SmallModel {
  readonly tensors: Readonly<Record<string, SmallTensor>>;
  readonly nodes: readonly SmallNode[];
}

export const floats = (dims: readonly number[], values: ArrayLike<number>): SmallTensor => ({
  dims,
  bytes: new Uint8Array(Float32Array.from(values).buffer),
});
export const ints = (dims: readonly number[], values: readonly number[]): SmallTensor => ({
  dims,
  type: 2,
  bytes: new Uint8Array(Int32Array.from(values).buffer),
});

/** A file whose input is the tensor `x` and whose output is `y`. An input named '' is left out. */
export function tfliteFile({ tensors, nodes }: SmallModel): Uint8Array {
  const b = new Builder();
  const names = Object.keys(tensors);
  const index = (name: string) => (name === '' ? -1 : names.indexOf(name));
  const buffers = [
    table(b, 3, {}),
    ...Object.values(tensors).map(({ bytes }) => {
      const data = bytes && b.createByteVector(bytes);
      return table(b, 3, {}, data === undefined ? {} : { 0: data });
    }),
  ];
  const written = Object.entries(tensors).map(([name, tensor], i) => writeTensor(b, name, tensor, i + 1));
  const codes = nodes.map(({ code, custom }) => {
    const name = custom && b.createString(custom.name);
    const fields: Fields = { 0: ['byte', Math.min(code, 127)], 3: ['int', code] };
    return table(b, 4, fields, name === undefined ? {} : { 1: name });
  });
  const operators = nodes.map((node, i) => writeNode(b, node, i, index));
  const graph = table(
    b,
    6,
    {},
    {
      0: offsets(b, written),
      1: intVector(b, [index('x')]),
      2: intVector(b, [index('y')]),
      3: offsets(b, operators),
    },
  );
  const parts = { 1: offsets(b, codes), 2: offsets(b, [graph]), 4: offsets(b, buffers) };
  b.finish(table(b, 8, { 0: ['int', 3] }, parts), 'TFL3');
  return b.asUint8Array();
}

function writeTensor(b: Builder, name: string, { dims, type = 0, quantised }: SmallTensor, buffer: number) {
  const quantisation = quantised && {
    4: table(
      b,
      7,
      { 6: ['int', quantised.axis ?? 0] },
      {
        2: floatVector(b, quantised.scales),
        3: longVector(b, quantised.zeroPoints),
      },
    ),
  };
  const parts = { 0: intVector(b, dims), 3: b.createString(name), ...quantisation };
  return table(b, 10, { 1: ['byte', type], 2: ['int', buffer] }, parts);
}

function writeNode(b: Builder, node: SmallNode, code: number, index: (name: string) => number): number {
  const options = Object.entries(node.options ?? {});
  const lists = options.flatMap(([i, [kind, value]]) =>
    kind === 'ints' ? [[i, intVector(b, value as number[])] as const] : [],
  );
  const plain = Object.fromEntries(options.filter(([, [kind]]) => kind !== 'ints'));
  const parts = {
    1: intVector(b, node.inputs.map(index)),
    2: intVector(b, [index(node.output)]),
    4: table(b, 16, plain, Object.fromEntries(lists)),
    ...(node.custom && { 5: b.createByteVector(node.custom.options) }),
  };
  return table(b, 9, { 0: ['int', code] }, parts);
}

/** A table of numbers and of offsets to what was written before. */
function table(
  b: Builder,
  size: number,
  fields: Fields,
  parts: Readonly<Record<number, number>> = {},
): number {
  b.startObject(size);
  for (const [key, [kind, value]] of Object.entries(fields)) {
    const [at, number] = [Number(key), value as number];
    // A default that no number equals: everything is written down.
    if (kind === 'byte') b.addFieldInt8(at, number, NaN);
    else if (kind === 'int') b.addFieldInt32(at, number, NaN);
    else b.addFieldFloat32(at, number, NaN);
  }
  for (const [key, offset] of Object.entries(parts)) b.addFieldOffset(Number(key), offset, 0);
  return b.endObject();
}

function vector(b: Builder, size: number, values: readonly number[], add: (value: number) => void): number {
  b.startVector(size, values.length, size);
  values.toReversed().forEach(add);
  return b.endVector();
}

const offsets = (b: Builder, values: readonly number[]) => vector(b, 4, values, value => b.addOffset(value));
const intVector = (b: Builder, values: readonly number[]) => vector(b, 4, values, value => b.addInt32(value));
const floatVector = (b: Builder, values: readonly number[]) =>
  vector(b, 4, values, value => b.addFloat32(value));
const longVector = (b: Builder, values: readonly number[]) =>
  vector(b, 8, values, value => b.addInt64(BigInt(value)));
