import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BatchWish, openStudio, runBatch, type Studio } from '../../../src-main/studio/index.ts';
import { batchReportSchema, type BatchReport } from '../../../src-shared/contract/batch.ts';
import { defaultEdit, type Edit } from '../../../src-shared/edit/schema.ts';
import { put } from '../../making/files.ts';
import { temporaryFolder } from '../../making/folder.ts';
import { halfWritten, until, whenAppears } from '../../making/processes.ts';
import { putColour, putMask, putNoise, putPhoto } from '../../making/scenes.ts';

const folder = temporaryFolder();
const photos = join(folder, 'in');
mkdirSync(join(photos, 'sub'), { recursive: true });
const mask = await putMask(folder);
const names = ['a.jpg', 'b.png', 'sub/a.jpg', 'sub/c.jpg'];
beforeAll(() => Promise.all(names.map((name, i) => putPhoto(photos, name, 60 + i, 40))));

let count = 0;
const fresh = () => join(folder, `out-${++count}`);

/** One compute process serves all batches here: starting it takes longer than their photos. */
const studio = openStudio();
afterAll(() => studio.close());
const openShared = (): Studio => ({ ...studio, close: () => undefined });

const quick: Edit = { ...defaultEdit(), background: { kind: 'colour', colour: '#204060' } };
const look: BatchWish['look'] = {
  ...{ edit: quick, mask, show: 'result', engine: 'auto', maxMegapixels: 300, keepMetadata: true },
  network: undefined,
};
const wishFor = (out: string, more: Partial<BatchWish> = {}): BatchWish => ({
  ...{ inputs: [photos], out, recursive: true, look, replace: 'none', ...more },
});

interface Following {
  readonly signal?: AbortSignal;
  readonly onRecord?: () => void;
}

const run = (wish: BatchWish, following: Following = {}): Promise<BatchReport> =>
  runBatch(wish, { signal: new AbortController().signal, openStudio: openShared, ...following });

/** What came of each photo, by its name: a state, or the code of a failure. */
const outcomes = ({ photos: records }: BatchReport, below = photos) =>
  Object.fromEntries(
    records
      .map(each => [each.photo.slice(below.length + 1), each.state === 'failed' ? each.code : each.state])
      .sort(),
  ) as Record<string, string>;
const all = (state: string) => Object.fromEntries(names.map(name => [name, state]));
const results = (out: string) =>
  (readdirSync(out, { recursive: true }) as string[]).filter(name => /^[^.].*\.(jpg|png)$/.test(name)).sort();

describe('a batch', () => {
  it('keeps the structure, and skips what is done', async () => {
    const out = fresh();
    const first = await run(wishFor(out));
    expect(outcomes(first)).toEqual(all('done'));
    expect(results(out)).toEqual(names);
    expect(batchReportSchema.parse(first)).toEqual(first);
    const before = readFileSync(join(out, 'a.jpg'));
    const second = await run(wishFor(out));
    expect(outcomes(second)).toEqual(all('skipped'));
    expect(batchReportSchema.parse(second)).toEqual(second);
    expect(readFileSync(join(out, 'a.jpg')).equals(before)).toBe(true);
  });

  it('makes again what was removed, and with permission what was changed: photo, result or look', async () => {
    const out = fresh();
    const mine = join(folder, 'mine');
    mkdirSync(mine);
    for (const name of ['kept.png', 'photo.png', 'removed.png', 'result.png'])
      await putColour(mine, name, '#204060');
    const wish = wishFor(out, { inputs: [mine] });
    await run(wish);
    await putColour(mine, 'photo.png', '#406020');
    rmSync(join(out, 'removed.png'));
    appendFileSync(join(out, 'result.png'), 'x');
    const unchanged = { 'kept.png': 'skipped', 'removed.png': 'done' };
    expect(outcomes(await run(wish), mine)).toEqual({
      ...unchanged,
      'photo.png': 'output-exists',
      'result.png': 'output-exists',
    });
    const replacing = { ...wish, replace: 'own' as const };
    expect(outcomes(await run(replacing), mine)).toEqual({
      ...unchanged,
      ...{ 'removed.png': 'skipped', 'photo.png': 'done', 'result.png': 'done' },
    });
    const other = { ...look, edit: { ...look.edit, feather: { width: 3, height: 3 } } };
    expect(new Set(Object.values(outcomes(await run({ ...replacing, look: other }), mine)))).toEqual(
      new Set(['done']),
    );
  });

  it('leaves files alone that no batch has made, unless any may be replaced', async () => {
    const out = fresh();
    mkdirSync(out);
    put(out, 'a.jpg', 'mine');
    const only = { inputs: [join(photos, 'a.jpg')] };
    expect(outcomes(await run(wishFor(out, { ...only, replace: 'own' })))).toEqual({
      'a.jpg': 'output-exists',
    });
    expect(readFileSync(join(out, 'a.jpg'), 'utf8')).toBe('mine');
    expect(outcomes(await run(wishFor(out, { ...only, replace: 'any' })))).toEqual({ 'a.jpg': 'done' });
  });

  it('names each failure and goes on', async () => {
    const out = fresh();
    const mixed = join(folder, 'mixed');
    mkdirSync(mixed);
    put(mixed, 'a-text.jpg', 'no picture');
    put(mixed, 'b-cut.png', readFileSync(join(photos, 'b.png')).subarray(0, 200));
    await putPhoto(mixed, 'c.jpg');
    const inputs = [mixed, join(mixed, 'gone.jpg')];
    const report = await run(wishFor(out, { inputs }));
    expect(outcomes(report, mixed)).toEqual({
      'a-text.jpg': 'photo-not-a-picture',
      'b-cut.png': 'photo-damaged',
      'c.jpg': 'done',
      'gone.jpg': 'photo-missing',
    });
    expect(report.totals).toEqual({ done: 1, skipped: 0, failed: 3, left: 0, ignored: 0 });
    expect(batchReportSchema.parse(report)).toEqual(report);
  });

  it('tries again, alone, what a compute process was doing when it died', async () => {
    const out = fresh();
    mkdirSync(out);
    const large = join(folder, 'large');
    mkdirSync(large);
    for (const name of ['1.tif', '2.tif']) await putNoise(large, name, 1000, 700);
    const png = { ...look, format: 'png' as const };
    whenAppears(out, halfWritten, () => process.kill(studio.compute.pid!, 'SIGKILL'));
    const report = await run(wishFor(out, { inputs: [large], look: png, jobs: 2 }));
    expect(outcomes(report, large)).toEqual({ '1.tif': 'done', '2.tif': 'done' });
    expect(results(out)).toEqual(['1.png', '2.png']);
  });

  it('tells of both results of a photo that is named twice', async () => {
    const out = fresh();
    const report = await run(wishFor(out, { inputs: [photos, join(photos, 'sub')] }));
    expect(results(out)).toEqual(['a.jpg', 'b.png', 'c.jpg', 'sub/a.jpg', 'sub/c.jpg']);
    expect(report.totals).toMatchObject({ done: 5, failed: 1 });
  });

  it('is refused as a whole where its mask or its sheet cannot be', async () => {
    const out = fresh();
    const gone = { ...look, mask: join(folder, 'gone.png') };
    await expect(run(wishFor(out, { look: gone }))).rejects.toMatchObject({ code: 'mask-missing' });
    await expect(run(wishFor(out, { contactSheet: mask }))).rejects.toMatchObject({ code: 'output-exists' });
    await expect(run(wishFor(out, { contactSheet: join(folder, 'x') }))).rejects.toMatchObject({
      code: 'usage',
    });
  });
});

describe('a batch that is cut short', () => {
  it('leaves whole results, and the next one does the others', async () => {
    const out = fresh();
    const stop = new AbortController();
    const cut = await run(wishFor(out, { jobs: 1 }), { signal: stop.signal, onRecord: () => stop.abort() });
    expect(cut.totals.done).toBeGreaterThan(0);
    expect(cut.totals.left).toBe(names.length - cut.totals.done);
    for (const name of results(out)) await sharp(join(out, name)).stats();
    const rest = await run(wishFor(out));
    expect(rest.totals).toMatchObject({ done: cut.totals.left, skipped: cut.totals.done, left: 0 });
  });

  it('may have a result that it had no time to note: the next one may replace it', async () => {
    const out = fresh();
    await run(wishFor(out));
    const notes = join(out, '.portrait-batch');
    const [file] = readdirSync(notes);
    const begun = readFileSync(join(notes, file), 'utf8')
      .split('\n')
      .filter(line => line.includes('begun'));
    writeFileSync(join(notes, file), `${begun.join('\n')}\n`);
    expect(outcomes(await run(wishFor(out, { replace: 'own' })))).toEqual(all('done'));
  });
});

describe('shards', () => {
  it('that share a folder do all photos, each once, and none of them again', async () => {
    const out = fresh();
    const shards = [1, 2, 3].map(index => ({ index, count: 3 }));
    const reports = await Promise.all(shards.map(shard => run(wishFor(out, { shard }))));
    expect(reports.flatMap(report => Object.keys(outcomes(report))).sort()).toEqual(names);
    expect(results(out)).toEqual(names);
    expect(outcomes(await run(wishFor(out)))).toEqual(all('skipped'));
  });
});

describe('a batch that watches', () => {
  it('does photos that turn up, and nothing of its own', async () => {
    const watched = join(folder, 'watched');
    const out = join(watched, 'out');
    mkdirSync(watched);
    await putPhoto(watched, 'first.jpg');
    const stop = new AbortController();
    const wish = wishFor(out, { inputs: [watched], replace: 'own', watchEvery: 50 });
    const sheet = join(folder, 'watched.png');
    const ended = run({ ...wish, contactSheet: sheet }, { signal: stop.signal });
    const has = (name: string) => () => readdirSync(watched).includes('out') && results(out).includes(name);
    await until(has('first.jpg'));
    await putPhoto(watched, 'second.png');
    await until(has('second.png'));
    stop.abort();
    const report = await ended;
    expect(outcomes(report, watched)).toEqual({ 'first.jpg': 'done', 'second.png': 'done' });
    expect(results(out)).toEqual(['first.jpg', 'second.png']);
    expect(report.sheets).toEqual([sheet]);
  });
});
