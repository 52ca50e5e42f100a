import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { redact } from './redact.ts';

/** What happened, in a few words; beside it what went wrong, which is redacted. */
export type Note = (what: string, wrong?: unknown) => void;

/**
 * What went wrong on this machine, kept on this machine: a file in the program's own folder, which nobody but a person
 * sends anywhere. No pixels, and no names of files.
 */
export interface Log {
  readonly note: Note;
  /** @returns the latest lines, oldest first */
  readonly last: (count: number) => string[];
}

/** Bytes of one file; and files that are kept beside the one that is written to. */
const LARGEST = 256_000;
const OLD_FILES = 2;

/** Written at once, because the process may be ending. What cannot be written is lost: a log is no reason to fail. */
export function openLog(folder: string, largest = LARGEST): Log {
  const pathOf = (age: number) => join(folder, age === 0 ? 'portrait.log' : `portrait.${age}.log`);
  return {
    note(what, wrong) {
      const line = `${new Date().toISOString()} ${what}${wrong === undefined ? '' : `: ${redact(wordsOf(wrong))}`}\n`;
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        if (sizeOf(pathOf(0)) + Buffer.byteLength(line) > largest) rotate(pathOf);
        appendFileSync(pathOf(0), line, { mode: 0o600 });
      } catch {
        // The disk is full, or the folder is somebody else's.
      }
    },
    last: count => [...linesOf(pathOf(1)), ...linesOf(pathOf(0))].slice(-count),
  };
}

/** For whoever keeps no log. */
export const noLog: Log = { note: () => undefined, last: () => [] };

function wordsOf(wrong: unknown): string {
  if (!(wrong instanceof Error)) return String(wrong);
  return wrong.stack ?? `${wrong.name}: ${wrong.message}`;
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

function rotate(pathOf: (age: number) => string): void {
  for (let age = OLD_FILES - 1; age >= 0; age--) {
    if (sizeOf(pathOf(age)) > 0) renameSync(pathOf(age), pathOf(age + 1));
  }
}

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').trimEnd().split('\n');
  } catch {
    return [];
  }
}
