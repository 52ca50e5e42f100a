import type { EngineChoice } from '../../../src-shared/contract/compute.ts';
import type { Engine, Network } from '../../inference/engine.ts';
import { findModel } from '../../models/index.ts';
import { endEngines, engineBeside, engineFor } from '../engines.ts';
import { once } from '../once.ts';

/** The network that ships: any subject. */
export const DEFAULT_MODEL = 'u2netp';

/** They run beside the network that ships, which alone takes longer than both. */
const besides: ReadonlySet<string> = new Set(['deeplab', 'selfie']);

export interface ReadyNetwork {
  readonly engine: Engine;
  readonly network: Network;
  readonly model: string;
}

/** Networks stay loaded until they are ended, one of each kind. */
const networks = new Map<string, Promise<ReadyNetwork>>();

/**
 * The network on the engine that was asked for; loaded when first asked for.
 * @param isBeside whether it runs beside the network that ships
 */
export const networkFor = (
  choice: EngineChoice,
  model = DEFAULT_MODEL,
  isBeside = besides.has(model),
): Promise<ReadyNetwork> =>
  once(networks, `${choice} ${model} ${isBeside}`, async () => {
    const { folder } = await findModel(model);
    const engine = await (isBeside ? engineBeside(choice) : engineFor(choice));
    return { engine, network: await engine.loadNetwork(folder), model };
  });

/** Ends networks and engines. What they saw stays known, but photos that they looked at cannot be looked at again. */
export async function endNetworks(): Promise<void> {
  networks.clear();
  await endEngines();
}
