import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { summaryOf } from '../../src-main/cli/batch-telling.ts';
import { batchReportSchema, type BatchReport } from '../../src-shared/contract/batch.ts';
import { portrait } from '../making/cli.ts';
import { put } from '../making/files.ts';
import { temporaryFolder } from '../making/folder.ts';
import { halfWritten, until, whenAppears } from '../making/processes.ts';
import { putMask, putNoise, putPhoto } from '../making/scenes.ts';

const folder = temporaryFolder();
const mask = await putMask(folder);
const photos = join(folder, 'in');
mkdirSync(photos);
const quick = ['--mask', mask, '--background', '#204060'];
const results = (out: string) => readdirSync(out).filter(name => !name.startsWith('.'));

describe('portrait batch', () => {
  beforeAll(async () => {
    await putPhoto(photos, 'a.jpg');
    put(photos, 'b.jpg', 'no picture');
    put(photos, 'notes.txt', '');
  });

  it('says what came of each photo, to people and to programs', async () => {
    const out = join(folder, 'out');
    const report = join(folder, 'report.json');
    const sheet = join(folder, 'sheet.jpg');
    const words = ['batch', photos, '-o', out, ...quick, '--report', report, '--contact-sheet', sheet];
    const { code, stdout, stderr } = await portrait([...words, '--json']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^portrait: .*b\.jpg/);
    expect(stderr.split('\n').slice(1, 4)).toEqual([
      expect.stringMatching(/^2 photos in \d/),
      '       1 done',
      '       1 failed: 1 photo-not-a-picture',
    ]);
    const said = batchReportSchema.parse(JSON.parse(stdout));
    expect(said.totals).toEqual({ done: 1, skipped: 0, failed: 1, left: 0, ignored: 1 });
    expect(said.sheets).toEqual([sheet]);
    expect(JSON.parse(readFileSync(report, 'utf8'))).toEqual(said);
    expect(results(out)).toEqual(['a.jpg']);
  });

  it.each<[string, string[], RegExp]>([
    ['a shard that there is not', ['--shard', '3/2'], /I\/N with I from 1 to N/],
    ['jobs that are none', ['--jobs', '0'], /from 1 to 256/],
    ['a sheet without a format', ['--contact-sheet', 'sheet'], /\.jpg or \.png/],
    ['an edit and a look', ['--edit', 'e.json', '--blur', '3'], /--edit holds the whole look/],
  ])('%s ends with 2', async (_, words, sentence) => {
    const { code, stderr } = await portrait(['batch', photos, '-o', join(folder, 'never'), ...words]);
    expect(stderr).toMatch(sentence);
    expect(code).toBe(2);
  });

  it('refuses a folder of photos as the folder of results', async () => {
    const { code, stderr } = await portrait(['batch', photos, '-o', photos, ...quick]);
    expect(stderr).toMatch(/name another folder/);
    expect(code).toBe(2);
  });
});

describe('Ctrl-C', () => {
  it('ends a batch with whole files, and the same command goes on', async () => {
    const large = join(folder, 'large');
    const out = join(folder, 'cut');
    for (const path of [large, out]) mkdirSync(path);
    for (const name of ['1.tif', '2.tif', '3.tif']) await putNoise(large, name, 1000, 700);
    const words = ['batch', large, '-o', out, ...quick, '--format', 'png', '--jobs', '1', '--resume'];
    const cut = await portrait(words, {
      onStart: group => whenAppears(out, halfWritten, () => process.kill(-group, 'SIGINT')),
    });
    expect(cut.code).toBe(130);
    expect(cut.stderr).toMatch(/left: the same command goes on/);
    expect(readdirSync(out).filter(name => halfWritten.test(name))).toEqual([]);
    const rest = await portrait(words);
    expect(rest.code).toBe(0);
    expect(results(out)).toEqual(['1.png', '2.png', '3.png']);
  });

  it('is how a batch that watches ends well', async () => {
    const out = join(folder, 'watched');
    mkdirSync(out);
    const ran = await portrait(['batch', join(photos, 'a.jpg'), '-o', out, ...quick, '--watch'], {
      onStart: group =>
        void until(() => results(out).includes('a.jpg') && noted(out)).then(() =>
          process.kill(-group, 'SIGINT'),
        ),
    });
    expect(ran.code).toBe(0);
    expect(ran.stderr).toMatch(/^1 photo in/);
  });
});

/** Whether the manifest has it that a result is done. */
const noted = (out: string): boolean => {
  const notes = join(out, '.portrait-batch');
  return readdirSync(notes).some(name => readFileSync(join(notes, name), 'utf8').includes('"sum"'));
};

it('the summary counts, and names what failed by its code', () => {
  const failed = (code: 'photo-damaged' | 'output-exists') =>
    ({ state: 'failed', photo: 'x', code, message: '' }) as const;
  const report: BatchReport = {
    ...{ version: 1, program: '0', recipe: '', out: '/out', seconds: 7265, sheets: ['/s.jpg', '/s-2.jpg'] },
    totals: { done: 5000, skipped: 1, failed: 3, left: 0, ignored: 2 },
    photos: [failed('output-exists'), failed('photo-damaged'), failed('photo-damaged')],
  };
  expect(summaryOf(report, 'r.json')).toEqual([
    '5004 photos in 2 h 1 min',
    '    5000 done, 2478 an hour',
    '       1 done before',
    '       3 failed: 2 photo-damaged, 1 output-exists',
    '       2 other files in the folders, left alone',
    'results in /out',
    'contact sheet in /s.jpg, /s-2.jpg',
    'report in r.json',
  ]);
});
