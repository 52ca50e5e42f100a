import { availableParallelism, cpus } from 'node:os';
import type { EngineAnswer } from '../../src-shared/contract/compute.ts';
import { cpuFeatures } from './cpu.ts';
import { type Engine, loadEngine } from './engine.ts';
import { packageVersion } from './packages.ts';

/**
 * Collects the facts. It opens the engine that `auto` would use, since nothing less tells whether it loads.
 *
 * @param open how; in this thread when left out
 * @throws PortraitError `engine-unavailable` when not even WASM starts
 */
export async function reportEngine(
  open: () => Promise<Engine> = () => loadEngine('auto'),
): Promise<EngineAnswer> {
  const engine = await open();
  return {
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    tensorflow: versions(),
    engine: engine.name,
    threads: engine.threads,
    ...(engine.whyNot !== undefined && { whyNotNative: engine.whyNot }),
    cpu: describeCpu(),
  };
}

function versions(): EngineAnswer['tensorflow'] {
  const packages = { core: 'tfjs-core', wasm: 'tfjs-backend-wasm', native: 'tfjs-node' };
  const found = Object.entries(packages).map(([key, name]) => [key, packageVersion(`@tensorflow/${name}`)]);
  return Object.fromEntries(
    found.filter(([, version]) => version !== undefined),
  ) as EngineAnswer['tensorflow'];
}

function describeCpu(): EngineAnswer['cpu'] {
  const features = cpuFeatures();
  const model = cpus()[0]?.model.trim() ?? 'unknown';
  return { model, cores: availableParallelism(), ...(features && { features }) };
}
