/**
 * What the formats that are NHWC already have in common (TFLite, frozen graphs): their readers say what an
 * operator is, the files here put it into the tfjs graph.
 */
import type { Constant } from '../constant.ts';
import type { Convolution } from '../convolution.ts';
import type { Faults, Operator } from '../faults.ts';
import type { GraphModelBuilder } from '../graph-model.ts';

/** A tensor that the network computes, of any rank; pictures are `[batch, rows, columns, channels]`. */
export interface Tensor {
  readonly kind: 'tensor';
  /** The tfjs node that makes it. */
  readonly name: string;
  readonly dims: readonly number[];
  /** The convolution that makes it, which can still take in what follows. */
  readonly layer?: Convolution;
}

export type Picture = Tensor & { readonly dims: Dims4 };
export type Dims4 = readonly [batch: number, rows: number, columns: number, channels: number];
export type Value = Tensor | Constant;

/** One operator of the file on its way into the tfjs graph. */
export interface Site {
  readonly builder: GraphModelBuilder;
  readonly faults: Faults;
  readonly node: Operator;
  /** The first tfjs name of this operator. Further ones are this with a suffix after a slash. */
  readonly name: string;
  /** Whether nothing but this operator reads that tensor, so that both can become one node. */
  readonly isOnlyReader: (tensor: Tensor) => boolean;
}

/** More numbers than any tensor of a network that sees pictures: stops a file that asks for absurd sizes. */
const mostNumbers = 2 ** 28;
const mostDimensions = 6;

/** @throws PortraitError 'model-damaged' for sizes that are none */
export function tensor(
  { faults, node }: Site,
  name: string,
  dims: readonly number[],
  layer?: Convolution,
): Tensor {
  const count = dims.reduce((product, size) => product * size, 1);
  const fits = dims.every(size => Number.isInteger(size) && size > 0);
  if (!fits || count > mostNumbers || dims.length > mostDimensions) {
    throw faults.damaged(`node ${node.label} makes a tensor of [${dims.join()}]`);
  }
  return { kind: 'tensor', name, dims, ...(layer && { layer }) };
}

/** @throws PortraitError 'model-operator-unknown' when it is not a picture that the network computes */
export function picture({ faults, node }: Site, value: Value | undefined): Picture {
  if (value === undefined) throw faults.damaged(`node ${node.label} reads too little`);
  if (value.kind !== 'tensor') throw faults.unsupported(node, 'of a constant');
  if (value.dims.length !== 4) throw faults.unsupported(node, `of [${value.dims.join()}]`);
  return value as Picture;
}

/** @throws PortraitError 'model-operator-unknown' when it is computed from the picture */
export function constant({ faults, node }: Site, value: Value | undefined, what: string): Constant {
  if (value === undefined) throw faults.damaged(`node ${node.label} has no ${what}`);
  if (value.kind === 'constant') return value;
  throw faults.unsupported(node, `whose ${what} is computed from the picture`);
}

/** Far above the rank of any tensor: what is longer is no list of sizes. */
const longestList = 64;

/** Sizes, axes and paddings. */
export function wholeNumbers(site: Site, value: Value | undefined, what: string): number[] {
  const { data } = constant(site, value, what);
  const { faults, node } = site;
  if (data.length > longestList) throw faults.damaged(`the ${what} of node ${node.label} is too long`);
  const numbers = Array.from(data);
  if (numbers.every(number => Number.isInteger(number))) return numbers;
  throw faults.damaged(`the ${what} of node ${node.label} is [${numbers.join()}]`);
}

/** Brings a constant into the graph, where it is not a tensor of it already. */
export function placed(site: Site, value: Value | undefined, index: number): Tensor {
  if (value === undefined) throw site.faults.damaged(`input ${index} of node ${site.node.label} is missing`);
  if (value.kind === 'tensor') return value;
  const name = `${site.name}/constant_${index}`;
  const checked = tensor(site, name, value.dims);
  site.builder.floats(name, value.dims, Float32Array.from(value.data));
  return checked;
}

/** An axis counted from the front. */
export function axisOf({ faults, node }: Site, axis: number, rank: number): number {
  const counted = axis < 0 ? axis + rank : axis;
  if (counted >= 0 && counted < rank) return counted;
  throw faults.damaged(`node ${node.label} names axis ${axis} of ${rank}`);
}
