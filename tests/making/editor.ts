import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { type Log, noLog } from '../../src-main/log/log.ts';
import {
  createEditor,
  type Dialogs,
  type Editor,
  editorFolders,
  openStudio,
} from '../../src-main/studio/index.ts';
import type { EditorEvents } from '../../src-shared/contract/editor/app.ts';
import type {
  ChannelName,
  Request as Asked,
  Response as Answered,
} from '../../src-shared/contract/editor/channels.ts';

/** An editor of its own, with its own folder for data, and what it said unasked. */
export interface TestEditor {
  readonly editor: Editor;
  readonly progress: EditorEvents['progress'][];
  /** The compute process, to be broken. */
  readonly pid: () => number | undefined;
  /** The value of a call that must go well. */
  readonly ask: <C extends ChannelName>(name: C, request: Asked<C>) => Promise<Answered<C>>;
  /** The code of a call that must not. */
  readonly refused: (name: ChannelName, request: unknown) => Promise<string>;
  /** The bytes at an address. */
  readonly fetch: (address: string) => Promise<Response>;
}

/** Starts an editor whose data lies in `folder`; it ends with the test file. */
export function startEditor(folder: string, dialogs?: Dialogs, log: Log = noLog): TestEditor {
  const studio = openStudio({ log });
  const progress: EditorEvents['progress'][] = [];
  const folders = editorFolders({ ...process.env, PORTRAIT_DATA: join(folder, 'data') });
  const editor = createEditor({
    studio,
    folders,
    dialogs,
    log,
    trustsPaths: true,
    emit: (event, payload) => {
      if (event === 'progress') progress.push(payload as EditorEvents['progress']);
    },
  });
  afterAll(async () => {
    await editor.close();
    studio.close();
  });
  return {
    editor,
    progress,
    pid: () => studio.compute.pid,
    async ask(name, request) {
      const result = await editor.handle(name, request);
      if (!result.ok) expect.fail(`${name}: ${result.code}: ${result.message}`);
      return result.value;
    },
    async refused(name, request) {
      const result = await editor.handle(name, request);
      return result.ok ? 'done' : result.code;
    },
    fetch: address => editor.picture(new Request(`http://door/${address}`)),
  };
}
