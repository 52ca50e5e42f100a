import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  createEditor,
  type Editor,
  editorFolders,
  openStudio,
  type Studio,
} from '../../src-main/studio/index.ts';
import type {
  ChannelName,
  Request as Asked,
  Response as Answered,
} from '../../src-shared/contract/editor/channels.ts';

/** The program without a window: the handlers that both doors use, and the compute process. */
export interface Bench {
  readonly studio: Studio;
  readonly folder: string;
  /** The value of a call that must go well. */
  readonly ask: <C extends ChannelName>(name: C, request: Asked<C>) => Promise<Answered<C>>;
  /** Fetches a picture as the window does. */
  readonly fetch: (address: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** @param folder for data and results */
export function startBench(folder: string): Bench {
  const studio = openStudio();
  const folders = editorFolders({ ...process.env, PORTRAIT_DATA: join(folder, 'data') });
  const dialogs = {
    chooseFiles: () => Promise.resolve([]),
    chooseSave: (suggestion: string) =>
      Promise.resolve(join(folder, 'saved', suggestion.replace(/.*\//, ''))),
    showInFolder: () => undefined,
  };
  const editor = createEditor({ studio, folders, dialogs, trustsPaths: true, emit: () => undefined });
  return {
    studio,
    folder,
    ask: (name, request) => ask(editor, name, request),
    async fetch(address) {
      const answer = await editor.picture(new Request(`http://door/${address}`));
      if (!answer.ok) throw new Error(`${address} answered ${answer.status}.`);
      await answer.arrayBuffer();
    },
    async close() {
      await editor.close();
      studio.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function ask<C extends ChannelName>(editor: Editor, name: C, request: Asked<C>): Promise<Answered<C>> {
  const result = await editor.handle(name, request);
  if (!result.ok) throw new Error(`${name}: ${result.code}: ${result.message}`);
  return result.value;
}
