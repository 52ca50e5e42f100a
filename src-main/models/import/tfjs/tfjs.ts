import { z } from 'zod';
import { PortraitError } from '../../../../src-shared/contract/errors.ts';
import { isPlainName } from '../../plain-name.ts';
import { faultsOf } from '../faults.ts';
import type { GraphModel, GraphModelJson, GraphNode, WeightSpec } from '../graph-model.ts';
import { halfToFloat } from '../half.ts';
import { checkGraph } from './check-graph.ts';
import { knownOperators } from './known-operators.ts';

const { damaged, unsupported } = faultsOf('TensorFlow.js');

/** More numbers than any picture that a network sees. */
const mostNumbers = 2 ** 28;
/** Of weights, all files together. */
const mostBytes = 2 ** 30;

const size = z.union([z.string(), z.number()]).transform(Number);
const port = z.object({
  name: z.string(),
  dtype: z.string(),
  tensorShape: z.object({ dim: z.array(z.object({ size })).max(8) }),
});
const weight = z.object({
  name: z.string(),
  shape: z.array(z.int().nonnegative()).max(8),
  dtype: z.string(),
  quantization: z
    .object({ dtype: z.string(), scale: z.number().optional(), min: z.number().optional() })
    .optional(),
});
/** No operator's attribute is nested any deeper; and what is without end could not be written out again. */
const deepestAttribute = 8;
const isShallow = (value: unknown, levels = deepestAttribute): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (levels > 0 && Object.values(value).every(part => isShallow(part, levels - 1)));
const node = z.object({
  name: z.string(),
  op: z.string(),
  input: z.array(z.string()).optional(),
  attr: z
    .record(
      z.string(),
      z.unknown().refine(value => isShallow(value)),
    )
    .optional(),
});
const model = z.object({
  format: z.literal('graph-model'),
  signature: z.object({ inputs: z.record(z.string(), port), outputs: z.record(z.string(), port) }),
  modelTopology: z.object({ node: z.array(node).min(1).max(20_000) }),
  weightsManifest: z.array(z.object({ paths: z.array(z.string()).max(1000), weights: z.array(weight) })),
});

type Weight = z.infer<typeof weight>;

/**
 * Brings a TensorFlow.js graph model into the form that the store has: one file of weights, all of 32 bits.
 *
 * @param bytes model.json
 * @param read a file of weights, by its name beside model.json
 * @throws PortraitError 'model-damaged' when the parts do not belong together, or sizes are left open;
 *   'model-operator-unknown', naming the operator, for one that not both engines run
 */
export async function importTfjs(
  bytes: Uint8Array,
  read: (file: string) => Promise<Uint8Array>,
): Promise<GraphModel> {
  const { signature, modelTopology, weightsManifest } = parse(bytes);
  for (const { name, op } of modelTopology.node) {
    if (!knownOperators.has(op)) throw unsupported({ operator: op, label: name });
  }
  checkGraph(modelTopology.node);
  checkPorts(signature);
  const sparing = withinBudget(read);
  const files = await readFiles(
    weightsManifest.flatMap(({ paths }) => paths),
    sparing,
  );
  const weights = weightsManifest.flatMap(group => weightsIn(group, files));
  const modelJson = {
    format: 'graph-model',
    generatedBy: 'TensorFlow.js',
    convertedBy: 'Portrait Studio',
    signature: textSizes(signature),
    modelTopology: {
      node: modelTopology.node as unknown as readonly GraphNode[],
      versions: { producer: 27 },
    },
    weightsManifest: [{ paths: ['weights.bin'], weights: weights.map(({ spec }) => spec) }],
  } as const satisfies GraphModelJson;
  const numbers = Buffer.concat(weights.map(({ data }) => new Uint8Array(data.buffer)));
  return { modelJson, weights: new Uint8Array(numbers) };
}

function parse(bytes: Uint8Array): z.infer<typeof model> {
  try {
    return model.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch (cause) {
    throw damaged('it is no graph model with sizes in its signature (layers models are not read)', cause);
  }
}

type Signature = z.infer<typeof model>['signature'];

function checkPorts({ inputs, outputs }: Signature): void {
  if (Object.keys(inputs).length !== 1) throw damaged('it has not one input');
  for (const { name, tensorShape } of [...Object.values(inputs), ...Object.values(outputs)]) {
    const sizes = tensorShape.dim.map(({ size }) => size);
    if (sizes.some(size => !(size > 0)))
      throw damaged(`the sizes of "${name}" are left open, which is not read`);
    const fits = sizes.every(Number.isInteger) && sizes.reduce((a, b) => a * b, 1) <= mostNumbers;
    if (!fits) throw damaged(`the sizes of "${name}" are [${sizes.join()}]`);
  }
}

type Read = (file: string) => Promise<Uint8Array>;

/** The same file may be named a thousand times. */
function withinBudget(read: Read): Read {
  let left = mostBytes;
  return async file => {
    const bytes = await read(file);
    if ((left -= bytes.length) < 0) throw damaged(`its weights are more than ${mostBytes} bytes`);
    return bytes;
  };
}

const textSizes = ({ inputs, outputs }: Signature): GraphModelJson['signature'] => ({
  inputs: textPorts(inputs),
  outputs: textPorts(outputs),
});

const textPorts = (ports: Signature['inputs']) =>
  Object.fromEntries(
    Object.entries(ports).map(([key, { name, dtype, tensorShape }]) => [
      key,
      { name, dtype, tensorShape: { dim: tensorShape.dim.map(({ size }) => ({ size: String(size) })) } },
    ]),
  );

interface ReadWeight {
  readonly spec: WeightSpec;
  readonly data: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>;
}

type Files = ReadonlyMap<string, Uint8Array>;

/** All of them, so that those that are missing are named together. */
async function readFiles(paths: readonly string[], read: Read): Promise<Files> {
  const outside = paths.find(path => !isPlainName(path));
  if (outside !== undefined) throw damaged(`its weights are in "${outside}", which is not beside it`);
  const files = new Map<string, Uint8Array>();
  const missing = new Map<string, unknown>();
  // One that is named again is read again: what that adds up to has a limit.
  for (const path of paths) {
    try {
      files.set(path, await read(path));
    } catch (cause) {
      if (cause instanceof PortraitError) throw cause;
      missing.set(path, cause);
    }
  }
  if (missing.size > 0) throw notBeside([...missing.keys()], [...missing.values()][0]);
  return files;
}

/** More names than these are no sentence. */
const MOST_NAMED = 5;

function notBeside(names: readonly string[], cause: unknown): PortraitError {
  const told = names.slice(0, MOST_NAMED).map(name => `"${name}"`);
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  return damaged(
    `its weights ${told.join(', ')}${more} are not beside it: give them together with it`,
    cause,
  );
}

function weightsIn(
  { paths, weights }: z.infer<typeof model>['weightsManifest'][number],
  files: Files,
): ReadWeight[] {
  const bytes = Buffer.concat(paths.flatMap(path => files.get(path) ?? []));
  let at = 0;
  const found = weights.map(spec => {
    const count = spec.shape.reduce((product, side) => product * side, 1);
    const length = count * (widths[spec.quantization?.dtype ?? spec.dtype] ?? 0);
    const part = bytes.subarray(at, (at += length));
    if (part.length !== length) throw damaged(`the weights "${spec.name}" are cut off`);
    return { spec: specOf(spec), data: numbersOf(spec, Uint8Array.from(part).buffer) };
  });
  if (at !== bytes.length) throw damaged(`its weights are ${bytes.length} bytes, not ${at}`);
  return found;
}

const widths: Readonly<Record<string, number | undefined>> = {
  ...{ float32: 4, int32: 4, float16: 2, uint16: 2, uint8: 1 },
};

function specOf({ name, shape, dtype }: Weight): WeightSpec {
  if (dtype === 'float32' || dtype === 'int32') return { name, shape, dtype };
  throw damaged(`the weights "${name}" are of type ${dtype}, which is not read`);
}

function numbersOf({ dtype, quantization }: Weight, bytes: ArrayBuffer): ReadWeight['data'] {
  const stored = storedNumbers(quantization?.dtype ?? dtype, bytes);
  if (!quantization || quantization.dtype === 'float16') return stored;
  const { scale = 1, min = 0 } = quantization;
  const real = (value: number) => value * scale + min;
  return dtype === 'int32'
    ? Int32Array.from(stored, v => Math.round(real(v)))
    : Float32Array.from(stored, real);
}

function storedNumbers(dtype: string, bytes: ArrayBuffer): ReadWeight['data'] {
  if (dtype === 'float32') return new Float32Array(bytes);
  if (dtype === 'int32') return new Int32Array(bytes);
  if (dtype === 'float16') return Float32Array.from(new Uint16Array(bytes), halfToFloat);
  return Float32Array.from(dtype === 'uint16' ? new Uint16Array(bytes) : new Uint8Array(bytes));
}
