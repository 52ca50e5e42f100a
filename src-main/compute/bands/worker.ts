/** A worker thread's entry: runs passes over bands, one at a time. */
import { parentPort } from 'node:worker_threads';
import { letGo } from './collect.ts';
import { type BandDone, type BandTask, runPass } from './passes.ts';

parentPort?.on('message', ({ ticket, pass, band }: BandTask) => {
  const done = (answer: BandDone) => parentPort?.postMessage(answer);
  // Thrown on, it would end the thread, and with it the bands of other passes that wait there.
  try {
    runPass(pass, band);
  } catch (error) {
    return done({ ticket, error });
  }
  done({ ticket });
  letGo();
});
