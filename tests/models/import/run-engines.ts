import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEngine, type Engine } from '../../../src-main/inference/engine.ts';
import type { GraphModel } from '../../../src-main/models/import/graph-model.ts';
import type { Nhwc } from './naive.ts';

/** The engines that there are: WASM always, the native one where it loads (or must, see native-here.ts). */
export async function enginesHere(): Promise<Engine[]> {
  const wasm = await loadEngine('wasm');
  try {
    return [await loadEngine('native'), wasm];
  } catch (error) {
    if (process.env['PORTRAIT_REQUIRE_NATIVE'] === '1') throw error;
    return [wasm];
  }
}

/** Writes a converted graph as a store has it; the caller removes the folder. */
export function writeGraph({ modelJson, weights }: GraphModel): string {
  const folder = mkdtempSync(join(tmpdir(), 'portrait-graph-'));
  writeFileSync(join(folder, 'model.json'), JSON.stringify(modelJson));
  writeFileSync(join(folder, 'weights.bin'), weights);
  return folder;
}

/** What an engine makes of a converted graph: its first output. Natively it must be one session. */
export async function runOn(engine: Engine, graph: GraphModel, input: Nhwc): Promise<Nhwc> {
  const folder = writeGraph(graph);
  try {
    const network = await engine.loadNetwork(folder);
    const [{ shape, data }] = await network.run(Float32Array.from(input.data), input.dims);
    const wanted = engine.name === 'native' ? 'session' : 'kernels';
    if (network.executor !== wanted) throw new Error(`The ${engine.name} engine ran ${network.executor}.`);
    network.dispose();
    return { dims: shape, data };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The largest difference; infinite when sizes differ or a number is not one. */
export function worstDifference(a: Nhwc, b: Nhwc): number {
  if (a.dims.join() !== b.dims.join() || a.data.length !== b.data.length) return Infinity;
  return Array.from(a.data).reduce((worst, value, i) => {
    const difference = Math.abs(value - b.data[i]);
    return Number.isNaN(difference) ? Infinity : Math.max(worst, difference);
  }, 0);
}
