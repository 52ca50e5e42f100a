import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PortraitError } from '../../src-shared/contract/errors.ts';

/**
 * The folder that holds package.json: two levels up from the sources, three from `dist/`, so it is looked for. In an
 * installed program it is an archive, which Node's own functions read as a folder.
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

const archive = `${sep}app.asar`;

/**
 * A folder of the program that native code reads, which knows no archives: electron-builder.yml lists it under
 * asarUnpack, and so it lies beside the archive.
 *
 * @param root the program's folder
 */
export const unpackedFolder = (root: string, ...parts: readonly string[]): string =>
  join(root.endsWith(archive) ? `${root}.unpacked` : root, ...parts);

/** The program's own, as package.json has it. */
export function programVersion(): string {
  const text = readFileSync(join(packageRoot(), 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
