import { basename, dirname, join } from 'node:path';
import { PortraitError } from '../../src-shared/contract/errors.ts';
import { readNamed } from '../files/read-named.ts';
import type { CatalogueEntry } from './catalogue.ts';
import { pascalLabels } from '../inference/pascal-labels.ts';
import type { GraphModel, GraphModelJson } from './import/graph-model.ts';

/** Files of networks are no larger; what is would only fill the memory. */
export const MOST_NETWORK_BYTES = 2 ** 30;

/** A network, converted, with what its graph says of itself. */
export interface Converted {
  readonly graph: GraphModel;
  readonly facts: GraphFacts;
}

export interface GraphFacts {
  readonly rows: number;
  readonly columns: number;
  readonly classes: number;
  readonly answers: 'probabilities' | 'scores';
  readonly grid: 'corners' | 'centres';
  /** What it is given for levels 0 and 255, as far as the format has a habit. */
  readonly range: readonly [number, number];
  /** What its classes are, where the file tells. */
  readonly labels?: readonly string[];
}

type Format = CatalogueEntry['format'];

/** @throws PortraitError 'usage' for a file of another kind */
export function formatOf(path: string): Format {
  const name = path.toLowerCase();
  if (name.endsWith('.tflite')) return 'tflite';
  if (name.endsWith('.onnx')) return 'onnx';
  if (/\.(pb|tar\.gz|tgz)$/.test(name)) return 'frozen-graph';
  if (name.endsWith('.json')) return 'tfjs';
  const kinds = '.tflite, .onnx, .pb, .tar.gz or a model.json';
  throw new PortraitError('usage', `Expected a network as ${kinds} but received ${path}.`);
}

/** @param size rows and columns, where the file leaves them open */
export async function convertFile(
  path: string,
  bytes: Uint8Array,
  size: number | undefined,
): Promise<Converted> {
  switch (formatOf(path)) {
    case 'tflite': {
      const { importTflite } = await import('./import/tflite/tflite.ts');
      const graph = importTflite(bytes);
      return converted(graph, graph.inputRange ?? [0, 1]);
    }
    case 'onnx': {
      const { importOnnx } = await import('./import/onnx.ts');
      return converted(importOnnx(bytes, size === undefined ? {} : { inputSize: size }), [0, 1]);
    }
    case 'frozen-graph': {
      const { importFrozenGraph } = await import('./import/frozen/frozen-graph.ts');
      const { frozenGraphIn } = await import('./import/frozen/archive.ts');
      const pb = path.toLowerCase().endsWith('.pb') ? bytes : await frozenGraphIn(bytes);
      const graph = importFrozenGraph(pb, { inputSize: size ?? deeplabSide });
      return withPascalLabels(converted(graph, [-1, 1]), graph.fromDeeplab || isNotebooks(path));
    }
    case 'tfjs': {
      const { importTfjs } = await import('./import/tfjs/tfjs.ts');
      const read = (file: string) => readNamed(join(dirname(path), file), MOST_NETWORK_BYTES);
      return converted(await importTfjs(bytes, read), [0, 1]);
    }
  }
}

/** The archive that the notebook fetches, or one of its family. */
const isNotebooks = (path: string): boolean => /^deeplabv3_.*pascal/i.test(basename(path));

function withPascalLabels({ graph, facts }: Converted, isDeeplab: boolean): Converted {
  const fits = isDeeplab && facts.classes === pascalLabels.length;
  return { graph, facts: fits ? { ...facts, labels: pascalLabels } : facts };
}

/** A frozen graph of DeepLab takes any picture; this is what it was trained to see. */
const deeplabSide = 513;

function converted(
  graph: GraphModel & { readonly grid?: GraphFacts['grid'] },
  range: readonly [number, number],
): Converted {
  const { inputs, outputs } = graph.modelJson.signature;
  const [, rows, columns, channels] = sizesOf(Object.values(inputs)[0]);
  const [output] = Object.values(outputs);
  const [batch, height, width, classes, ...more] = sizesOf(output);
  if (channels !== 3) throw refused(`takes ${channels} channels, and not red, green and blue`);
  if (batch !== 1 || !height || !width || !classes || more.length > 0) {
    throw refused(`answers [${sizesOf(output).join(', ')}], which is no picture`);
  }
  const answers = isProbability(graph.modelJson, output.name) ? 'probabilities' : 'scores';
  const { grid = 'centres' } = graph;
  return { graph, facts: { rows, columns, classes, answers, grid, range } };
}

const refused = (what: string) =>
  new PortraitError('model-operator-unknown', `The network ${what}: it cannot be used here.`);

type Port = GraphModelJson['signature']['inputs'][string];

const sizesOf = ({ tensorShape }: Port): number[] => tensorShape.dim.map(({ size }) => Number(size));

/** Where the last operator makes them. */
function isProbability({ modelTopology }: GraphModelJson, output: string): boolean {
  const last = modelTopology.node.find(({ name }) => name === output.replace(/:0$/, ''));
  return last?.op === 'Sigmoid' || last?.op === 'Softmax';
}
