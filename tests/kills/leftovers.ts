import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

const hidden = /^\.(portrait|part|deeplab)-/;

/** What is left of files that were being written. */
export function leftoversIn(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  return names.filter(name => hidden.test(name.split(/[/\\]/).at(-1)!)).map(name => join(folder, name));
}

/** Makes them two hours old, so that nobody takes them for a program's at work. */
export function age(paths: readonly string[]): void {
  const then = Date.now() / 1000 - 2 * 3600;
  for (const path of paths) if (statSync(path, { throwIfNoEntry: false })) utimesSync(path, then, then);
}
