import type { Constant } from '../constant.ts';
import { halfToFloat } from '../half.ts';
import { damaged, type Quantisation, type TfliteGraph, type TfliteTensor } from './tflite-graph.ts';

type Reader = readonly [bytes: number, read: (at: DataView, i: number) => number];

/** Stored numbers by TensorType, and how many bytes each takes. */
const readers: Readonly<Record<number, Reader | undefined>> = {
  0: [4, (view, i) => view.getFloat32(4 * i, true)],
  1: [2, (view, i) => halfToFloat(view.getUint16(2 * i, true))],
  2: [4, (view, i) => view.getInt32(4 * i, true)],
  3: [1, (view, i) => view.getUint8(i)],
  4: [8, (view, i) => Number(view.getBigInt64(8 * i, true))],
  7: [2, (view, i) => view.getInt16(2 * i, true)],
  9: [1, (view, i) => view.getInt8(i)],
};

const floatTypes = [0, 1];

/**
 * The file's constants as numbers: quantised ones become floats. Read when asked for, each once.
 *
 * @returns a function that throws PortraitError 'model-damaged' when a tensor is not as large as it says
 */
export function constantsOf({ tensors }: TfliteGraph): (index: number) => Constant | undefined {
  const read = new Map<number, Constant>();
  // Tensors may share bytes, and a file made for it could ask for far more numbers than it has bytes.
  let left = 4 * tensors.reduce((sum, { bytes }) => Math.max(sum, bytes.byteOffset + bytes.length), 0);
  return index => {
    const tensor = tensors[index] as TfliteTensor | undefined;
    if (tensor === undefined || tensor.bytes.length === 0) return undefined;
    const known = read.get(index);
    if (known) return known;
    if ((left -= tensor.bytes.length) < 0) throw damaged('its tensors share their bytes without end');
    const constant = constantOf(tensor);
    read.set(index, constant);
    return constant;
  };
}

function constantOf(tensor: TfliteTensor): Constant {
  const { name, dims, type, bytes, quantised } = tensor;
  const reader = readers[type];
  if (reader === undefined) throw damaged(`tensor "${name}" has numbers of type ${type}`);
  const [size, read] = reader;
  const count = dims.reduce((product, side) => product * side, 1);
  if (dims.some(side => side < 0) || count * size !== bytes.length) {
    throw damaged(`tensor "${name}" is [${dims.join()}] but holds ${bytes.length} bytes`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (quantised === undefined && !floatTypes.includes(type)) {
    const numbers = Array.from({ length: count }, (_, i) => read(view, i));
    return { kind: 'constant', dims, data: numbers, isFloat: false };
  }
  const data = new Float32Array(count);
  for (let i = 0; i < count; i++) data[i] = read(view, i);
  if (quantised) dequantise(data, tensor, quantised);
  return { kind: 'constant', dims, data, isFloat: true };
}

/** In place: (stored − zero point) · scale. */
function dequantise(data: Float32Array, tensor: TfliteTensor, quantised: Quantisation): void {
  const { name, dims } = tensor;
  const { scales, zeroPoints, axis } = quantised;
  const slices = scales.length === 1 ? 1 : dims[axis];
  if (slices !== scales.length) {
    throw damaged(`tensor "${name}" has ${scales.length} scales for [${dims.join()}]`);
  }
  const inner = scales.length === 1 ? data.length : dims.slice(axis + 1).reduce((a, b) => a * b, 1);
  for (let i = 0; i < data.length; i++) {
    const slice = Math.floor(i / inner) % slices;
    data[i] = (data[i] - zeroPoints[slice]) * scales[slice];
  }
}
