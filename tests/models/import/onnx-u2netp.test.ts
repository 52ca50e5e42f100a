import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { catalogueEntry } from '../../../src-main/models/catalogue.ts';
import type { GraphModel } from '../../../src-main/models/import/graph-model.ts';
import { importOnnx } from '../../../src-main/models/import/onnx.ts';
import { u2netpFile } from '../u2netp-file.ts';
import { maxDifference, runGraph, type Nchw } from './run-graph.ts';
import { trustedRun } from './trusted-run.ts';

const { size, normalisation } = catalogueEntry('u2netp').input;
if (normalisation.kind === 'range') throw new Error('U²-Netp is standardised.');
const { mean, std } = normalisation;

/** A sample photo as the catalogue says that the network wants it. */
async function sample(file: string): Promise<Nchw> {
  const path = fileURLToPath(new URL(`../../../assets/samples/${file}`, import.meta.url));
  const upright = sharp(path).removeAlpha().resize(size, size, { fit: 'fill' });
  const pixels = await upright.raw().toBuffer();
  const largest = pixels.reduce((a, b) => Math.max(a, b));
  const plane = size * size;
  const data = new Float32Array(3 * plane);
  for (let i = 0; i < pixels.length; i++) {
    const channel = i % 3;
    const value = (pixels[i] / largest - mean[channel]) / std[channel];
    data[channel * plane + (i - channel) / 3] = value;
  }
  return { dims: [1, 3, size, size], data };
}

describe('U²-Netp, converted', () => {
  let file: Uint8Array;
  let graph: GraphModel;
  beforeAll(async () => {
    file = await u2netpFile();
    graph = importOnnx(file, { inputSize: size });
  });

  it.each(['astronaut.png', 'chelsea.png'])('answers as ONNX Runtime does on %s', async photo => {
    const input = await sample(photo);
    const [ours, trusted] = [await runGraph(graph, input), await trustedRun(file, input)];
    const difference = maxDifference(ours, trusted);
    console.log(`u2netp on ${photo}: max abs difference ${difference.toExponential(2)}`);
    expect(ours.dims).toEqual([1, 1, size, size]);
    // A photo with a subject: a graph that answers nothing would agree with nothing.
    expect(ours.data.reduce((a, b) => Math.max(a, b))).toBeGreaterThan(0.9);
    expect(ours.data.reduce((a, b) => Math.min(a, b))).toBeLessThan(0.1);
    expect(difference).toBeLessThan(1e-3);
  });

  it('folds all shape arithmetic and every Relu away', () => {
    const operators = new Set(graph.modelJson.modelTopology.node.map(({ op }) => op));
    const expected = ['Placeholder', 'Const', '_FusedConv2D', 'MaxPool', 'ConcatV2', 'ResizeBilinear'];
    expect(operators).toEqual(new Set([...expected, 'AddV2', 'Sigmoid']));
    const computing = graph.modelJson.modelTopology.node.filter(({ op }) => op !== 'Const');
    expect(computing).toHaveLength(254);
  });

  it('keeps the output that is asked for, and only what it needs', () => {
    const side = importOnnx(file, { inputSize: size, outputs: [6] });
    expect(Object.keys(side.modelJson.signature.outputs)).toHaveLength(1);
    expect(side.modelJson.modelTopology.node.length).toBeLessThan(graph.modelJson.modelTopology.node.length);
    expect(side.weights.length).toBeLessThan(graph.weights.length);
  });

  it('names the same file the same way each time', () => {
    const again = importOnnx(file, { inputSize: size });
    expect(again.modelJson).toEqual(graph.modelJson);
    expect(Buffer.from(again.weights).equals(graph.weights)).toBe(true);
  });
});
