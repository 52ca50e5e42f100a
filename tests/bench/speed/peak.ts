/** Renders one photo as often as it is told, and says of each run how long it took: a process of its own, whose memory is watched. */
import { endThreads } from '../../../src-main/compute/bands/pool.ts';
import { renderOnce } from './in-process.ts';

const [photo, output, runs] = process.argv.slice(2);
const times: number[] = [];
for (let i = 0; i < Number(runs); i++) {
  const from = performance.now();
  await renderOnce(photo, output);
  times.push(performance.now() - from);
}
console.log(JSON.stringify(times));
await endThreads();
process.exit(0);
