/** The compute process's entry: serves jobs over the channel of its parent, and ends with it. */
import process from 'node:process';
import type { FromCompute, ToCompute } from '../../src-shared/contract/compute.ts';
import { serve } from './serve.ts';

const send = (message: FromCompute) => process.send?.(message);
const receive = serve(send);

process.on('message', message => receive(message as ToCompute));
process.on('disconnect', () => process.exit(0));
// Ctrl-C reaches the whole group: the parent decides what is cancelled.
process.on('SIGINT', () => undefined);
send({ ready: true });
