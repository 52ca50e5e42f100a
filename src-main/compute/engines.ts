import type { EngineChoice } from '../../src-shared/contract/compute.ts';
import type { Engine } from '../inference/engine.ts';
import { nativeIsLikely } from '../inference/likely.ts';
import { endEnginesInThreads, loadEngineInThread } from '../inference/thread/engine-in-thread.ts';
import { once } from './once.ts';

/** Engines stay loaded until they are ended, one of each kind. */
const engines = new Map<EngineChoice, Promise<Engine>>();
const besides = new Map<EngineChoice, Promise<Engine>>();

export const engineFor = (choice: EngineChoice): Promise<Engine> =>
  once(engines, choice, () => loadEngineInThread(choice));

/**
 * The same engine in the second thread, for networks that run meanwhile. TensorFlow leaves a core half idle while it runs
 * one network. WASM does not, and a second one of it would take memory for nothing: it is the first thread's then.
 */
export const engineBeside = (choice: EngineChoice): Promise<Engine> =>
  once(besides, choice, async () => {
    if (!nativeIsLikely(choice)) return engineFor(choice);
    return loadEngineInThread('native', 'second').catch(() => engineFor(choice));
  });

/** Starts to load what a request for a subject will need; what goes wrong is told when it is needed. */
export function startEngines(choice: EngineChoice): void {
  for (const start of [engineFor, engineBeside]) start(choice).catch(() => undefined);
}

/** Ends the engines. */
export async function endEngines(): Promise<void> {
  for (const known of [engines, besides]) known.clear();
  await endEnginesInThreads();
}
