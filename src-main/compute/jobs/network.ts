import type { EngineChoice } from '../../../src-shared/contract/compute.ts';
import type { Engine, Network } from '../../inference/engine.ts';
import { loadEngineInThread } from '../../inference/thread/engine-in-thread.ts';
import { findModel } from '../../models/index.ts';
import { once } from '../once.ts';

/** The network that ships: any subject. */
export const DEFAULT_MODEL = 'u2netp';

export interface ReadyNetwork {
  readonly engine: Engine;
  readonly network: Network;
  readonly model: string;
}

/** Engines and networks stay loaded for the life of the process, one of each kind. */
const engines = new Map<EngineChoice, Promise<Engine>>();
const networks = new Map<string, Promise<ReadyNetwork>>();

export const engineFor = (choice: EngineChoice): Promise<Engine> =>
  once(engines, choice, () => loadEngineInThread(choice));

/** The network on the engine that was asked for; loaded when first asked for. */
export const networkFor = (choice: EngineChoice, model = DEFAULT_MODEL): Promise<ReadyNetwork> =>
  once(networks, `${choice} ${model}`, async () => {
    const { folder } = await findModel(model);
    const engine = await engineFor(choice);
    return { engine, network: await engine.loadNetwork(folder), model };
  });
