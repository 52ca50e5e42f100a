import { describe, expect, it } from 'vitest';
import type { Editor } from '../../src-renderer/state/editor.svelte.ts';
import { done } from '../../src-shared/contract/result.ts';
import type { Stroke } from '../../src-shared/edit/strokes.ts';
import { anEditor, madeMatte, settle, withPictures } from './a-window.ts';

interface Asked {
  readonly early?: boolean;
  readonly strokes: readonly Stroke[];
}

const stroke: Stroke = { mode: 'keep', radius: 9, hardness: 1, smart: true, points: [[1, 1, 1]] };
const early = { ...madeMatte, early: true, subjectShare: 0.3 } as const;
const whole = { ...madeMatte, subjectShare: 0.4 };

const said = (editor: Editor) =>
  editor.messages.heard.map(({ line }) => line).filter(line => line.startsWith('Subject'));

/** An editor with a photo, whose main side still looks closer until the test says that it has. */
async function openedWhileLooking() {
  const waiting: (() => void)[] = [];
  const { editor, asked } = anEditor({
    'photo.matte': (request: Asked) =>
      request.early
        ? done(early)
        : new Promise(resolve => {
            waiting.push(() => resolve(done(whole)));
          }),
  });
  await editor.open([{ kind: 'upload', upload: 'a' }]);
  await settle();
  const session = editor.current!;
  const mattes = () =>
    (asked('photo.matte') as Asked[]).map(one => [one.early ? 'early' : 'whole', one.strokes.length]);
  const lookedCloser = async () => {
    waiting.shift()!();
    await settle();
  };
  return { editor, session, asked, mattes, lookedCloser };
}

describe('a subject that is found at first sight', () => {
  withPictures();

  it('is shown and said, while a closer look is under way and says so', async () => {
    const { editor, session, mattes, lookedCloser } = await openedWhileLooking();
    expect(session.made?.subjectShare).toBe(0.3);
    expect(session.matte).toBeDefined();
    expect(said(editor)).toEqual(['Subject found']);
    expect(session.finding).toBe('refining');
    expect(mattes()).toEqual([
      ['early', 0],
      ['whole', 0],
    ]);
    await lookedCloser();
    expect(session.made?.subjectShare).toBe(0.4);
    expect(session.finding).toBe('found');
    expect(mattes()).toHaveLength(2);
    expect(said(editor)).toEqual(['Subject found']);
  });

  it('takes a stroke that is made meanwhile, and so does the closer look', async () => {
    const { session, asked, mattes, lookedCloser } = await openedWhileLooking();
    session.commit('step.keep', { ...session.edit, strokes: [stroke] });
    await settle();
    expect(asked('job.cancel')).toHaveLength(1);
    // What was asked for before the stroke comes to nothing, whether it was cancelled or only late.
    await lookedCloser();
    expect(session.made?.subjectShare).toBe(0.3);
    expect(session.finding).toBe('refining');
    await lookedCloser();
    expect(mattes().slice(2)).toEqual([
      ['early', 1],
      ['whole', 1],
    ]);
    expect(session.made?.subjectShare).toBe(0.4);
    expect(session.edit.strokes).toEqual([stroke]);
    expect(session.finding).toBe('found');
  });
});
