/** A worker thread's entry: runs bands of passes, one at a time, for as long as there are any that no other thread took. */
import { parentPort } from 'node:worker_threads';
import { letGo } from './collect.ts';
import { type PassNews, type PassTask, runPass } from './passes.ts';

const tell = (news: PassNews) => parentPort?.postMessage(news);

parentPort?.on('message', (task: PassTask) => {
  const { ticket, bands, taken } = task;
  for (let band = Atomics.add(taken, 0, 1); band < bands.length; band = Atomics.add(taken, 0, 1))
    tell({ ticket, band, ...tried(task, band) });
  tell({ ticket, over: true });
  letGo();
});

/** Thrown on, it would end the thread, and with it the bands of other passes that wait there. */
function tried({ pass, bands }: PassTask, band: number): { error?: unknown } {
  try {
    runPass(pass, bands[band]);
    return {};
  } catch (error) {
    return { error };
  }
}
