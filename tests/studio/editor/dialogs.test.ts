import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExportOptions } from '../../../src-shared/contract/editor/export.ts';
import { defaultEdit } from '../../../src-shared/edit/schema.ts';
import { startEditor } from '../../making/editor.ts';
import { temporaryFolder } from '../../making/folder.ts';

const folder = temporaryFolder();
const asPng: ExportOptions = { what: 'result', format: 'png', quality: 90, keepMetadata: true };

describe('a door with dialogs', () => {
  it('writes where the person says, and to the same place again without asking', async () => {
    const asked: string[] = [];
    const shown: string[] = [];
    let answer: string | undefined = join(folder, 'chosen.jpg');
    const desktop = startEditor(join(folder, 'desktop'), {
      chooseFiles: () => Promise.resolve([join(folder, 'one.jpg')]),
      chooseSave: suggestion => Promise.resolve((asked.push(suggestion), answer)),
      showInFolder: path => shown.push(path),
    });
    const { photo } = await desktop.ask('photo.open', {
      source: { kind: 'sample', name: 'chelsea' },
      job: 'o',
    });
    const options = { ...asPng, format: 'jpeg' as const, what: 'matte' as const };
    const request = { photo, job: 'e', edit: defaultEdit(), options, again: false };
    expect(await desktop.ask('export.run', request)).toMatchObject({ name: 'chosen.jpg', path: answer });
    const again = await desktop.ask('export.run', { ...request, again: true });
    expect(again.bytes).toBe(readFileSync(join(folder, 'chosen.jpg')).length);
    expect(asked).toEqual(['chelsea-matte.jpg']);
    await desktop.ask('export.show', { path: answer });
    expect(shown).toEqual([answer]);
    expect(await desktop.refused('export.show', { path: '/etc/passwd' })).toBe('usage');
    answer = undefined;
    expect(await desktop.ask('export.run', request)).toMatchObject({ dismissed: true, bytes: 0 });
    expect(asked[1]).toBe(join(folder, 'chelsea-matte.jpg'));
  });

  it('tries again where the file was to go, without asking', async () => {
    const path = join(folder, 'not-there', 'again.jpg');
    let asked = 0;
    const desktop = startEditor(join(folder, 'desktop-retry'), {
      chooseFiles: () => Promise.resolve([]),
      chooseSave: () => Promise.resolve((asked++, path)),
      showInFolder: () => undefined,
    });
    const source = { kind: 'sample', name: 'chelsea' } as const;
    const { photo } = await desktop.ask('photo.open', { source, job: 'o' });
    const options = { ...asPng, format: 'jpeg' as const, what: 'matte' as const };
    const request = { photo, job: 'e', edit: defaultEdit(), options, again: false };
    expect(await desktop.refused('export.run', request)).toBe('output-folder-missing');
    mkdirSync(join(folder, 'not-there'));
    expect(await desktop.ask('export.run', { ...request, retry: true })).toMatchObject({ path });
    expect(asked).toBe(1);
  });

  it('puts other photos beside the last one without asking, under names that are free', async () => {
    const into = join(folder, 'beside');
    mkdirSync(into);
    let asked = 0;
    const desktop = startEditor(join(folder, 'desktop-all'), {
      chooseFiles: () => Promise.resolve([]),
      chooseSave: suggestion => Promise.resolve((asked++, join(into, basename(suggestion)))),
      showInFolder: () => undefined,
    });
    writeFileSync(join(into, 'astronaut-matte.jpg'), 'of somebody else');
    const options = { ...asPng, format: 'jpeg' as const, what: 'matte' as const };
    const names = [];
    for (const name of ['chelsea', 'astronaut']) {
      const { photo } = await desktop.ask('photo.open', { source: { kind: 'sample', name }, job: 'o' });
      const request = { photo, job: 'e', edit: defaultEdit(), options, again: true };
      names.push((await desktop.ask('export.run', request)).name);
    }
    expect(names).toEqual(['chelsea-matte.jpg', 'astronaut-matte 2.jpg']);
    expect(asked).toBe(1);
    expect(readFileSync(join(into, 'astronaut-matte.jpg'), 'utf8')).toBe('of somebody else');
  });

  it('ends only when the file that is being written is there', async () => {
    const path = join(folder, 'last.jpg');
    const desktop = startEditor(join(folder, 'desktop-end'), {
      chooseFiles: () => Promise.resolve([]),
      chooseSave: () => Promise.resolve(path),
      showInFolder: () => undefined,
    });
    const source = { kind: 'sample', name: 'chelsea' } as const;
    const { photo } = await desktop.ask('photo.open', { source, job: 'o' });
    const options = { ...asPng, format: 'jpeg' as const };
    const writing = desktop.ask('export.run', {
      photo,
      job: 'e',
      edit: defaultEdit(),
      options,
      again: false,
    });
    await new Promise(setImmediate);
    await desktop.editor.close();
    expect(existsSync(path)).toBe(true);
    expect((await writing).path).toBe(path);
  });
});
