import { faultsOf, type Operator } from '../faults.ts';
import { FlatTable } from './flat-table.ts';
import { operatorName } from './operator-names.ts';

/**
 * The part of TFLite's file format that the importer reads. Field numbers are those of schema.fbs, version 3
 * (https://github.com/tensorflow/tensorflow/blob/master/tensorflow/compiler/mlir/lite/schema/schema.fbs).
 */
export interface TfliteTensor {
  readonly index: number;
  readonly name: string;
  /** As the file says; a size that it leaves open is 1 here. */
  readonly dims: readonly number[];
  readonly type: number;
  /** Of a constant; empty for what is computed. */
  readonly bytes: Uint8Array;
  readonly quantised: Quantisation | undefined;
}

/** real = (stored − zeroPoint) · scale, one pair for the whole tensor or one for each slice of `axis`. */
export interface Quantisation {
  readonly scales: readonly number[];
  readonly zeroPoints: readonly number[];
  readonly axis: number;
}

export interface TfliteNode extends Operator {
  readonly index: number;
  /** Indices of tensors; −1 where an optional input is left out. */
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly options: FlatTable | undefined;
  readonly custom: Uint8Array;
}

export interface TfliteGraph {
  readonly tensors: readonly TfliteTensor[];
  /** In the file's order, in which every node comes after those whose outputs it reads: so no cycles. */
  readonly nodes: readonly TfliteNode[];
  readonly input: TfliteTensor;
  readonly outputs: readonly number[];
}

export const faults = faultsOf('TFLite');
export const { damaged, unsupported } = faults;

/**
 * Reads a TFLite file and checks what a stranger's file can get wrong: that it is whole, that every reference
 * resolves, and that there is no cycle. Only its first graph is read.
 *
 * @throws PortraitError 'model-damaged'
 */
export function readTfliteGraph(data: Uint8Array): TfliteGraph {
  const model = FlatTable.root(data, 'TFL3', faults);
  const graph = model.tables(2).at(0);
  if (graph === undefined) throw damaged('it holds no graph');
  const buffers = model.tables(4);
  const tensors = graph.tables(0).map((table, index) => tensorOf(table, index, buffers));
  const codes = model.tables(1).map(operatorName);
  const nodes = graph.tables(3).map((table, index) => nodeOf(table, index, codes));
  const input = soleInput(shortInts(graph, 1), tensors);
  const outputs = shortInts(graph, 2);
  checkReferences(nodes, outputs, tensors, input.index);
  return { tensors, nodes, input, outputs };
}

/** Far above what any operator reads: lists may overlap in the file, and cost more than its size. */
const longestList = 1024;

function shortInts(table: FlatTable, index: number): number[] {
  const list = table.ints(index);
  if (list.length > longestList) throw damaged(`it has a list of ${list.length} numbers`);
  return list;
}

function tensorOf(table: FlatTable, index: number, buffers: readonly FlatTable[]): TfliteTensor {
  const buffer = buffers.at(table.int(2));
  if (buffer === undefined) throw damaged(`tensor ${index} is in a buffer that is not there`);
  if (table.table(6)) throw damaged(`tensor ${index} is sparse, which is not read`);
  return {
    index,
    name: table.text(3).slice(0, 200),
    dims: shortInts(table, 0),
    type: table.byte(1),
    bytes: buffer.bytes(0),
    quantised: quantisationOf(table.table(4)),
  };
}

function quantisationOf(table: FlatTable | undefined): Quantisation | undefined {
  const scales = table?.floats(2) ?? [];
  if (table === undefined || scales.length === 0) return undefined;
  const given = table.longs(3);
  const zeroPoints = given.length > 0 ? given : scales.map(() => 0);
  const finite = scales.every(scale => scale > 0 && Number.isFinite(scale));
  if (!finite || zeroPoints.length !== scales.length) throw damaged('a scale is not a number above 0');
  return { scales, zeroPoints, axis: table.int(6) };
}

function nodeOf(table: FlatTable, index: number, codes: readonly string[]): TfliteNode {
  const operator = codes.at(table.int(0));
  if (operator === undefined) throw damaged(`node #${index} is of a kind that is not there`);
  const [inputs, outputs] = [shortInts(table, 1), shortInts(table, 2)];
  if (outputs.length === 0) throw damaged(`node ${operator} #${index} makes nothing`);
  const label = `${operator} #${index}`;
  return { label, operator, index, inputs, outputs, options: table.table(4), custom: table.bytes(5) };
}

function soleInput(inputs: readonly number[], tensors: readonly TfliteTensor[]): TfliteTensor {
  const input = inputs.length === 1 ? tensors[inputs[0]] : undefined;
  if (input === undefined) throw damaged(`expected one input but found ${inputs.length}`);
  return input;
}

function checkReferences(
  nodes: readonly TfliteNode[],
  outputs: readonly number[],
  tensors: readonly TfliteTensor[],
  input: number,
): void {
  const constants = tensors.filter(({ bytes }) => bytes.length > 0).map(({ index }) => index);
  const known = new Set([-1, input, ...constants]);
  for (const { label, inputs, outputs: made } of nodes) {
    const unknown = inputs.find(index => !known.has(index));
    if (unknown !== undefined) throw damaged(`node ${label} reads tensor ${unknown} before it is made`);
    for (const index of made) {
      if (known.has(index)) throw damaged(`node ${label} makes tensor ${index} a second time`);
      if (index >= tensors.length) throw damaged(`node ${label} makes tensor ${index}, which is not there`);
      known.add(index);
    }
  }
  const missing = outputs.find(index => index < 0 || !known.has(index));
  if (missing !== undefined || outputs.length === 0) throw damaged('it has no output that is made');
}
