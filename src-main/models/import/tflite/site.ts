import { apply } from '../nhwc/elementwise.ts';
import type { Site, Tensor, Value } from '../nhwc/tensor.ts';
import {
  damaged,
  unsupported,
  type Quantisation,
  type TfliteNode,
  type TfliteTensor,
} from './tflite-graph.ts';

/** One TFLite operator on its way into the tfjs graph. */
export interface TfliteSite extends Site {
  readonly node: TfliteNode;
  /** In the node's order; undefined where an optional input is left out. */
  readonly inputs: readonly (Value | undefined)[];
  /** What the file says of the result. */
  readonly output: TfliteTensor;
}

/** @throws PortraitError 'model-damaged' when the input is missing; constants are put into no graph here */
export function tensorAt({ node, inputs }: TfliteSite, index: number): Tensor {
  const value = inputs[index];
  if (value?.kind === 'tensor') return value;
  throw unsupported(node, `with input ${index} that is not computed`);
}

/** The same operator's next node, which alone reads the one before. */
export const followUp = (site: TfliteSite, suffix: string): TfliteSite => ({
  ...site,
  name: `${site.name}/${suffix}`,
  isOnlyReader: () => true,
});

/** ActivationFunctionType: 0 none, 1 Relu, 3 Relu6, 4 Tanh. */
const activations: Readonly<Record<number, 'Relu' | 'Relu6' | 'Tanh'>> = { 1: 'Relu', 3: 'Relu6', 4: 'Tanh' };

/**
 * The activation that an operator does along with its own work.
 *
 * @param field of its options
 */
export function activated(site: TfliteSite, value: Tensor, field: number): Tensor {
  const code = site.node.options?.byte(field) ?? 0;
  if (code === 0) return value;
  const activation = activations[code] as 'Relu' | 'Relu6' | 'Tanh' | undefined;
  if (activation === undefined) throw unsupported(site.node, `with activation ${code}`);
  return apply(followUp(site, 'activation'), value, activation);
}

/** The same where a file of eight bits may have left the activation out. */
export function rectified(site: TfliteSite, value: Tensor, field: number): Tensor {
  const hasNone = (site.node.options?.byte(field) ?? 0) === 0;
  return hasNone ? impliedActivation(site, value) : activated(site, value, field);
}

/**
 * Eight bits cannot hold what is outside their range, and converters leave out a rectifier that this amounts
 * to. Its float twin must have it: a range from 0 on is a Relu, one from 0 to 6 a Relu6. Every other range is
 * only what was seen in training, and no part of the network.
 */
function impliedActivation(site: TfliteSite, value: Tensor): Tensor {
  const range = storedRange(site.output);
  if (range?.[0] !== 0) return value;
  const isSix = Math.abs(range[1] - 6) < 0.05;
  return apply(followUp(site, 'implied'), value, isSix ? 'Relu6' : 'Relu');
}

const uint8 = 3;
const int8 = 9;

/** The least and the largest number that a tensor of eight bits can hold. */
export function storedRange({ type, quantised }: TfliteTensor): [number, number] | undefined {
  if (quantised?.scales.length !== 1 || (type !== uint8 && type !== int8)) return undefined;
  const least = type === uint8 ? 0 : -128;
  return [real(quantised, least), real(quantised, least + 255)];
}

const real = ({ scales, zeroPoints }: Quantisation, stored: number) => (stored - zeroPoints[0]) * scales[0];

/** Padding: 0 SAME, 1 VALID. */
export function paddingOf({ node }: TfliteSite, field = 0): 'SAME' | 'VALID' {
  const code = node.options?.byte(field) ?? 0;
  if (code !== 0 && code !== 1) throw damaged(`node ${node.label} has padding ${code}`);
  return code === 0 ? 'SAME' : 'VALID';
}
