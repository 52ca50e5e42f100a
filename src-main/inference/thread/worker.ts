/** An inference thread's entry: TensorFlow.js lives here, and what it does holds nobody else up. */
import { parentPort } from 'node:worker_threads';
import { missingCase, PortraitError, toFailure } from '../../../src-shared/contract/errors.ts';
import { loadEngine, type Network } from '../engine.ts';
import type { Ask, FromThread, Replies, ToThread } from './messages.ts';

const networks: Network[] = [];

parentPort?.on('message', ({ id, ask }: ToThread) => {
  reply(ask).then(
    answer => post({ id, reply: answer }),
    (error: unknown) => post({ id, failure: toFailure(error) }),
  );
});

const post = (message: FromThread) => parentPort?.postMessage(message);

async function reply(ask: Ask): Promise<Replies[Ask['kind']]> {
  switch (ask.kind) {
    case 'engine': {
      const { name, version, threads, whyNot } = await loadEngine(ask.preference);
      return { name, version, threads, ...(whyNot !== undefined && { whyNot }) };
    }
    case 'load': {
      const network = await (await loadEngine(ask.preference)).loadNetwork(ask.folder);
      return { network: networks.push(network) - 1, executor: network.executor };
    }
    case 'run':
      return networkAt(ask.network).run(ask.input, ask.shape);
    case 'dispose':
      networkAt(ask.network).dispose();
      return null;
    default:
      return missingCase(ask);
  }
}

function networkAt(number: number): Network {
  const network = networks.at(number);
  if (network) return network;
  throw new PortraitError('internal', `Expected a loaded network but received number ${number}.`);
}
