import { describe, expect, it } from 'vitest';
import { carryOut } from '../../src-renderer/state/commands.ts';
import { toClassic } from '../../src-renderer/state/styles.ts';
import { type Result, done, failed } from '../../src-shared/contract/result.ts';
import { defaultEdit } from '../../src-shared/edit/schema.ts';
import { anEditor, facts, settle, withPictures } from './a-window.ts';
import { openedPhoto } from './fake-door.ts';

const upload = (id: string) => ({ kind: 'upload', upload: id }) as const;
const names = (photos: readonly { source: unknown }[]) =>
  photos.map(({ source }) => (source as { upload: string }).upload);

describe('the open photos', () => {
  withPictures();

  it('shows the first of several, and leaves the others in the strip', async () => {
    const { editor, asked } = anEditor();
    await editor.open([upload('a'), upload('b'), upload('c')]);
    await settle();
    expect(names(editor.photos)).toEqual(['a', 'b', 'c']);
    expect(editor.current).toBe(editor.photos[0]);
    expect(asked('photo.matte')).toHaveLength(1);
  });

  it('shows a photo that is open already instead of opening it twice', async () => {
    const { editor } = anEditor();
    await Promise.all([editor.open([upload('a'), upload('b')]), editor.open([upload('a')])]);
    expect(names(editor.photos)).toEqual(['a', 'b']);
    expect(editor.current).toBe(editor.photos[0]);
  });

  it('closes the only one as well: the first screen comes back', async () => {
    const { editor, asked } = anEditor();
    await editor.open([upload('a')]);
    await settle();
    carryOut(editor, 'close-photo');
    await settle();
    expect(editor.photos).toEqual([]);
    expect(editor.current).toBeUndefined();
    expect(asked('photo.close')).toEqual([{ photo: 'p1' }]);
  });

  it('opens the good ones among bad ones', async () => {
    const { editor } = anEditor({
      'photo.open': ({ source }: { source: { upload: string } }) =>
        source.upload === 'bad'
          ? failed({ code: 'photo-damaged', message: 'Cut off.' })
          : done({ ...openedPhoto, photo: source.upload }),
    });
    await editor.take('photo', [new File([], 'bad'), new File([], 'good')]);
    expect(names(editor.photos)).toEqual(['good']);
    expect(editor.current).toBe(editor.photos[0]);
  });

  it('come back after the page was loaded anew, the same one shown', async () => {
    const before = anEditor().editor;
    await before.start();
    await before.open([upload('a'), upload('b'), upload('c')]);
    before.select(before.photos[1]);
    before.close(before.photos[0]);
    const { editor } = anEditor();
    await editor.start();
    expect(names(editor.photos)).toEqual(['b', 'c']);
    expect(editor.current).toBe(editor.photos[0]);
  });

  it('do not come back when they were named at the start and then closed', async () => {
    const answers = { 'app.facts': () => done({ ...facts, opened: [upload('named')] }) };
    const { editor: before } = anEditor(answers);
    await before.start();
    expect(names(before.photos)).toEqual(['named']);
    before.close(before.photos[0]);
    const { editor } = anEditor(answers);
    await editor.start();
    expect(editor.photos).toEqual([]);
  });

  it('keep the edit before they close', async () => {
    let keep: (answer: Result<null>) => void = () => undefined;
    const { editor, asked } = anEditor({
      'edit.keep': () => new Promise(resolve => (keep = resolve)),
    });
    await editor.open([upload('a')]);
    const session = editor.current!;
    session.commit('edge.feather', { ...session.settled, feather: { width: 3, height: 3 } });
    editor.close(session);
    await settle();
    expect(asked('photo.close')).toEqual([]);
    keep(done(null));
    await settle();
    expect(asked('photo.close')).toEqual([{ photo: 'p1' }]);
  });

  it('ask for a matte of the edit’s own style, and for another when the style changes', async () => {
    const { editor, asked } = anEditor();
    await editor.open([upload('a')]);
    await settle();
    const session = editor.current!;
    session.commit('blur.style', toClassic(session.settled));
    await settle();
    expect(asked('photo.matte').map(request => (request as { style: string }).style)).toEqual([
      'lens',
      'classic',
    ]);
  });

  it('take a look without being looked at, and find their subject when they are shown', async () => {
    const { editor, asked } = anEditor();
    await editor.open([upload('a'), upload('b')]);
    await settle();
    const [first, second] = editor.photos;
    first.commit('blur.style', toClassic(first.settled));
    editor.applyLookToAll();
    await settle();
    expect(second.settled.style).toBe('classic');
    expect(asked('photo.matte')).toHaveLength(2);
    editor.select(second);
    await settle();
    expect(asked('photo.matte')).toHaveLength(3);
  });

  it('are all exported, whatever becomes of one of them', async () => {
    const { editor, asked } = anEditor({
      'export.run': ({ photo }: { photo: string }) =>
        photo === 'p1'
          ? failed({ code: 'photo-missing', message: 'Gone.' })
          : done({ name: `${photo}.jpg`, bytes: 1, warnings: [] }),
    });
    await editor.open([upload('a'), upload('b'), upload('c')]);
    await editor.exportAll();
    expect(asked('export.run')).toHaveLength(3);
    const told = editor.messages.shown.map(({ title }) => title);
    expect(told).toEqual(['cat.jpg could not be exported.', 'Exported p2.jpg', 'Exported p3.jpg']);
  });

  it('are exported no further once one export is cancelled', async () => {
    const { editor, asked } = anEditor({
      'export.run': () => failed({ code: 'cancelled', message: 'Cancelled.' }),
    });
    await editor.open([upload('a'), upload('b')]);
    await settle();
    await editor.exportAll();
    expect(asked('export.run')).toHaveLength(1);
    expect([editor.exporting.running, editor.messages.shown]).toEqual([undefined, []]);
    expect(editor.messages.heard.at(-1)?.line).toBe('Export cancelled');
  });

  it('forget what was kept when everything is undone', async () => {
    const { editor, door } = anEditor();
    await editor.open([upload('a')]);
    const session = editor.current!;
    session.commit('edge.feather', { ...session.settled, feather: { width: 3, height: 3 } });
    session.undo();
    editor.flush();
    await settle();
    expect(door.asked.filter(({ name }) => name.startsWith('edit.')).map(({ name }) => name)).toEqual([
      'edit.keep',
      'edit.forget',
    ]);
  });

  it('say so when their edit cannot be kept', async () => {
    const { editor } = anEditor({
      'edit.keep': () => failed({ code: 'output-disk-full', message: 'Full.' }),
    });
    await editor.open([upload('a')]);
    const session = editor.current!;
    session.commit('edge.feather', { ...defaultEdit(), feather: { width: 3, height: 3 } });
    await settle();
    expect(editor.messages.shown.at(-1)).toMatchObject({ kind: 'error', detail: 'Full.' });
  });

  it('say that an edit needs a photo to be opened on', async () => {
    const { editor, asked } = anEditor();
    await editor.use('edit', [upload('e.json')]);
    expect(asked('edit.open')).toEqual([]);
    expect(editor.messages.shown.at(-1)?.title).toBe('The edit could not be opened.');
  });
});
