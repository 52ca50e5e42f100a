import type { Engine, EnginePreference, Network } from '../engine.ts';
import { readStoreFolder } from '../store-folder.ts';
import { InferenceThread, type ThreadName } from './inference-thread.ts';

/**
 * Opens an engine in a thread of its own: TensorFlow.js loads, and runs a network, in one piece that takes most of a
 * second, and meanwhile this thread goes on to decode photos and to follow the brush.
 *
 * @param preference as `loadEngine` takes it, and with the same errors
 * @param name engines in both threads are the same, but networks belong to the one that loaded them
 */
export async function loadEngineInThread(
  preference: EnginePreference,
  name: ThreadName = 'first',
): Promise<Engine> {
  const thread = InferenceThread.running(name);
  const facts = await thread.ask({ kind: 'engine', preference });
  return { ...facts, loadNetwork: folder => loadNetwork(thread, preference, folder) };
}

async function loadNetwork(
  thread: InferenceThread,
  preference: EnginePreference,
  folder: string,
): Promise<Network> {
  const stored = await readStoreFolder(folder);
  const { network, executor } = await thread.ask({ kind: 'open', preference, stored }, [
    stored.weights.buffer,
  ]);
  return {
    executor,
    run: (input, shape) => thread.ask({ kind: 'run', network, input, shape: [...shape] }),
    dispose: () => void thread.ask({ kind: 'dispose', network }).catch(() => undefined),
  };
}

/** Ends what was opened in threads; it answers no more. */
export const endEnginesInThreads = (): Promise<void> => InferenceThread.endAll();
