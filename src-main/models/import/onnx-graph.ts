import type { Constant } from './constant.ts';
import { faultsOf } from './faults.ts';
import {
  decodeOnnx,
  type RawAttribute,
  type RawModel,
  type RawNode,
  type RawTensor,
  type RawValueInfo,
} from './onnx-proto.ts';

export type Attribute = number | readonly number[] | string | Constant;

export interface OnnxNode {
  /** The file's own name, or `operator #index` where it gives none. For messages only. */
  readonly label: string;
  readonly index: number;
  readonly operator: string;
  /** An empty name is an optional input that is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, Attribute>;
}

export interface OnnxGraph {
  readonly opset: number;
  /** In the file's order, in which every node comes after those whose outputs it reads: so no cycles. */
  readonly nodes: readonly OnnxNode[];
  readonly constants: ReadonlyMap<string, Constant>;
  /** The one input. A dimension that the file leaves open is 0. */
  readonly input: { readonly name: string; readonly dims: readonly number[] };
  readonly outputs: readonly string[];
}

export const { damaged, unsupported } = faultsOf('ONNX');

/**
 * Reads an ONNX file and checks what a stranger's file can get wrong: that it is whole, that every tensor
 * holds as many numbers as its dimensions say, that every reference resolves, and that there is no cycle.
 *
 * @throws PortraitError 'model-damaged', or 'model-operator-unknown' for operators outside ONNX's own set
 */
export function readOnnxGraph(bytes: Uint8Array): OnnxGraph {
  const model = decode(bytes);
  const { graph } = model;
  if (graph === null || graph.nodes.length === 0) throw damaged('it holds no graph');
  const constants = new Map(graph.initializers.map(tensor => [tensor.name, constantOf(tensor)]));
  const input = soleInput(graph.inputs.filter(({ name }) => !constants.has(name)));
  const nodes = graph.nodes.map(nodeOf);
  const outputs = graph.outputs.map(({ name }) => name);
  checkReferences(nodes, outputs, new Set([input.name, ...constants.keys()]));
  return { opset: opsetOf(model), nodes, constants, input, outputs };
}

function decode(bytes: Uint8Array): RawModel {
  try {
    return decodeOnnx(bytes);
  } catch (cause) {
    throw damaged('it is cut off, or is not an ONNX file', cause);
  }
}

function opsetOf({ opsets }: RawModel): number {
  const opset = opsets.find(({ domain }) => domain === '' || domain === 'ai.onnx');
  if (opset === undefined) throw damaged('it does not say which operator set it uses');
  return opset.version;
}

function soleInput(inputs: readonly RawValueInfo[]): OnnxGraph['input'] {
  const input = inputs.at(0);
  if (input === undefined || inputs.length > 1) {
    throw damaged(`expected one input but found ${inputs.length}`);
  }
  return { name: input.name, dims: input.type?.tensor?.shape?.dims.map(({ value }) => value) ?? [] };
}

function nodeOf(raw: RawNode, index: number): OnnxNode {
  const { operator, inputs, outputs } = raw;
  const label = raw.name === '' ? `${operator} #${index}` : raw.name;
  const node = { label, index, operator, inputs, outputs, attributes: new Map<string, Attribute>() };
  if (raw.domain !== '' && raw.domain !== 'ai.onnx') throw unsupported(node, `of ${raw.domain}`);
  for (const attribute of raw.attributes) node.attributes.set(attribute.name, attributeOf(attribute, node));
  return node;
}

/** The kinds of attribute, by ONNX's AttributeProto.AttributeType; graphs and lists of tensors are not read. */
function attributeOf(raw: RawAttribute, node: OnnxNode): Attribute {
  switch (raw.type) {
    case 1:
      return raw.f;
    case 2:
      return raw.i;
    case 3:
      return Buffer.from(raw.s).toString('utf8');
    case 4:
      if (raw.t === null) throw damaged(`attribute ${raw.name} of node ${node.label} is empty`);
      return constantOf(raw.t);
    case 6:
      return raw.floats;
    case 7:
      return raw.ints;
    default:
      throw unsupported(node, `with attribute ${raw.name}`);
  }
}

const FLOAT = 1;
const INT32 = 6;
const INT64 = 7;

function constantOf(raw: RawTensor): Constant {
  const { dims, type } = raw;
  if (raw.location !== 0) throw damaged(`the numbers of tensor "${raw.name}" are in another file`);
  const data = type === FLOAT ? floatsOf(raw) : intsOf(raw);
  const expected = dims.reduce((product, size) => product * size, 1);
  if (dims.some(size => size < 0) || data.length !== expected) {
    throw damaged(`tensor "${raw.name}" is [${dims.join()}] but holds ${data.length} numbers`);
  }
  return { kind: 'constant', dims, data, isFloat: type === FLOAT };
}

function floatsOf({ raw, floats, name }: RawTensor): Float32Array {
  if (raw.length === 0) return Float32Array.from(floats);
  if (raw.length % 4 !== 0) throw damaged(`tensor "${name}" ends within a number`);
  // Raw data is little-endian and rarely aligned: copied to where a Float32Array may start.
  return new Float32Array(Uint8Array.from(raw).buffer);
}

function intsOf({ raw, type, ints32, ints64, name }: RawTensor): readonly number[] {
  if (type !== INT32 && type !== INT64) throw damaged(`tensor "${name}" has numbers of type ${type}`);
  if (raw.length === 0) return type === INT32 ? ints32 : ints64;
  if (raw.length % (type === INT32 ? 4 : 8) !== 0) throw damaged(`tensor "${name}" ends within a number`);
  const { buffer } = Uint8Array.from(raw);
  return type === INT32 ? [...new Int32Array(buffer)] : Array.from(new BigInt64Array(buffer), Number);
}

function checkReferences(nodes: readonly OnnxNode[], outputs: readonly string[], known: Set<string>): void {
  for (const { label, inputs, outputs: made } of nodes) {
    for (const name of inputs) {
      if (name !== '' && !known.has(name)) throw damaged(`node ${label} reads "${name}" before it is made`);
    }
    for (const name of made) {
      if (name !== '' && known.has(name)) throw damaged(`node ${label} makes "${name}" a second time`);
      known.add(name);
    }
  }
  const missing = outputs.find(name => !known.has(name));
  if (missing !== undefined || outputs.length === 0) throw damaged(`output "${missing ?? ''}" is never made`);
}
