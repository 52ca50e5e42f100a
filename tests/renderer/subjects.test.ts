import { afterEach, describe, expect, it } from 'vitest';
import { stepText } from '../../src-renderer/state/step-text.ts';
import { chipsOf, toggled } from '../../src-renderer/state/subjects.ts';
import { language } from '../../src-renderer/state/text.svelte.ts';
import { done } from '../../src-shared/contract/result.ts';
import type { Subject } from '../../src-shared/edit/subject.ts';
import { anEditor, madeMatte, settle, withPictures } from './a-window.ts';

const seen = {
  classes: [
    { name: 'person', share: 0.3 },
    { name: 'dog', share: 0.1 },
  ],
  meant: ['person'],
} as const;
const meantOf = (subject: Subject) =>
  chipsOf(subject, seen)
    .filter(({ meant }) => meant)
    .map(({ name }) => name);

describe('the chips', () => {
  it('are one a class that was found; what auto took is pressed', () => {
    expect(chipsOf('auto', seen)).toEqual([
      { name: 'person', share: 0.3, meant: true },
      { name: 'dog', share: 0.1, meant: false },
    ]);
  });

  it('show what was named as pressed, whatever was found to be meant', () => {
    expect(meantOf(['dog'])).toEqual(['dog']);
    expect(meantOf('any')).toEqual([]);
  });

  it('keep a class that is wanted and is not in the photo, so that it can be dropped', () => {
    expect(chipsOf(['cat'], seen).at(-1)).toEqual({ name: 'cat', share: undefined, meant: true });
  });

  it('add and drop a class', () => {
    expect(toggled('auto', seen, 'dog')).toEqual(['dog', 'person']);
    expect(toggled(['dog', 'person'], seen, 'person')).toEqual(['dog']);
    expect(toggled('any', seen, 'dog')).toEqual(['dog']);
  });

  it('leave whatever stands out when the last class is dropped', () => {
    expect(toggled(['dog'], seen, 'dog')).toBe('any');
  });
});

describe('a click on a chip', () => {
  withPictures();
  afterEach(() => language.use('en'));

  async function anOpenPhoto() {
    const made = { ...madeMatte, ...seen };
    const { editor, asked } = anEditor({ 'photo.matte': () => done(made) });
    await editor.open([{ kind: 'upload', upload: 'a' }]);
    await settle();
    const subjects = () => asked('photo.matte').map(request => (request as { subject: Subject }).subject);
    return { session: editor.current!, subjects };
  }
  const choose = (session: Awaited<ReturnType<typeof anOpenPhoto>>['session'], subject: Subject) =>
    session.commit('step.subject', { ...session.settled, subject });

  it('asks for the matte of that subject, and undo for the one before', async () => {
    const { session, subjects } = await anOpenPhoto();
    choose(session, ['dog']);
    await settle();
    session.undo();
    await settle();
    expect(subjects()).toEqual(['auto', ['dog'], 'auto']);
  });

  it('is one step, named after the subject, in the language of the moment', async () => {
    const { session } = await anOpenPhoto();
    choose(session, ['dog', 'person']);
    const names = () => session.history.steps.map(stepText);
    expect(names()).toEqual(['Opened', 'Subject: dog, person']);
    language.use('ko');
    expect(names().at(-1)).toMatch(/^피사체: 개.*사람$/);
  });
});
