/** An inference thread's entry: TensorFlow.js lives here, and what it does holds nobody else up. */
import { getPriority, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { missingCase, PortraitError, toFailure } from '../../../src-shared/contract/errors.ts';
import { giveBack } from '../../memory/give-back.ts';
import { type Network, openEngine } from '../engine.ts';
import type { Ask, FromThread, Replies, ToThread } from './messages.ts';

const networks: Network[] = [];

/** Enough that the rest of the process has three quarters of a processor that both want. */
const BEHIND = 5;
standBehind();

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
      const { name, version, threads, whyNot } = await openEngine(ask.preference);
      return { name, version, threads, ...(whyNot !== undefined && { whyNot }) };
    }
    case 'open': {
      const network = await (await openEngine(ask.preference)).openNetwork(ask.stored);
      return { network: networks.push(network) - 1, executor: network.executor };
    }
    case 'run': {
      const answers = await networkAt(ask.network).run(ask.input, ask.shape);
      giveBack(ask.input);
      return answers;
    }
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

/**
 * In a program that lets others go first, decoding a photo and following the brush go before networks: on Linux a thread
 * has a priority of its own, and those that TensorFlow starts here have the same.
 */
function standBehind() {
  const priority = process.platform === 'linux' ? getPriority() : 0;
  if (priority > 0) setPriority(Math.min(priority + BEHIND, 19));
}
