/** The compute process's entry under Electron: serves jobs over the port of its parent, and ends with it. */
import type { FromCompute, ToCompute } from '../../src-shared/contract/compute.ts';
import { giveWay } from '../compute/give-way.ts';
import { giveHeadStart } from '../compute/head-start.ts';
import { serve } from '../compute/serve.ts';
import { watchParent } from '../compute/watch-parent.ts';

giveWay();
const { parentPort } = process;
const send = (message: FromCompute) => parentPort.postMessage(message);
const receive = serve(send);

parentPort.on('message', ({ data }) => {
  giveHeadStart(data as ToCompute, Promise.resolve());
  receive(data as ToCompute);
});
watchParent();
send({ ready: true });
