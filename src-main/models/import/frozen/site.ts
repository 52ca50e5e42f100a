import type { Site, Tensor, Value } from '../nhwc/tensor.ts';
import { damaged, unsupported, type FrozenNode } from './frozen-nodes.ts';

/** One node of a frozen graph on its way into the tfjs graph. */
export interface FrozenSite extends Site {
  readonly node: FrozenNode;
  readonly inputs: readonly Value[];
  /** The nodes that read a node, as far as they are needed. */
  readonly readersOf: (name: string) => readonly FrozenNode[];
  /** The numbers of a Const node, or of one that only passes them on. */
  readonly numbersOf: (name: string) => Value | undefined;
  /** The node that a node reads first. */
  readonly before: (node: FrozenNode) => FrozenNode | undefined;
  /** Tensors that were cut into parts for an atrous convolution, which is made whole here. */
  readonly parts: Map<Tensor, Parts>;
}

/** What a SpaceToBatchND did: pixels `steps` apart, after zeros were put round the picture. */
export interface Parts {
  readonly whole: Tensor;
  readonly steps: readonly number[];
  readonly paddings: readonly number[];
}

export function inputAt({ node, inputs }: FrozenSite, index: number): Value {
  const value = inputs.at(index);
  if (value === undefined) throw damaged(`node ${node.label} reads too little`);
  return value;
}

export function tensorAt(site: FrozenSite, index: number): Tensor {
  const value = inputAt(site, index);
  if (value.kind !== 'tensor') throw unsupported(site.node, `with input ${index} that is not computed`);
  if (site.parts.has(value)) throw unsupported(site.node, 'on what SpaceToBatchND makes');
  return value;
}

/** A list of whole numbers that a node says itself. */
export const listAt = ({ node }: FrozenSite, name: string): readonly number[] =>
  node.attributes.get(name)?.list?.i ?? [];

export function paddingOf({ node }: FrozenSite): 'SAME' | 'VALID' {
  const padding = Buffer.from(node.attributes.get('padding')?.s ?? []).toString();
  if (padding === 'SAME' || padding === 'VALID') return padding;
  throw unsupported(node, `with padding ${padding}`);
}

/** @throws PortraitError 'model-operator-unknown' unless channels come last */
export function checkLayout({ node }: FrozenSite): void {
  const layout = Buffer.from(node.attributes.get('data_format')?.s ?? 'NHWC').toString();
  if (layout !== 'NHWC') throw unsupported(node, `with channels in the order ${layout}`);
}

/** Down and across: the middle two of four numbers. */
export function pairOf(site: FrozenSite, name: string): readonly [number, number] {
  const [batch = 1, down = 1, across = 1, channels = 1] = listAt(site, name);
  if (batch !== 1 || channels !== 1) throw unsupported(site.node, `with ${name} over channels`);
  if (![down, across].every(step => Number.isInteger(step) && step >= 1 && step < 2 ** 16)) {
    throw damaged(`node ${site.node.label} has ${name} of ${down} by ${across}`);
  }
  return [down, across];
}
