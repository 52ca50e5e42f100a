import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { settingsSchema } from '../../../src-shared/contract/editor/app.ts';
import { repairEdit } from '../../../src-shared/edit/repair.ts';
import { defaultEdit, type Edit } from '../../../src-shared/edit/schema.ts';
import { startEditor } from '../../making/editor.ts';
import { strokeAlong } from '../../making/strokes.ts';
import { put } from '../../making/files.ts';
import { temporaryFolder } from '../../making/folder.ts';
import { isRunning, until } from '../../making/processes.ts';
import { putNoise, putPhoto } from '../../making/scenes.ts';

const folder = temporaryFolder();
const data = join(folder, 'data');
const edit: Edit = {
  ...defaultEdit(),
  strokes: [strokeAlong([1, 2], [30, 40])],
  feather: { width: 3, height: 3 },
};
const open = (path: string) => ({ source: { kind: 'path' as const, path }, job: 'open' });

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1000) yield await Promise.resolve(bytes.subarray(at, at + 1000));
}

describe('an edit under way', () => {
  let photo: string;
  beforeAll(async () => {
    photo = await putPhoto(folder, 'photo.jpg');
  });

  it('is offered again after a restart, until it is forgotten', async () => {
    const first = startEditor(folder);
    const opened = await first.ask('photo.open', open(photo));
    expect(opened.recovered).toBeUndefined();
    await first.ask('edit.keep', { photo: opened.photo, edit });
    const second = startEditor(folder);
    const again = await second.ask('photo.open', open(photo));
    expect(again.recovered).toEqual(edit);
    await second.ask('edit.forget', { photo: again.photo });
    expect((await second.ask('photo.open', open(photo))).recovered).toBeUndefined();
  });

  it('is repaired when its file was damaged', async () => {
    const editor = startEditor(folder);
    const opened = await editor.ask('photo.open', open(photo));
    await editor.ask('edit.keep', { photo: opened.photo, edit });
    const [name] = readdirSync(join(data, 'edits'));
    const file = join(data, 'edits', name);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    writeFileSync(file, JSON.stringify({ ...edit, feather: { width: -1 }, background: 'sea' }));
    const { recovered } = await editor.ask('photo.open', open(photo));
    expect(recovered).toEqual({
      ...edit,
      feather: defaultEdit().feather,
      background: defaultEdit().background,
    });
    writeFileSync(file, readFileSync(file).subarray(0, 20));
    expect((await editor.ask('photo.open', open(photo))).recovered).toBeUndefined();
  });

  it('that was saved is opened, repaired, or refused', async () => {
    const { ask, refused } = startEditor(folder);
    const source = (name: string, text: string) => ({
      source: { kind: 'path', path: put(folder, name, text) } as const,
    });
    expect(await ask('edit.open', source('whole.json', JSON.stringify(edit)))).toEqual({
      edit,
      repaired: false,
    });
    const broken = JSON.stringify({ ...edit, strokes: [...edit.strokes, { mode: 'keep' }] });
    expect(await ask('edit.open', source('broken.json', broken))).toEqual({ edit, repaired: true });
    for (const text of ['{"version"', '[]', '{}', 'null']) {
      expect(await refused('edit.open', source('none.json', text))).toBe('edit-not-an-edit');
    }
    expect(await refused('edit.open', open(join(folder, 'nowhere.json')))).toBe('edit-not-an-edit');
  });
});

describe('repairing', () => {
  it('leaves what is right alone, and gives the rest its default', () => {
    expect(repairEdit(edit)).toEqual({ edit, repaired: false });
    const older = { ...defaultEdit(), strokes: undefined, regions: undefined };
    expect(repairEdit(older)).toEqual({ edit: defaultEdit(), repaired: false });
    expect(repairEdit({ ...edit, style: 'oil' })).toEqual({ edit, repaired: true });
    expect(repairEdit({ ...edit, version: 99 })?.repaired).toBe(true);
    for (const none of [undefined, null, 7, 'edit', [], {}]) expect(repairEdit(none)).toBeUndefined();
  });
});

describe('files that are handed in', () => {
  it('are named by their content, and open under their own name', async () => {
    const { editor, ask, refused } = startEditor(folder);
    const bytes = readFileSync(await putPhoto(folder, 'cat.png'));
    const taken = await editor.upload('../../Meine Katze.PNG', inPieces(bytes));
    expect(taken).toMatchObject({
      ok: true,
      value: { upload: expect.stringMatching(/^[0-9a-f]{64}\.png$/) as string },
    });
    if (!taken.ok) return;
    const source = { kind: 'upload' as const, upload: taken.value.upload };
    const opened = await ask('photo.open', { source, job: 'o' });
    expect(opened).toMatchObject({ name: 'Meine Katze.PNG', width: 120 });
    await ask('edit.keep', { photo: opened.photo, edit });
    expect(await editor.upload('Meine Katze.PNG', inPieces(bytes))).toEqual(taken);
    expect((await ask('photo.open', { source, job: 'o' })).recovered).toEqual(edit);
    expect((await ask('app.facts', {})).recent[0]).toEqual({ name: 'Meine Katze.PNG', source });
    const { path } = await ask('backdrop.open', { source });
    const named = await ask('backdrop.open', { source: { kind: 'path', path } });
    expect(named.name).toBe('Meine Katze.PNG');
    rmSync(path);
    expect((await ask('app.facts', {})).recent).not.toContainEqual({ name: 'Meine Katze.PNG', source });
    const bad = { kind: 'upload', upload: '../settings.json' };
    expect(await refused('photo.open', { source: bad, job: 'o' })).toBe('photo-missing');
  });

  it('that are no pictures are refused when they are opened, and nothing is lost', async () => {
    const { editor, refused } = startEditor(folder);
    const taken = await editor.upload('x.jpg', inPieces(Buffer.from('not a picture')));
    const upload = taken.ok ? taken.value.upload : '';
    expect(await refused('photo.open', { source: { kind: 'upload', upload }, job: 'o' })).toBe(
      'photo-not-a-picture',
    );
  });
});

describe('settings', () => {
  it('are remembered, and repaired', async () => {
    const { ask } = startEditor(join(folder, 'settings'));
    const { settings } = await ask('app.facts', {});
    expect(settings).toEqual(settingsSchema.parse({}));
    await ask('app.settings', { settings: { ...settings, locale: 'ko', smartStrokes: false } });
    expect((await ask('app.facts', {})).settings).toMatchObject({ locale: 'ko', smartStrokes: false });
    mkdirSync(join(folder, 'settings', 'data'), { recursive: true });
    put(join(folder, 'settings', 'data'), 'settings.json', '{"locale":"tlh","smartStrokes":false}');
    expect((await ask('app.facts', {})).settings).toMatchObject({
      smartStrokes: false,
      brush: settings.brush,
    });
  });
});

describe('when things go wrong', () => {
  it('a request of the wrong shape is a failure with a code', async () => {
    const { refused } = startEditor(folder);
    expect(await refused('photo.open', { source: { kind: 'path' } })).toBe('usage');
    expect(await refused('photo.matte', undefined)).toBe('usage');
    expect(await refused('toString' as 'app.facts', {})).toBe('usage');
    expect(await refused('edit.keep', { photo: 'gone', edit })).toBe('usage');
    expect(await refused('app.choose', { kind: 'photo', many: true })).toBe('usage');
    expect(await refused('photo.open', open('/nowhere/at/all.jpg'))).toBe('photo-missing');
  });

  it('a compute process that is killed fails the call with its code, and the next one works', async () => {
    const { ask, editor, pid, progress } = startEditor(folder);
    const { photo } = await ask('photo.open', open(await putNoise(folder, 'noise.tif', 2500, 2000)));
    const options = { what: 'result', format: 'png', quality: 90, keepMetadata: false } as const;
    const run = () => editor.handle('export.run', { photo, job: 'e', edit: defaultEdit(), options });
    const lost = run();
    await until(() => progress.some(({ job }) => job === 'e'));
    const killed = pid() ?? 0;
    process.kill(killed, 'SIGKILL');
    expect(await lost).toMatchObject({ ok: false, code: 'compute-died' });
    await until(() => !isRunning(killed));
    expect(await run()).toMatchObject({ ok: true, value: { name: 'noise-portrait.png' } });
  });

  it.each(['at once', 'at work'])(
    'an export that is cancelled %s says so, and leaves nothing',
    async when => {
      const { ask, editor, progress } = startEditor(folder);
      const { photo } = await ask('photo.open', open(await putNoise(folder, 'again.tif', 2500, 2000)));
      const options = { what: 'result', format: 'png', quality: 90, keepMetadata: false } as const;
      const run = editor.handle('export.run', { photo, job: 'mine', edit: defaultEdit(), options });
      if (when === 'at work') await until(() => progress.some(({ job }) => job === 'mine'));
      void editor.handle('job.cancel', { job: 'mine' });
      expect(await run).toMatchObject({ ok: false, code: 'cancelled' });
    },
  );
});
