import { expect, it } from 'vitest';
import { StageClock } from '../../../src-main/compute/jobs/job.ts';
import type { Progress } from '../../../src-shared/contract/compute.ts';
import { PortraitError } from '../../../src-shared/contract/errors.ts';

const cancelled = new PortraitError('cancelled', 'Cancelled.');

it('gives what the stage gives, and times every stage and the whole', async () => {
  const clock = new StageClock({ signal: new AbortController().signal, onProgress: () => undefined });
  expect(await clock.time('read', () => 'pixels')).toBe('pixels');
  await clock.time('matte', () => Promise.resolve());
  const timings = clock.finish();
  expect(Object.keys(timings)).toEqual(['read', 'matte', 'total']);
  expect(timings.total).toBeGreaterThanOrEqual(timings.read! + timings.matte! - 0.2);
});

it('adds up a stage that comes in parts', async () => {
  const clock = new StageClock({ signal: new AbortController().signal, onProgress: () => undefined });
  const spend = () => {
    const from = performance.now();
    while (performance.now() - from < 4);
  };
  await clock.time('matte', spend);
  const first = clock.timings.matte!;
  await clock.time('matte', spend);
  expect(clock.timings.matte).toBeGreaterThanOrEqual(first + 4);
});

it('tells of each stage as it begins, ever further', async () => {
  const seen: Progress[] = [];
  const clock = new StageClock({ signal: new AbortController().signal, onProgress: p => seen.push(p) });
  for (const stage of ['read', 'segment', 'matte', 'composite', 'write'] as const) {
    await clock.time(stage, () => expect(seen.at(-1)?.stage).toBe(stage));
  }
  const shares = seen.map(({ share }) => share);
  expect(shares).toEqual([...new Set(shares)].sort((a, b) => a - b));
});

it('begins no stage of a job that is cancelled', async () => {
  const stop = new AbortController();
  const clock = new StageClock({ signal: stop.signal, onProgress: () => undefined });
  await clock.time('read', () => stop.abort(cancelled));
  await expect(clock.time('matte', () => expect.unreachable())).rejects.toBe(cancelled);
});

it('finishes a job that was cancelled after its last stage: its file is there', async () => {
  const stop = new AbortController();
  const clock = new StageClock({ signal: stop.signal, onProgress: () => undefined });
  await clock.time('write', () => stop.abort(cancelled));
  expect(Object.keys(clock.finish())).toEqual(['write', 'total']);
});

it('goes no way back where a photo is read after its subject was found', async () => {
  const seen: Progress[] = [];
  const clock = new StageClock({ signal: new AbortController().signal, onProgress: p => seen.push(p) });
  for (const stage of ['segment', 'read', 'matte'] as const) await clock.time(stage, () => undefined);
  const shares = seen.map(({ share }) => share);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
});
