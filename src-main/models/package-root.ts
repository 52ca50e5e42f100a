import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PortraitError } from '../../src-shared/contract/errors.ts';

/**
 * The folder that holds package.json: two levels up from the sources, three from `dist/`, so it is looked for.
 *
 * @param from the file to start at
 * @throws PortraitError 'internal' when there is none above it
 */
export function packageRoot(from: string = fileURLToPath(import.meta.url)): string {
  const folder = dirname(from);
  if (existsSync(join(folder, 'package.json'))) return folder;
  if (folder === from)
    throw new PortraitError('internal', 'No package.json above the program. Please reinstall it.');
  return packageRoot(folder);
}

/** This program's version. */
export function programVersion(): string {
  const text = readFileSync(join(packageRoot(), 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
