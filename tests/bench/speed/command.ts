import { fileURLToPath } from 'node:url';
import { row, summary } from '../measure.ts';
import { runWatched } from '../memory.ts';

const main = fileURLToPath(new URL('../../../bin/portrait.js', import.meta.url));
const RUNS = 5;

/** The whole command: start, engine, networks, photo, file. */
export async function tellCommand(photo: string, folder: string) {
  console.log('\nThe whole command, 12 MP, warm file cache (aim ≤ 2.5 s, native): wall, stages, peak memory');
  for (const engine of ['native', 'wasm']) {
    const args = [main, photo, '-o', `${folder}command.jpg`, '--force', '--engine', engine, '--json'];
    const warm = await runWatched(args);
    if (warm.code !== 0) {
      row(engine, 'not here');
      continue;
    }
    const runs = [];
    for (let i = 0; i < RUNS; i++) runs.push(await runWatched(args));
    const { peak } = await runWatched(args, 25);
    const { median, least, most } = summary(runs.map(({ seconds }) => seconds));
    const wall = `${median.toFixed(2)} s  (${least.toFixed(2)}–${most.toFixed(2)})`;
    row(engine, `${wall}   ${(peak / 1e6).toFixed(0)} MB`);
    const stages = runs.map(({ printed }) => (JSON.parse(printed) as Printed).photos[0].timings);
    for (const stage of ['read', 'segment', 'matte', 'composite', 'write', 'total']) {
      const median = summary(stages.map(timings => timings[stage])).median;
      row(`  ${stage}`, `${median.toFixed(0).padStart(6)} ms`);
    }
  }
  const start = [];
  for (let i = 0; i < RUNS; i++) start.push((await runWatched([main, '--version'])).seconds);
  row('starting and ending alone (--version)', `${(summary(start).median * 1000).toFixed(0)} ms`);
}

interface Printed {
  readonly photos: readonly { readonly timings: Readonly<Record<string, number>> }[];
}
