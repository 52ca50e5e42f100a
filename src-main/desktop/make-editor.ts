/** The editor with this door's compute process. */
import { utilityProcess } from 'electron';
import type { Log } from '../log/log.ts';
import { createEditor, editorFolders, type Dialogs, type Editor, type Emit } from '../studio/editor/index.ts';
import { openStudio } from '../studio/index.ts';
import { utilityChannel } from './utility-channel.ts';

export interface DoorParts {
  readonly dialogs: Dialogs;
  readonly emit: Emit;
  readonly log: Log;
}

export function makeEditor(parts: DoorParts): Editor {
  const start = () => utilityChannel(utilityProcess.fork.bind(utilityProcess));
  const studio = openStudio({ start, log: parts.log });
  studio.warmUp();
  const editor = createEditor({ studio, folders: editorFolders(), trustsPaths: true, ...parts });
  const close = async () => {
    await editor.close();
    studio.close();
  };
  return { ...editor, close };
}
