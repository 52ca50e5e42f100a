import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Finding, judge } from './judge.ts';
import { loadTarget, type Target } from './target.ts';

/** Where inputs are kept that something went wrong with; those that are mended stay, as regression tests. */
export const findingsFolder = fileURLToPath(new URL('./findings', import.meta.url));

/** @returns the file */
export function keep<T>(name: string, target: Target<T>, input: T, { key }: Finding): string {
  const folder = join(findingsFolder, name);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, key);
  writeFileSync(path, target.write(input));
  return path;
}

/**
 * A target that keeps what it finds and goes on, so that one fault does not hide the others behind it.
 * @returns takes an input in
 */
export async function judgedTarget(name: string): Promise<(input: unknown) => Promise<void>> {
  const target = await loadTarget(name);
  const known = new Set<string>();
  return async input => {
    try {
      await judge(target.run, input);
    } catch (error) {
      if (!(error instanceof Finding)) throw error;
      if (known.has(error.key)) return;
      known.add(error.key);
      console.error(`FINDING ${error.message}: ${keep(name, target, input, error)}`);
    }
  };
}
