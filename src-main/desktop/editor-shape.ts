/** What this door needs of the editor. */
import type { ChannelName } from '../../src-shared/contract/editor/channels.ts';
import type { Result } from '../../src-shared/contract/result.ts';
import type { Emit } from './menu.ts';
import type { desktopDialogs } from './dialogs.ts';

export interface Editor {
  handle(name: ChannelName, request: unknown): Promise<Result<unknown>>;
  picture(request: Request): Promise<Response>;
  close(): void | Promise<void>;
}

export interface EditorParts {
  readonly dialogs: ReturnType<typeof desktopDialogs>;
  readonly emit: Emit;
}

export type MakeEditor = (parts: EditorParts) => Editor;
