import type { EngineChoice } from '../../../src-shared/contract/compute.ts';
import { PortraitError } from '../../../src-shared/contract/errors.ts';
import { openDeeplab } from '../../inference/deeplab.ts';
import type { Engine, Network } from '../../inference/engine.ts';
import type { Segmenter } from '../../inference/segmenter.ts';
import { openImported } from '../../inference/imported.ts';
import { openSelfie } from '../../inference/selfie.ts';
import { openU2netp } from '../../inference/u2netp.ts';
import { namingModel, runningFacts } from '../../models/index.ts';
import { networkFor, type ReadyNetwork } from '../jobs/network.ts';

/** The networks that look at a photo together. The first is always there; the others where they are installed. */
export interface Networks {
  readonly engine: Engine;
  /** Whatever stands out: one channel. */
  readonly outline: Segmenter;
  /** Twenty classes. */
  readonly named?: Segmenter;
  /** Its name in the store. */
  readonly naming?: string;
  /** People near the camera: one channel. */
  readonly people?: Segmenter;
  /** Names in the store. */
  readonly models: readonly string[];
}

/** @throws PortraitError model-missing or model-damaged for the first network */
export async function networksFor(choice: EngineChoice): Promise<Networks> {
  const [outline, named, people] = await Promise.all([
    networkFor(choice, 'u2netp'),
    namingNetwork(choice),
    installed(choice, 'selfie'),
  ]);
  const all = [outline, named, people].filter(ready => ready !== undefined);
  return {
    engine: outline.engine,
    outline: opened(outline, openU2netp),
    ...(named && { named: opened(named, named.open), naming: named.model }),
    ...(people && { people: opened(people, openSelfie) }),
    models: all.map(({ model }) => model),
  };
}

const isUnusable = (code: string) => code === 'model-missing' || code === 'model-damaged';

/** What a network that is not here, or not whole, could add is done without; who asks for its classes hears of it. */
const installed = (choice: EngineChoice, model: string): Promise<ReadyNetwork | undefined> =>
  networkFor(choice, model, true).catch((error: unknown) => {
    if (error instanceof PortraitError && isUnusable(error.code)) return undefined;
    throw error;
  });

/** DeepLab, or an imported network that knows the same classes. */
async function namingNetwork(choice: EngineChoice) {
  const model = await namingModel();
  const ready = model && (await installed(choice, model.name));
  if (!ready) return undefined;
  const facts = runningFacts(model.entry);
  const open = (network: Network) =>
    model.name === 'deeplab' ? openDeeplab(network) : openImported(network, facts);
  return { ...ready, open };
}

const segmenters = new WeakMap<Network, Segmenter>();

function opened({ network }: ReadyNetwork, open: (network: Network) => Segmenter): Segmenter {
  const known = segmenters.get(network) ?? open(network);
  segmenters.set(network, known);
  return known;
}
