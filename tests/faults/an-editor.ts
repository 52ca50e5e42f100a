import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { defaultEdit, type Edit } from '../../src-shared/edit/schema.ts';
import { startEditor } from '../making/editor.ts';

/** A look that no network is asked for. */
export const keyed: Edit = {
  ...defaultEdit(),
  key: { colour: '#00b140', tolerance: 50, spill: 100 },
  background: { kind: 'colour', colour: '#306090' },
};

/**
 * An editor as the desktop has it.
 * @param folder for its data, made if need be
 * @param save where every file goes
 */
export function editorSavingTo(folder: string, save: () => string) {
  mkdirSync(folder, { recursive: true });
  const dialogs = {
    chooseFiles: () => Promise.resolve([]),
    chooseSave: () => Promise.resolve(save()),
    showInFolder: () => undefined,
  };
  const editor = startEditor(folder, dialogs);
  const open = async (path: string) => {
    const { photo } = await editor.ask('photo.open', { source: { kind: 'path', path }, job: 'open' });
    return photo;
  };
  const options = { what: 'result', format: 'png', quality: 90, keepMetadata: true } as const;
  /** What came of an export: `done`, or why not. */
  const exported = (photo: string) =>
    editor.refused('export.run', { photo, job: 'export', edit: keyed, options, again: false });
  return { ...editor, open, exported, data: join(folder, 'data') };
}
