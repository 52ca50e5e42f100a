/**
 * Writes a tfjs graph model as a TensorFlow SavedModel with constants for weights. Field numbers are those of
 * saved_model.proto, meta_graph.proto, graph.proto, node_def.proto, attr_value.proto and tensor.proto in
 * https://github.com/tensorflow/tensorflow/tree/master/tensorflow/core; only what is written is declared.
 */
import protobuf from 'protobufjs';
import { spreadOf, spreading } from './spread-depthwise.ts';
import type { GraphNode, WeightSpec } from './store-folder.ts';
import { byteLength, type StoredNetwork } from './stored-network.ts';

const schema = `
syntax = "proto3";
message Dim { int64 size = 1; }
message Shape { repeated Dim dim = 2; bool unknownRank = 3; }
message Tensor { int32 dtype = 1; Shape tensorShape = 2; bytes tensorContent = 4; }
message List { repeated bytes s = 2; repeated int64 i = 3; repeated float f = 4; repeated bool b = 5; repeated int32 type = 6; }
message Attr {
  oneof value { List list = 1; bytes s = 2; int64 i = 3; float f = 4; bool b = 5; int32 type = 6; Shape shape = 7; Tensor tensor = 8; }
}
message Node { string name = 1; string op = 2; repeated string input = 3; map<string, Attr> attr = 5; }
message Versions { int32 producer = 1; }
message Graph { repeated Node node = 1; Versions versions = 4; }
message MetaInfo { repeated string tags = 4; }
message Port { string name = 1; int32 dtype = 2; Shape tensorShape = 3; }
message Signature { map<string, Port> inputs = 1; map<string, Port> outputs = 2; string methodName = 3; }
message MetaGraph { MetaInfo metaInfoDef = 1; Graph graphDef = 2; map<string, Signature> signatureDef = 5; }
message SavedModel { int64 savedModelSchemaVersion = 1; repeated MetaGraph metaGraphs = 2; }
`;

/** DataType of types.proto, as far as our graphs go. */
const dataTypes = new Map([
  ['DT_FLOAT', 1],
  ['DT_INT32', 3],
  ['DT_STRING', 7],
  ['DT_INT64', 9],
  ['DT_BOOL', 10],
  ['float32', 1],
  ['int32', 3],
]);

type Attrs = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
type Message = Readonly<Record<string, unknown>>;

/** @returns the bytes of `saved_model.pb`, tag `serve`, signature `serving_default` with the graph's own port names */
export function encodeSavedModel({ json, weights }: StoredNetwork): Uint8Array {
  const { inputs, outputs } = json.signature;
  const signature = {
    inputs: ports(inputs),
    outputs: ports(outputs),
    methodName: 'tensorflow/serving/predict',
  };
  const node = nodesOf(json.modelTopology.node, json.weightsManifest[0].weights, weights);
  const metaGraph = {
    metaInfoDef: { tags: ['serve'] },
    // The version of the graph's dialect: of TensorFlow 2.9, which is the oldest that tfjs-node 4.22 links.
    graphDef: { node, versions: { producer: 1087 } },
    signatureDef: { serving_default: signature },
  };
  const type = protobuf.parse(schema).root.lookupType('SavedModel');
  return type.encode(type.fromObject({ savedModelSchemaVersion: 1, metaGraphs: [metaGraph] })).finish();
}

const ports = (signature: Readonly<Record<string, Message>>): Message =>
  Object.fromEntries(
    Object.entries(signature).map(([key, { name, dtype, tensorShape }]) => [
      key,
      { name, dtype: dataType(dtype ?? 'DT_FLOAT'), tensorShape: tensorShape ?? { unknownRank: true } },
    ]),
  );

function nodesOf(nodes: readonly GraphNode[], specs: readonly WeightSpec[], weights: Uint8Array): Message[] {
  const constants = new Map(weightTensors(specs, weights));
  return nodes.flatMap((node): Message[] => {
    const tensor = constants.get(node.name);
    return tensor ? [constantNode(node.name, tensor)] : unfuse({ ...node, attr: attrsOf(node.attr ?? {}) });
  });
}

function* weightTensors(specs: readonly WeightSpec[], weights: Uint8Array): Generator<[string, Message]> {
  let offset = 0;
  for (const spec of specs) {
    const tensorContent = weights.subarray(offset, (offset += byteLength(spec)));
    const tensorShape = { dim: spec.shape.map(size => ({ size })) };
    yield [spec.name, { dtype: dataType(spec.dtype), tensorShape, tensorContent }];
  }
}

const constantNode = (name: string, tensor: Message): Message => ({
  name,
  op: 'Const',
  attr: { dtype: { type: tensor['dtype'] }, value: { tensor } },
});

/** Operators that tfjs takes fused; TensorFlow refuses them in a file, and fuses by itself. */
const fused = new Map([
  ['_FusedConv2D', 'Conv2D'],
  ['FusedDepthwiseConv2dNative', 'DepthwiseConv2dNative'],
  ['_FusedMatMul', 'MatMul'],
]);

interface Node extends Message {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[] | undefined;
  readonly attr: Attrs;
}

/** One fused node as the chain that it stands for; the last link keeps the name. Any other node as it is. */
function unfuse(node: Node): Message[] {
  const plain = fused.get(node.op);
  if (!plain) return [node];
  const spread = plain === 'DepthwiseConv2dNative' ? spreadOf(node) : undefined;
  if (!spread) return chainOf(node, plain);
  const around = spreading(node.name, node.input?.[0], spread);
  const inner = { ...node, name: around.inner, input: [around.parts, ...(node.input ?? []).slice(1)] };
  return [
    ...around.before,
    ...chainOf({ ...inner, attr: { ...node.attr, ...spread.attr } }, plain),
    ...around.after,
  ];
}

function chainOf(node: Node, plain: string): Message[] {
  const attr = omit(node.attr, [
    'fused_ops',
    'num_args',
    'epsilon',
    'leakyrelu_alpha',
    '_input_size',
    '_kernel',
  ]);
  const steps = (node.attr['fused_ops'].list as { s: Uint8Array[] }).s.map(step =>
    Buffer.from(step).toString(),
  );
  const [input, filter, ...args] = node.input ?? [];
  const chain: Message[] = [{ name: `${node.name}/${plain}`, op: plain, input: [input, filter], attr }];
  for (const [at, op] of steps.entries()) {
    const name = at === steps.length - 1 ? node.name : `${node.name}/${op}`;
    const source = op === 'BiasAdd' ? [args.shift()] : [];
    const kept = op === 'BiasAdd' ? ['T', 'data_format'] : ['T'];
    chain.push({ name, op, input: [chain.at(-1)?.['name'], ...source], attr: pick(attr, kept) });
  }
  return chain;
}

const pick = (attrs: Attrs, names: readonly string[]): Attrs =>
  Object.fromEntries(Object.entries(attrs).filter(([name]) => names.includes(name)));
const omit = (attrs: Attrs, names: readonly string[]): Attrs =>
  Object.fromEntries(Object.entries(attrs).filter(([name]) => !names.includes(name)));

const attrsOf = (attrs: Attrs): Attrs =>
  Object.fromEntries(Object.entries(attrs).map(([name, value]) => [name, attrOf(value)]));

/** From protobuf's JSON: strings are base64, integers text, types by name. */
function attrOf(value: Message): Message {
  if ('s' in value) return { s: bytes(value['s']) };
  if ('type' in value) return { type: dataType(value['type']) };
  if ('list' in value) return { list: listOf(value['list'] as Readonly<Record<string, unknown[]>>) };
  return value;
}

const listOf = (list: Readonly<Record<string, unknown[]>>): Message => ({
  ...list,
  ...('s' in list && { s: list['s'].map(bytes) }),
  ...('type' in list && { type: list['type'].map(dataType) }),
});

const bytes = (base64: unknown): Uint8Array => Buffer.from(String(base64), 'base64');

function dataType(value: unknown): number {
  const type = typeof value === 'number' ? value : dataTypes.get(String(value));
  if (type === undefined) throw new Error(`No TensorFlow data type for ${String(value)}`);
  return type;
}
