import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  openStudio,
  type JobOutcome,
  type PhotoJob,
  runJobs,
  type Studio,
} from '../../src-main/studio/index.ts';
import { PortraitError } from '../../src-shared/contract/errors.ts';
import { put } from '../making/files.ts';
import { temporaryFolder } from '../making/folder.ts';
import { halfWritten, whenAppears } from '../making/processes.ts';
import { putMask, putNoise, putPhoto, renderRequest } from '../making/scenes.ts';

const folder = temporaryFolder();
const photo = await putPhoto(folder, 'photo.jpg');
const mask = await putMask(folder);

const job = (path: string, from = photo, withMask = mask): PhotoJob => ({
  method: 'render',
  request: renderRequest(from, withMask, { path }),
});

const results = (outcomes: JobOutcome[]) =>
  outcomes.map(outcome => (outcome.done ? 'done' : outcome.error.code));

let out: string;
let studio: Studio;
let signal: AbortSignal;
let stop: AbortController;
let count = 0;

beforeEach(() => {
  out = join(folder, `out-${++count}`);
  mkdirSync(out);
  studio = openStudio();
  stop = new AbortController();
  ({ signal } = stop);
});
afterEach(() => studio.close());

describe('many photos', () => {
  it('are done one after the other; those that fail are named, and the others done', async () => {
    const text = put(folder, 'text.jpg', 'no picture');
    const refused = new PortraitError('output-collision', 'Taken.');
    const jobs: PhotoJob[] = [
      job(join(out, '1.png')),
      job(join(out, '2.png'), join(folder, 'missing.jpg')),
      job(join(out, '3.png'), text),
      { ...job(join(out, '4.png')), refused },
      job(join(out, '5.png')),
    ];
    const told: JobOutcome[] = [];
    const outcomes = await runJobs(studio, jobs, { signal, onOutcome: outcome => told.push(outcome) });
    const wanted = ['done', 'photo-missing', 'photo-not-a-picture', 'output-collision', 'done'];
    expect(results(outcomes)).toEqual(wanted);
    expect(told).toEqual(outcomes);
    expect(outcomes.map(outcome => outcome.photo.path)).toEqual(jobs.map(({ request }) => request.photo));
    expect(readdirSync(out).sort()).toEqual(['1.png', '5.png']);
  });

  it('fail one by one when the process dies under the first; the others get a new process', async () => {
    let killed = false;
    const jobs = [job(join(out, '1.png')), job(join(out, '2.png'))];
    const outcomes = await runJobs(studio, jobs, {
      signal,
      onProgress: () => {
        if (!killed) process.kill(studio.compute.pid!, 'SIGKILL');
        killed = true;
      },
    });
    expect(results(outcomes)).toEqual(['compute-died', 'done']);
    expect(readdirSync(out)).toEqual(['2.png']);
  });

  it('are cancelled together: the one in hand ends, the others do not begin', async () => {
    // The second takes long enough to be caught at it.
    const large = await putNoise(folder, 'large.tif', 2000, 1500);
    const photos = [photo, large, photo];
    const jobs = photos.map((from, i) => job(join(out, `${i + 1}.png`), from));
    const begun = new Set<PhotoJob>();
    const outcomes = await runJobs(studio, jobs, {
      signal,
      onProgress: of => {
        begun.add(of);
        if (of === jobs[1]) stop.abort();
      },
    });
    expect(results(outcomes)).toEqual(['done', 'cancelled', 'cancelled']);
    expect(begun.has(jobs[2])).toBe(false);
    expect(readdirSync(out)).toEqual(['1.png']);
  });
});

it('what a killed process left half-written is cleared away', async () => {
  const noise = await putNoise(folder, 'noise.tif', 4000, 3000);
  let left = false;
  whenAppears(out, halfWritten, name => {
    process.kill(studio.compute.pid!, 'SIGKILL');
    left = existsSync(join(out, name));
  });
  const outcomes = await runJobs(studio, [job(join(out, 'big.png'), noise)], { signal });
  expect(results(outcomes)).toEqual(['compute-died']);
  expect(left, 'there was something to clear').toBe(true);
  expect(readdirSync(out)).toEqual([]);
});
