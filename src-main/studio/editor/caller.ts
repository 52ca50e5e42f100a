import type { EditorEvents, EventName, fileKinds } from '../../../src-shared/contract/editor/app.ts';

export type Emit = <E extends EventName>(event: E, payload: EditorEvents[E]) => void;

/** The window that asks: its jobs are its own, and it hears of their progress. */
export interface Caller {
  readonly id: string;
  readonly emit: Emit;
}

export type FileKind = (typeof fileKinds)[number];

/** What a door with dialogs of its own can do. A browser has none: what it saves is downloaded. */
export interface Dialogs {
  /** Full paths; none when the person closed the dialog. */
  chooseFiles(kind: FileKind, many: boolean): Promise<readonly string[]>;
  /**
   * @param suggestion a full path, or a name alone
   * @returns a full path that may be overwritten; undefined when the person closed the dialog
   */
  chooseSave(suggestion: string): Promise<string | undefined>;
  /** Shows a file in the system's file manager. */
  showInFolder(path: string): void;
}
