import { damaged, unsupported, type OnnxNode } from './onnx-graph.ts';

/** How a convolution or a pool moves over rows and columns, in the words of TensorFlow. */
export interface Window {
  readonly kernel: Pair;
  readonly strides: Pair;
  readonly dilations: Pair;
  /** Rows and columns of the result. */
  readonly output: Pair;
  readonly padding: 'VALID' | 'SAME' | 'EXPLICIT';
  /** `[before, after]` of rows and of columns: what EXPLICIT means, and what a Pad in its place adds. */
  readonly pads: readonly [Pair, Pair];
}

export type Pair = readonly [number, number];

interface Axis {
  readonly size: number;
  /** The kernel's extent in pixels, dilation counted. */
  readonly extent: number;
  readonly stride: number;
  readonly before: number;
  readonly after: number;
}

/**
 * Says the padding of an ONNX node in TensorFlow's words: VALID and SAME where they mean the same (both
 * engines are fastest there, and pools know no others), explicit numbers elsewhere.
 *
 * @param size rows and columns of the input
 * @throws PortraitError 'model-damaged' when the window does not fit the input
 */
export function windowOf(node: OnnxNode, size: Pair, kernel: Pair): Window {
  const strides = pairOf(node, 'strides', [1, 1]);
  const dilations = pairOf(node, 'dilations', [1, 1]);
  const axes = [0, 1].map(i =>
    axisOf(node, i as 0 | 1, size[i], dilations[i] * (kernel[i] - 1) + 1, strides[i]),
  );
  const output = axes.map(axis => outputSize(axis, node.attributes.get('ceil_mode') === 1));
  if (output.some(count => count < 1))
    throw damaged(`the window of node ${node.label} does not fit its input`);
  const pads = axes.map((axis, i): Pair => [axis.before, Math.max(0, padAfter(axis, output[i]))]);
  const padding = paddingOf(axes, output);
  return {
    kernel,
    strides,
    dilations,
    output: [output[0], output[1]],
    padding,
    pads: [pads[0], pads[1]],
  };
}

/** Two whole numbers above 0, one for rows and one for columns. */
export function pairOf(node: OnnxNode, name: string, fallback?: Pair): Pair {
  const value = node.attributes.get(name) ?? fallback;
  if (!Array.isArray(value) || value.length !== 2 || value.some(v => !Number.isInteger(v) || v < 1)) {
    throw damaged(
      `expected two numbers for ${name} of node ${node.label} but found ${JSON.stringify(value)}`,
    );
  }
  return [value[0] as number, value[1] as number];
}

function axisOf(node: OnnxNode, index: 0 | 1, size: number, extent: number, stride: number): Axis {
  const [before, after] = padsOf(node, index, size, extent, stride);
  return { size, extent, stride, before, after };
}

function padsOf(node: OnnxNode, index: 0 | 1, size: number, extent: number, stride: number): Pair {
  const mode = node.attributes.get('auto_pad') ?? 'NOTSET';
  const total = samePads(size, extent, stride);
  if (mode === 'VALID') return [0, 0];
  if (mode === 'SAME_UPPER') return [Math.floor(total / 2), Math.ceil(total / 2)];
  if (mode === 'SAME_LOWER') return [Math.ceil(total / 2), Math.floor(total / 2)];
  if (mode !== 'NOTSET') throw unsupported(node, `with auto_pad ${JSON.stringify(mode)}`);
  const pads = node.attributes.get('pads') ?? [0, 0, 0, 0];
  if (!Array.isArray(pads) || pads.length !== 4 || pads.some(pad => !Number.isInteger(pad) || pad < 0)) {
    throw damaged(`expected four paddings of node ${node.label} but found ${JSON.stringify(pads)}`);
  }
  return [pads[index] as number, pads[index + 2] as number];
}

function outputSize({ size, extent, stride, before, after }: Axis, ceil: boolean): number {
  const steps = (size + before + after - extent) / stride;
  if (!ceil) return Math.floor(steps) + 1;
  const count = Math.ceil(steps) + 1;
  // ONNX drops a last window that would start in the padding after the input.
  return (count - 1) * stride >= size + before ? count - 1 : count;
}

/** How many pixels the last window reaches beyond the input; below 0 when it leaves some over. */
const padAfter = ({ size, extent, stride, before }: Axis, output: number) =>
  (output - 1) * stride + extent - size - before;

const samePads = (size: number, extent: number, stride: number) =>
  Math.max(0, (Math.ceil(size / stride) - 1) * stride + extent - size);

function paddingOf(axes: readonly Axis[], output: readonly number[]): Window['padding'] {
  if (axes.every((axis, i) => axis.before === 0 && padAfter(axis, output[i]) <= 0)) return 'VALID';
  return axes.every((axis, i) => isSame(axis, output[i])) ? 'SAME' : 'EXPLICIT';
}

const isSame = ({ size, extent, stride, before }: Axis, output: number) =>
  output === Math.ceil(size / stride) && before === Math.floor(samePads(size, extent, stride) / 2);
