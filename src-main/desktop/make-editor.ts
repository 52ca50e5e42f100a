/** The editor with this door's compute process. */
import { utilityProcess } from 'electron';
import { createEditor, editorFolders, type Dialogs, type Editor, type Emit } from '../studio/editor/index.ts';
import { openStudio } from '../studio/index.ts';
import { utilityChannel } from './utility-channel.ts';

export function makeEditor(parts: { readonly dialogs: Dialogs; readonly emit: Emit }): Editor {
  const studio = openStudio({ start: () => utilityChannel(utilityProcess.fork.bind(utilityProcess)) });
  studio.warmUp();
  const editor = createEditor({ studio, folders: editorFolders(), trustsPaths: true, ...parts });
  const close = async () => {
    await editor.close();
    studio.close();
  };
  return { ...editor, close };
}
