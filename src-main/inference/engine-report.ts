import { availableParallelism, cpus } from 'node:os';
import { cpuFeatures } from './cpu.ts';
import { loadEngine, type EngineName } from './engine.ts';
import { packageVersion } from './tfjs.ts';

/** What `portrait doctor` says of the machine and of the engines. */
export interface EngineReport {
  readonly node: string;
  readonly platform: string;
  /** Installed versions; an absent package is undefined. `native` may be installed and still not load. */
  readonly tensorflow: { readonly core?: string; readonly wasm?: string; readonly native?: string };
  /** What `--engine auto` uses. */
  readonly engine: EngineName;
  readonly threads: number;
  /** Why not the native one; absent when it is in use. */
  readonly whyNotNative?: string;
  readonly cpu: {
    readonly model: string;
    readonly cores: number;
    /** Undefined where the system does not say. */
    readonly features?: readonly string[];
  };
}

/**
 * Collects the facts. It opens the engine that `auto` would use, since nothing less tells whether it loads.
 *
 * @throws PortraitError `engine-unavailable` when not even WASM starts
 */
export async function reportEngine(): Promise<EngineReport> {
  const engine = await loadEngine('auto');
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

function versions(): EngineReport['tensorflow'] {
  const packages = { core: 'tfjs-core', wasm: 'tfjs-backend-wasm', native: 'tfjs-node' };
  const found = Object.entries(packages).map(([key, name]) => [key, packageVersion(`@tensorflow/${name}`)]);
  return Object.fromEntries(
    found.filter(([, version]) => version !== undefined),
  ) as EngineReport['tensorflow'];
}

function describeCpu(): EngineReport['cpu'] {
  const features = cpuFeatures();
  const model = cpus()[0]?.model.trim() ?? 'unknown';
  return { model, cores: availableParallelism(), ...(features && { features }) };
}
