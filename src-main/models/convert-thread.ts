/** The entry of the thread that reads a stranger's file: converts one network, answers, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { toFailure } from '../../src-shared/contract/errors.ts';
import type { ConvertAnswer, ConvertTask } from './convert-apart.ts';
import { convertFile } from './convert-file.ts';

const { path, bytes, size } = workerData as ConvertTask;

function answer(message: ConvertAnswer) {
  const weights = 'converted' in message ? [message.converted.graph.weights.buffer] : [];
  parentPort?.postMessage(message, weights);
}

try {
  answer({ converted: await convertFile(path, bytes, size) });
} catch (error) {
  answer({ failure: toFailure(error) });
}
