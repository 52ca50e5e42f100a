/** The compute process's entry: serves jobs over the channel of its parent, and ends with it, even in a job that is stuck. */
import process from 'node:process';
import type { FromCompute, ToCompute } from '../../src-shared/contract/compute.ts';
import { giveWay } from './give-way.ts';
import { giveHeadStart, startFor } from './head-start.ts';
import { watchParent } from './watch-parent.ts';

const send = (message: FromCompute) => process.send?.(message);
const words = process.argv.slice(2);
// Before there are more threads.
if (words.includes('give-way')) giveWay();
const serving = import('./serve.ts').then(({ serve }) => serve(send));

for (const word of words) startFor(word, serving);
process.on('message', (message: ToCompute) => {
  giveHeadStart(message, serving);
  void serving.then(receive => receive(message));
});
process.on('disconnect', () => process.exit(0));
// Ctrl-C reaches the whole group: the parent decides what is cancelled.
process.on('SIGINT', () => undefined);
await serving;
watchParent();
send({ ready: true });
