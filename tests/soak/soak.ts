/**
 * `npm run soak -- [--photos N] [--hours N] [--pause SECONDS] [--csv FILE]`: photos through one compute process, as the command line has
 * them, then an editor that is worked with for hours. Says how memory, handles and time went; fails where they grew.
 */
import { appendFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultEdit } from '../../src-shared/edit/schema.ts';
import { runJobs } from '../../src-main/studio/index.ts';
import { type Bench, startBench } from './bench.ts';
import { complaints, csvHead, csvLine, curveOf, growth, type Point, told } from './curve.ts';
import { editPhoto } from './editing.ts';
import { putPhotos } from './photos.ts';

const { values } = parseArgs({
  options: {
    photos: { type: 'string', default: '500' },
    hours: { type: 'string', default: '2' },
    pause: { type: 'string', default: '0' },
    csv: { type: 'string', default: 'tests/output/soak.csv' },
  },
});
mkdirSync('tests/output', { recursive: true });
writeFileSync(values.csv, csvHead);

const photos = await phase('photos', done => done < Number(values.photos), exportOne);
const editing = await phase('editing', (_, hours) => hours < Number(values.hours), editPhoto, {
  pause: Number(values.pause) * 1000,
});
process.exit(photos.length + editing.length > 0 ? 1 : 0);

type Work = (bench: Bench, path: string, round: number) => Promise<void>;

/** One compute process from beginning to end. @returns what grew */
async function phase(
  name: string,
  goesOn: (done: number, hours: number) => boolean,
  work: Work,
  { pause = 0 } = {},
): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'portrait-soak-'));
  mkdirSync(join(folder, 'saved'));
  const bench = startBench(folder);
  const paths = await putPhotos(folder);
  const measure = curveOf(() => bench.studio.compute.pid, pause);
  const points: Point[] = [];
  while (goesOn(points.length, (points.at(-1)?.minutes ?? 0) / 60)) {
    const round = points.length;
    const point = await measure(() => work(bench, paths[round % paths.length], round));
    points.push(point);
    appendFileSync(values.csv, csvLine(name, point));
  }
  await bench.close();
  return points.length === 0 ? [] : tell(name, points);
}

/** The main job, as `portrait` runs it. */
async function exportOne({ studio, folder }: Bench, photo: string, round: number): Promise<void> {
  const format = (['jpeg', 'png', 'webp'] as const)[round % 3];
  const path = join(folder, 'saved', `result-${round % 10}.${format}`);
  const output = { path, format, keepMetadata: true, overwrite: true };
  const source = { photo, engine: 'auto', maxMegapixels: 300, output } as const;
  const request = { ...source, edit: defaultEdit(), show: 'result' } as const;
  const [outcome] = await runJobs(studio, [{ method: 'render', request }], {
    signal: new AbortController().signal,
  });
  if (!outcome.done) throw new Error(outcome.error.message);
}

function tell(name: string, points: readonly Point[]): string[] {
  const last = points.at(-1)!;
  console.log(`${name}: ${points.length} photos in ${last.minutes.toFixed(1)} minutes`);
  for (const of of [
    'main',
    'compute',
    'mainHandles',
    'computeHandles',
    'cpuMilliseconds',
    'milliseconds',
  ] as const)
    console.log(
      `  ${of.padEnd(16)} ${told(points, of)}  (${(growth(points, of) * 100).toFixed(1)} % after warm-up)`,
    );
  const grown = complaints(points);
  for (const complaint of grown) console.log(`  ${complaint}`);
  return grown;
}
