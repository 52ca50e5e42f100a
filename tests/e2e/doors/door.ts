/** What differs from door to door; a spec knows no more of a door than this. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Command } from '../../../src-shared/contract/editor/app.ts';

export interface Door {
  readonly name: string;
  /** Why the editor cannot be driven through it here, if so. */
  readonly cannot: string | undefined;
  /** It shows more than one window of one program. */
  readonly hasWindows: boolean;
  /** It has a menu, dialogs of the system, and a window that can be closed. */
  readonly isDesktop: boolean;
  start(wish: Wish): Promise<EditorAtDoor>;
  /** Lets go of what its editors shared. */
  end(): Promise<void>;
}

export interface Wish {
  /** Named when the program is started. */
  readonly photos?: readonly string[];
  readonly locale?: 'en' | 'ko';
  /** Where the program keeps what is its own. */
  readonly data: string;
  /** What the program finds in its environment besides. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The networks that a person has fetched or imported: each editor has its own. */
export const storeIn = (data: string): string => join(data, 'models');

/** Large enough for every panel, and no more than a browser that draws in software must draw. */
export const viewport = { width: 1024, height: 700 } as const;

/** Forgets edits, settings and recent files; what was handed in and the networks stay. */
export function forgetKept(data: string) {
  for (const name of ['edits', 'settings.json', 'recent.json'])
    rmSync(join(data, name), { recursive: true, force: true });
}

/** What differs from this process's own environment. */
export const environmentOf = ({ data, env }: Wish): Record<string, string> => ({
  PORTRAIT_DATA: data,
  PORTRAIT_MODELS: storeIn(data),
  ...env,
});

/** What was saved, where a person finds it. */
export interface Saved {
  readonly name: string;
  readonly path: string;
}

export interface EditorAtDoor {
  /** The window; another one after a crash. */
  readonly page: Page;
  readonly data: string;
  /** Presses, and chooses these files in what then asks for some. */
  choosing(paths: readonly string[], press: () => Promise<void>): Promise<void>;
  /** Presses, and waits for the file that is saved then. */
  saving(press: () => Promise<void>): Promise<Saved>;
  /** Says where these files lie, where the page's own files do not tell. */
  knowFiles(paths: readonly string[]): Promise<void>;
  computePid(): Promise<number>;
  /** Ends the program as kill -9 does, and starts it again on the same data. */
  crash(): Promise<void>;
  /** Closes what is open and forgets what was kept: the next test finds it as it is when it is started first. */
  clear(): Promise<void>;
  close(): Promise<void>;
  /** Another window, where the door has it. */
  another(): Promise<EditorAtDoor>;
  /** The rest of a desktop, where the door has one. */
  readonly desktop: DesktopHands;
}

export interface DesktopHands {
  menuLabels(): Promise<string[]>;
  clickMenu(name: Command): Promise<void>;
  /** The person presses this button in the next question, counted from 0. */
  answerQuestion(button: number): Promise<void>;
  /** The options of every dialog that was shown. */
  dialogs(): Promise<readonly ShownDialog[]>;
  /** The files that the system was told to show in their folders. */
  filesShown(): Promise<readonly string[]>;
  closeWindow(): Promise<void>;
  windowCount(): Promise<number>;
  /** Starts the program once more on the same data. @returns its exit code */
  startAgain(words: readonly string[]): Promise<number | null>;
  /** The exit code, when the program ends. */
  readonly exited: Promise<number | null>;
}

export interface ShownDialog {
  readonly method: string;
  readonly options: unknown;
}

/** A door without it. */
export const noDesktop = (): never => {
  throw new Error('This door has no desktop.');
};
