import { resolve } from 'node:path';

/**
 * The photos among a program's arguments, as full paths. Started from the sources, Electron's second word is the
 * program's own folder.
 */
export function photoArguments(
  argv: readonly string[],
  { packaged, cwd }: { readonly packaged: boolean; readonly cwd: string },
): string[] {
  return argv
    .slice(packaged ? 1 : 2)
    .filter(word => word !== '' && !word.startsWith('-'))
    .map(word => resolve(cwd, word));
}
