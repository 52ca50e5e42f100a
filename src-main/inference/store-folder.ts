import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { PortraitError } from '../../src-shared/contract/errors.ts';
import { byteLength, damaged, type StoredNetwork } from './stored-network.ts';

const attr = z.record(z.string(), z.unknown());
const node = z.looseObject({
  name: z.string(),
  op: z.string(),
  input: z.array(z.string()).optional(),
  attr: z.record(z.string(), attr).optional(),
});
const port = z.looseObject({ name: z.string() });
const weight = z.looseObject({
  name: z.string(),
  shape: z.array(z.int().nonnegative()),
  dtype: z.enum(['float32', 'int32']),
});
const ports = z.record(z.string(), port).refine(value => Object.keys(value).length > 0);
const modelJson = z.looseObject({
  format: z.literal('graph-model'),
  signature: z.looseObject({ inputs: ports, outputs: ports }),
  modelTopology: z.looseObject({ node: z.array(node).min(1) }),
  weightsManifest: z.tuple([z.looseObject({ weights: z.array(weight) })]),
});

export type GraphModelJson = z.infer<typeof modelJson>;
export type GraphNode = z.infer<typeof node>;
export type WeightSpec = z.infer<typeof weight>;

/**
 * Reads `model.json` and `weights.bin`, and checks that they belong together.
 *
 * @throws PortraitError `model-missing` without model.json; `model-damaged` when it does not parse, or the
 *   weights are not as many bytes as it says
 */
export async function readStoreFolder(folder: string): Promise<StoredNetwork> {
  const json = parse(folder, await read(folder, 'model.json', 'model-missing'));
  const weights = await read(folder, 'weights.bin', 'model-damaged');
  const expected = json.weightsManifest[0].weights.reduce((sum, spec) => sum + byteLength(spec), 0);
  if (weights.byteLength !== expected) {
    throw damaged(folder, `weights.bin has ${weights.byteLength} bytes where model.json says ${expected}`);
  }
  return { folder, json, weights };
}

async function read(
  folder: string,
  file: string,
  ifAbsent: 'model-missing' | 'model-damaged',
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const bytes = await readFile(join(folder, file));
    return bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength
      ? bytes
      : new Uint8Array(bytes);
  } catch (error) {
    if (ifAbsent === 'model-damaged') throw damaged(folder, `${file} cannot be read`, error);
    throw new PortraitError(
      'model-missing',
      `There is no network in ${folder}: fetch it with "portrait models pull".`,
      { cause: error },
    );
  }
}

function parse(folder: string, bytes: Uint8Array): GraphModelJson {
  try {
    return modelJson.parse(JSON.parse(Buffer.from(bytes).toString()));
  } catch (error) {
    throw damaged(folder, 'model.json is not a graph model', error);
  }
}
