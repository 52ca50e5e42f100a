import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { importFrozenGraph } from '../../../src-main/models/import/frozen/frozen-graph.ts';
import { temporaryFolder } from '../../making/folder.ts';
import { enginesHere, runOn, worstDifference } from './run-engines.ts';

const python = process.env['PYTHON'] ?? 'python3';
const here = spawnSync(python, ['-c', 'import tensorflow']).status === 0;
const skipped = here ? '' : ' (skipped: PYTHON=… names a Python that has TensorFlow)';

const [SIDE, GRID, CLASSES] = [33, 17, 21];

describe(`a frozen graph that TensorFlow wrote${skipped}`, () => {
  const folder = temporaryFolder();
  const floatsIn = (name: string) =>
    new Float32Array(Uint8Array.from(readFileSync(join(folder, name))).buffer);

  beforeAll(() => {
    if (!here) return;
    const made = spawnSync(python, [join(import.meta.dirname, 'frozen_deeplab.py'), folder], {
      encoding: 'utf8',
    });
    if (made.status !== 0) throw new Error(made.stderr);
  });

  it.skipIf(!here)('answers the scores that TensorFlow answers, on every engine', async () => {
    const file = readFileSync(join(folder, 'frozen_inference_graph.pb'));
    const graph = importFrozenGraph(file, { inputSize: SIDE });
    expect(graph).toMatchObject({ fromDeeplab: true, grid: 'corners' });
    const input = { dims: [1, SIDE, SIDE, 3], data: floatsIn('input.bin') };
    const wanted = { dims: [1, GRID, GRID, CLASSES], data: floatsIn('scores.bin') };
    for (const engine of await enginesHere()) {
      const apart = worstDifference(await runOn(engine, graph, input), wanted);
      console.log(`${engine.name}: at most ${apart.toExponential(1)} apart`);
      expect(apart).toBeLessThan(1e-4);
    }
  });

  it.skipIf(!here)('has nothing of what it did to its picture, and no batch norm left', () => {
    const graph = importFrozenGraph(readFileSync(join(folder, 'frozen_inference_graph.pb')), {
      inputSize: SIDE,
    });
    const operators = new Set(graph.modelJson.modelTopology.node.map(({ op }) => op));
    for (const gone of ['FusedBatchNormV3', 'SpaceToBatchND', 'BatchToSpaceND', 'Cast', 'ArgMax'])
      expect(operators).not.toContain(gone);
  });
});
