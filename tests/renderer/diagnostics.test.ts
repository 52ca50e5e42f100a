import { afterEach, expect, it, vi } from 'vitest';
import { carryOut } from '../../src-renderer/state/commands.ts';
import { done, failed } from '../../src-shared/contract/result.ts';
import { anEditor, settle } from './a-window.ts';

afterEach(() => vi.unstubAllGlobals());

/** What was put on the clipboard. */
function clipboard(): string[] {
  const texts: string[] = [];
  const writeText = (text: string) => Promise.resolve(void texts.push(text));
  vi.stubGlobal('navigator', { userAgent: 'a browser', clipboard: { writeText } });
  return texts;
}

it('copies what the main side and the page know', async () => {
  const texts = clipboard();
  const { editor, asked } = anEditor({ 'app.diagnostics': () => done({ text: 'Portrait Studio 0' }) });
  carryOut(editor, 'copy-diagnostics');
  await settle();
  expect(asked('app.diagnostics')).toEqual([{ gpu: 'no WebGL2', browser: 'a browser' }]);
  expect(texts).toEqual(['Portrait Studio 0']);
  expect(editor.messages.shown[0]).toMatchObject({ kind: 'done', title: /^Diagnostics copied/ });
});

it('says so when there is nothing to copy', async () => {
  const texts = clipboard();
  const failure = failed({ code: 'internal', message: 'No.' });
  const { editor } = anEditor({ 'app.diagnostics': () => failure });
  carryOut(editor, 'copy-diagnostics');
  await settle();
  expect(texts).toEqual([]);
  expect(editor.messages.shown[0]).toMatchObject({ kind: 'error' });
});
