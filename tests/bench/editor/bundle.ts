import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Builds the window as it stands in the sources, beside the one that is in use. @returns its folder */
export async function buildWindow(): Promise<string> {
  const outDir = join(root, 'tests', 'output', 'bench-window');
  await build({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'silent',
    build: { outDir, emptyOutDir: true },
  });
  return outDir;
}

/** Compiles the program as it stands in the sources, as `npm run build` does for who starts it. @returns its folder */
export function buildProgram(): string {
  const outDir = join(root, 'tests', 'output', 'bench-program');
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const words = ['-p', join(root, 'tsconfig.build.json'), '--outDir', outDir, '--sourceMap', 'false'];
  execFileSync(process.execPath, [tsc, ...words], { stdio: 'inherit' });
  return outDir;
}

/** What a window loads before it works, and its typeface, in kilobytes. The typeface is compressed already. */
export function bundleSize(folder: string): { readonly gzipped: number; readonly fonts: number } {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(name => join(folder, name));
  const ending = (...endings: string[]) => files.filter(file => endings.includes(extname(file)));
  const sum = (some: string[], size: (bytes: Buffer) => number) =>
    some.reduce((total, file) => total + size(readFileSync(file)), 0) / 1000;
  return {
    gzipped: sum(ending('.html', '.js', '.css', '.svg'), bytes => gzipSync(bytes).length),
    fonts: sum(ending('.woff2'), bytes => bytes.length),
  };
}
