import { expect, it } from 'vitest';
import { carryOut } from '../../src-renderer/state/commands.ts';
import { anEditor } from './a-window.ts';

it('the about box opens by its command', () => {
  const { editor } = anEditor();
  carryOut(editor, 'about');
  expect(editor.workspace.aboutOpen).toBe(true);
});
