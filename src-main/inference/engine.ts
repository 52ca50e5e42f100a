import { PortraitError } from '../../src-shared/contract/errors.ts';
import { openNativeEngine } from './native-engine.ts';
import type { StoredNetwork } from './stored-network.ts';

export type EngineName = 'native' | 'wasm';
export type EnginePreference = EngineName | 'auto';

/** One answer of a network. `data.length` is the product of `shape`; row-major, channels last. */
export interface Answer {
  readonly shape: number[];
  readonly data: Float32Array;
}

/** A network in memory. It holds its weights until `dispose`. */
export interface Network {
  /**
   * `session`: the whole graph in one native call. `kernels`: operator by operator. Figures and tests tell
   * them apart; answers do not.
   */
  readonly executor: 'session' | 'kernels';
  /**
   * @param input row-major, channels last
   * @param shape as the network's own input, for U²-Netp [1, 320, 320, 3]
   * @returns every output of the graph, in its signature's order
   * @throws PortraitError `internal` when input and shape disagree, or after `dispose`
   */
  run(input: Float32Array, shape: readonly number[]): Promise<Answer[]>;
  /** Gives the weights' memory back. A second call does nothing. */
  dispose(): void;
}

/** What is known of an engine. */
export interface EngineFacts {
  readonly name: EngineName;
  /** Of TensorFlow.js: tfjs-node's, or the WASM backend's. */
  readonly version: string;
  /** Threads that one inference may use. */
  readonly threads: number;
  /** Why the native engine is not used; absent when it is. One clause, with what to do. */
  readonly whyNot?: string;
}

export interface Engine extends EngineFacts {
  /**
   * @param folder with model.json and weights.bin
   * @throws PortraitError `model-missing`, `model-damaged`
   */
  loadNetwork(folder: string): Promise<Network>;
}

/** An engine that is given what was read elsewhere. */
export interface OpenEngine extends EngineFacts {
  /** @param stored its weights may be gone afterwards @throws PortraitError `model-damaged` */
  readonly openNetwork: (stored: StoredNetwork) => Network | Promise<Network>;
}

/**
 * Opens an engine, and reads networks for it.
 *
 * @param preference as `openEngine` takes it, and with the same errors
 */
export async function loadEngine(preference: EnginePreference): Promise<Engine> {
  const { openNetwork, ...facts } = await openEngine(preference);
  // The schema of what is read comes with 8 MB of its library, and threads do without.
  const { readStoreFolder } = await import('./store-folder.ts');
  return { ...facts, loadNetwork: async folder => openNetwork(await readStoreFolder(folder)) };
}

const opened = new Map<EngineName, Promise<OpenEngine>>();

/**
 * Opens an engine; the same one each time, since TensorFlow.js lives once a thread.
 *
 * @param preference `auto` is what PORTRAIT_ENGINE says, else native where its addon loads, WASM elsewhere
 * @throws PortraitError `engine-unavailable`, with the reason and what to run
 */
export async function openEngine(preference: EnginePreference): Promise<OpenEngine> {
  if (preference === 'wasm' || (preference === 'auto' && process.env['PORTRAIT_ENGINE'] === 'wasm'))
    return { ...(await open('wasm')), whyNot: 'WASM was asked for' };
  try {
    return await open('native');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (preference === 'auto') return { ...(await open('wasm')), whyNot: reason };
    const message = `The native engine does not load: ${reason}, or use --engine wasm.`;
    throw new PortraitError('engine-unavailable', message, { cause: error });
  }
}

function open(name: EngineName): Promise<OpenEngine> {
  const engine = opened.get(name) ?? openAnew(name);
  opened.set(name, engine);
  return engine;
}

async function openAnew(name: EngineName): Promise<OpenEngine> {
  if (name === 'native') return openNativeEngine();
  // All of TensorFlow.js comes with it.
  const { openWasmEngine } = await import('./wasm-engine.ts');
  return openWasmEngine();
}
