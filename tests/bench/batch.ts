/**
 * `npm run bench:batch`: 12 MP photos an hour, as one batch and as one call of `portrait` each, in turn in the same run, so
 * that what else the machine does meets both. `-- 24 3 wasm` does 24 photos three times on WASM (8, 3, and
 * both engines, when left out).
 */
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { row, summary } from './measure.ts';
import { runWatched } from './memory.ts';
import { makePictures } from './twelve-megapixels.ts';

const main = fileURLToPath(new URL('../../bin/portrait.js', import.meta.url));
const [count = 8, runs = 3] = process.argv.slice(2, 4).map(Number);
const [engines = 'auto,wasm'] = process.argv.slice(4);

const { photo, folder } = await makePictures();
const photos = join(folder, 'batch-in');
const out = join(folder, 'batch-out');
rmSync(photos, { recursive: true, force: true });
mkdirSync(photos);
const names = Array.from({ length: count }, (_, i) => `${String(i).padStart(3, '0')}.jpg`);
for (const name of names) cpSync(photo, join(photos, name));

console.log(
  `${cpus()[0].model}, ${availableParallelism()} cores; ${count} photos of 12 MP, medians of ${runs}; load before: ${loadavg()[0].toFixed(1)}`,
);
for (const engine of engines.split(',')) await tell(engine);

async function tell(engine: string) {
  console.log(`\n--engine ${engine}`);
  const times = { batch: [] as number[], jobs1: [] as number[], single: [] as number[] };
  for (let run = 0; run < runs; run++) {
    times.batch.push(await batch(engine));
    times.jobs1.push(await batch(engine, ['--jobs', '1']));
    times.single.push(await oneByOne(engine));
  }
  const single = summary(times.single).median;
  tellTime('one by one', times.single, single);
  tellTime('batch --jobs 1', times.jobs1, single);
  tellTime('batch', times.batch, single);
}

function tellTime(name: string, seconds: readonly number[], against: number) {
  const { median, least, most } = summary(seconds);
  const anHour = Math.round((count / median) * 3600);
  const each = `${(median / count).toFixed(2)} s a photo (${(least / count).toFixed(2)}–${(most / count).toFixed(2)})`;
  row(name, `${anHour} an hour   ${each}   ${(against / median).toFixed(2)} ×`);
}

/** @returns seconds */
async function batch(engine: string, more: readonly string[] = []): Promise<number> {
  rmSync(out, { recursive: true, force: true });
  return timed([main, 'batch', photos, '-o', out, '--engine', engine, ...more]);
}

async function oneByOne(engine: string): Promise<number> {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out);
  let seconds = 0;
  for (const name of names)
    seconds += await timed([main, join(photos, name), '-o', join(out, name), '--engine', engine]);
  return seconds;
}

async function timed(args: string[]): Promise<number> {
  const { seconds, code } = await runWatched(args);
  if (code !== 0) throw new Error(`portrait ended with ${String(code)}.`);
  return seconds;
}
