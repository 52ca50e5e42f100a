import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Editor } from '../../src-renderer/state/editor.svelte.ts';
import { done, failed } from '../../src-shared/contract/result.ts';
import { defaultEdit } from '../../src-shared/edit/schema.ts';
import { appearance } from '../../src-renderer/state/theme.svelte.ts';
import { facts, madeMatte as matte } from './a-window.ts';
import { fakeDoor, openedPhoto } from './fake-door.ts';

const sample = [{ kind: 'sample', name: 'cat' }] as const;
const settle = () => new Promise(resolve => setTimeout(resolve, 5));

describe('the editor', () => {
  beforeEach(() => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('picture')));
    vi.stubGlobal('createImageBitmap', () => Promise.resolve({ close: () => undefined }));
  });
  afterEach(() => vi.unstubAllGlobals());

  const open = async (answers: Parameters<typeof fakeDoor>[0] = {}) => {
    const door = fakeDoor({
      'photo.open': () => done(openedPhoto),
      'photo.matte': () => done(matte),
      ...answers,
    });
    const editor = new Editor(door);
    await editor.open(sample);
    await settle();
    return { door, editor, session: editor.current! };
  };
  const heard = (editor: Editor) => editor.messages.heard.map(({ line }) => line);

  it('finds the subject of a photo that was opened, and says so', async () => {
    const { editor, session } = await open();
    expect(session.finding).toBe('found');
    expect(heard(editor)).toContain('Subject found');
  });

  it('says why a photo was not opened, and loses nothing', async () => {
    const { editor } = await open();
    const refuse = fakeDoor({ 'photo.open': () => failed({ code: 'photo-damaged', message: 'Cut off.' }) });
    Object.assign(editor.door, { call: refuse.call.bind(refuse) });
    await editor.open([{ kind: 'sample', name: 'broken' }]);
    expect(editor.photos).toHaveLength(1);
    expect(heard(editor).at(-1)).toContain('Cut off.');
  });

  it('makes a drag one step, and undoes everything to the start', async () => {
    const { session, door } = await open();
    for (const amount of [51, 60, 80])
      session.preview({ ...session.edit, background: { kind: 'blur', amount } });
    session.commit('blur.amount', session.edit);
    expect(session.history.steps).toHaveLength(2);
    session.undo();
    expect(session.edit).toEqual(defaultEdit());
    expect(door.asked.filter(({ name }) => name === 'photo.matte')).toHaveLength(1);
  });

  it('asks for a new matte after a stroke, and for the old one when it is undone', async () => {
    const { session, door } = await open();
    const stroke = { mode: 'keep', radius: 9, hardness: 1, smart: true, points: [[1, 1, 1]] } as const;
    session.commit('step.keep', { ...session.edit, strokes: [{ ...stroke, points: [[1, 1, 1]] }] });
    await settle();
    session.undo();
    await settle();
    const asked = door.asked.filter(({ name }) => name === 'photo.matte');
    expect(asked.map(({ request }) => (request as { strokes: unknown[] }).strokes.length)).toEqual([0, 1, 0]);
  });

  it('says that it refines after a stroke, and that it searches when another class is wanted', async () => {
    const { session } = await open();
    const stroke = { mode: 'keep', radius: 9, hardness: 1, smart: true, points: [[1, 1, 1]] } as const;
    session.commit('step.keep', { ...session.edit, strokes: [{ ...stroke, points: [[1, 1, 1]] }] });
    expect(session.finding).toBe('refining');
    await settle();
    session.commit('step.subject', { ...session.edit, subject: ['cat'] });
    expect(session.finding).toBe('finding');
    await settle();
    session.findAgain();
    expect(session.finding).toBe('finding');
    await settle();
    expect(session.finding).toBe('found');
  });

  it('offers to find again when a search for another class was stopped', async () => {
    const stop = failed({ code: 'cancelled', message: 'Cancelled.' });
    const { session, door } = await open();
    const refuse = fakeDoor({ 'photo.matte': () => stop });
    Object.assign(door, { call: refuse.call.bind(refuse) });
    session.commit('step.subject', { ...session.edit, subject: ['cat'] });
    await settle();
    expect(session.finding).toBe('stopped');
  });

  it('brings each kind of background back as it was', async () => {
    const { editor, session } = await open();
    editor.setBackground('blur.amount', { kind: 'blur', amount: 77 });
    editor.chooseBackground('colour');
    editor.chooseBackground('blur');
    expect(session.edit.background).toEqual({ kind: 'blur', amount: 77 });
    editor.chooseBackground('picture');
    expect(session.wantsPicture).toBe(true);
    expect(session.edit.background.kind).toBe('blur');
  });

  it('paints with a brush of 4 % of the photo’s long side, until another share is chosen', async () => {
    const { editor } = await open();
    expect(editor.workspace.radius).toBe(8);
    editor.workspace.radius = 20;
    editor.workspace.fitBrush(3000, 4000);
    expect(editor.workspace.radius).toBe(200);
    editor.workspace.resizeBrush(1e-9);
    expect(editor.workspace.radius).toBe(1);
  });

  it('tries a failed export again where it was to go', async () => {
    const { editor, door } = await open({
      'export.run': () => failed({ code: 'compute-died', message: 'It ended.' }),
    });
    await editor.export();
    editor.messages.shown.at(-1)!.actions[0].run();
    await settle();
    const asked = door.asked.filter(({ name }) => name === 'export.run');
    expect(asked.map(({ request }) => (request as { retry: boolean }).retry)).toEqual([false, true]);
  });

  it('calls a backdrop that is no picture by the name that a person knows', async () => {
    const sum = `${'0123456789abcdef'.repeat(4)}.png`;
    const message = `The backdrop "${sum}" is not a picture.`;
    const { editor } = await open({
      'backdrop.open': () => failed({ code: 'backdrop-not-a-picture', message }),
    });
    await editor.take('backdrop', [new File([], 'words.png')]);
    expect(editor.messages.shown.at(-1)?.detail).toBe('The backdrop "words.png" is not a picture.');
  });

  it('takes the theme and the brush that were chosen last time', async () => {
    const { editor } = await open({
      'app.facts': () =>
        done({
          ...facts,
          settings: { ...facts.settings, theme: 'dark', brush: { share: 0.1, hardness: 1 } },
        }),
    });
    await editor.start();
    expect([document.documentElement.dataset['theme'], editor.workspace.radius]).toEqual(['dark', 20]);
    appearance.use(undefined);
    expect(document.documentElement.dataset['theme']).toBeUndefined();
  });

  it('offers the edit from last time, and restores it as a step', async () => {
    const recovered = { ...defaultEdit(), feather: { width: 5, height: 5 } };
    const { editor, session } = await open({ 'photo.open': () => done({ ...openedPhoto, recovered }) });
    expect(session.recovered).toEqual(recovered);
    editor.answerRecovery(session, true);
    expect([session.edit, session.recovered]).toEqual([recovered, undefined]);
  });
});
