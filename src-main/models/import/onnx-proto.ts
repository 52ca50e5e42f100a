import protobuf from 'protobufjs/light.js';

/**
 * The part of ONNX's file format that the importer reads, as protobufjs reflection. Names and numbers are
 * those of onnx.proto3 (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3); fields that are not listed
 * are skipped by the decoder.
 */
const field = (type: string, id: number) => ({ type, id });
const list = (type: string, id: number) => ({ type, id, rule: 'repeated' });

const schema: protobuf.INamespace = {
  nested: {
    Model: {
      fields: {
        irVersion: field('int64', 1),
        producer: field('string', 2),
        graph: field('Graph', 7),
        opsets: list('Opset', 8),
      },
    },
    Opset: { fields: { domain: field('string', 1), version: field('int64', 2) } },
    Graph: {
      fields: {
        nodes: list('Node', 1),
        name: field('string', 2),
        initializers: list('Tensor', 5),
        inputs: list('ValueInfo', 11),
        outputs: list('ValueInfo', 12),
      },
    },
    Node: {
      fields: {
        inputs: list('string', 1),
        outputs: list('string', 2),
        name: field('string', 3),
        operator: field('string', 4),
        attributes: list('Attribute', 5),
        domain: field('string', 7),
      },
    },
    Attribute: {
      fields: {
        name: field('string', 1),
        f: field('float', 2),
        i: field('int64', 3),
        s: field('bytes', 4),
        t: field('Tensor', 5),
        floats: list('float', 7),
        ints: list('int64', 8),
        type: field('int32', 20),
      },
    },
    Tensor: {
      fields: {
        dims: list('int64', 1),
        type: field('int32', 2),
        floats: list('float', 4),
        ints32: list('int32', 5),
        ints64: list('int64', 7),
        name: field('string', 8),
        raw: field('bytes', 9),
        location: field('int32', 14),
      },
    },
    ValueInfo: { fields: { name: field('string', 1), type: field('Type', 2) } },
    Type: { fields: { tensor: field('TensorType', 1) } },
    TensorType: { fields: { elementType: field('int32', 1), shape: field('Shape', 2) } },
    Shape: { fields: { dims: list('Dimension', 1) } },
    Dimension: { fields: { value: field('int64', 1), symbol: field('string', 2) } },
  },
};

/** The `Model` message. Exported so that tests can write small ONNX files with the same schema. */
export const onnxModelType = protobuf.Root.fromJSON(schema).lookupType('Model');

export interface RawTensor {
  readonly dims: number[];
  readonly type: number;
  readonly floats: number[];
  readonly ints32: number[];
  readonly ints64: number[];
  readonly name: string;
  readonly raw: Uint8Array | readonly never[];
  readonly location: number;
}

export interface RawAttribute {
  readonly name: string;
  readonly type: number;
  readonly f: number;
  readonly i: number;
  readonly s: Uint8Array;
  readonly t: RawTensor | null;
  readonly floats: number[];
  readonly ints: number[];
}

export interface RawNode {
  readonly name: string;
  readonly operator: string;
  readonly domain: string;
  readonly inputs: string[];
  readonly outputs: string[];
  readonly attributes: RawAttribute[];
}

export interface RawValueInfo {
  readonly name: string;
  readonly type: {
    tensor: { elementType: number; shape: { dims: { value: number }[] } | null } | null;
  } | null;
}

export interface RawModel {
  readonly producer: string;
  readonly opsets: { domain: string; version: number }[];
  readonly graph: {
    readonly nodes: RawNode[];
    readonly initializers: RawTensor[];
    readonly inputs: RawValueInfo[];
    readonly outputs: RawValueInfo[];
  } | null;
}

/**
 * Decodes the wire format only: nothing is checked but the encoding itself.
 *
 * @throws Error of protobufjs when the bytes are cut off or are not a protocol buffer
 */
export function decodeOnnx(bytes: Uint8Array): RawModel {
  const message = onnxModelType.decode(bytes);
  return onnxModelType.toObject(message, { longs: Number, arrays: true, defaults: true }) as RawModel;
}
