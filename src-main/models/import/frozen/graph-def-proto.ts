import protobuf from 'protobufjs/light.js';

/**
 * The part of TensorFlow's GraphDef that the importer reads, as protobufjs reflection. Numbers are those of
 * graph.proto, node_def.proto, attr_value.proto and tensor.proto in
 * https://github.com/tensorflow/tensorflow/tree/master/tensorflow/core/framework; a map is, on the wire, a list
 * of keys and values, and is read as one, since keys are a stranger's.
 */
const field = (type: string, id: number) => ({ type, id });
const list = (type: string, id: number) => ({ type, id, rule: 'repeated' });

const schema: protobuf.INamespace = {
  nested: {
    Graph: { fields: { nodes: list('Node', 1) } },
    Node: {
      fields: {
        name: field('string', 1),
        operator: field('string', 2),
        inputs: list('string', 3),
        attributes: list('Entry', 5),
      },
    },
    Entry: { fields: { key: field('string', 1), value: field('Attr', 2) } },
    Attr: {
      fields: {
        list: field('List', 1),
        s: field('bytes', 2),
        i: field('int64', 3),
        f: field('float', 4),
        b: field('bool', 5),
        type: field('int32', 6),
        tensor: field('Tensor', 8),
      },
    },
    List: { fields: { i: list('int64', 3) } },
    Tensor: {
      fields: {
        type: field('int32', 1),
        shape: field('Shape', 2),
        content: field('bytes', 4),
        halves: list('int32', 13),
        floats: list('float', 5),
        ints: list('int32', 7),
        longs: list('int64', 10),
      },
    },
    Shape: { fields: { dims: list('Dim', 2) } },
    Dim: { fields: { size: field('int64', 1) } },
  },
};

/** The `Graph` message. Exported so that tests can write small graphs with the same schema. */
export const graphDefType = protobuf.Root.fromJSON(schema).lookupType('Graph');

export interface RawTensor {
  readonly type: number;
  readonly shape: { dims: { size: number }[] } | null;
  readonly content: Uint8Array | readonly never[];
  readonly halves: number[];
  readonly floats: number[];
  readonly ints: number[];
  readonly longs: number[];
}

export interface RawAttr {
  readonly list: { i: number[] } | null;
  readonly s: Uint8Array;
  readonly i: number;
  readonly f: number;
  readonly b: boolean;
  readonly tensor: RawTensor | null;
}

export interface RawNode {
  readonly name: string;
  readonly operator: string;
  readonly inputs: string[];
  readonly attributes: { key: string; value: RawAttr | null }[];
}

/** @throws Error of protobufjs when the bytes are cut off or are not a protocol buffer */
export function decodeGraphDef(bytes: Uint8Array): RawNode[] {
  const message = graphDefType.decode(bytes);
  const options = { longs: Number, arrays: true, defaults: true };
  return (graphDefType.toObject(message, options) as { nodes: RawNode[] }).nodes;
}
