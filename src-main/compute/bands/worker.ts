/** A worker thread's entry: runs passes over bands, one at a time. */
import { parentPort } from 'node:worker_threads';
import { type BandTask, runPass } from './passes.ts';

parentPort?.on('message', ({ ticket, pass, band }: BandTask) => {
  runPass(pass, band);
  parentPort?.postMessage(ticket);
});
