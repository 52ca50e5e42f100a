import { cpSync, existsSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Lays the program out as it is installed, in a folder of its own: the sources, the preload as the build bundles it,
 * and the window. So a test is of what is there now, and another that builds at the same time does not disturb it.
 *
 * @param pages the window's folder; the built one when left out
 * @returns the program's root
 */
export async function stageProgram({ pages = builtPages }: { pages?: string } = {}): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'portrait-staged-'));
  mkdirSync(join(root, 'dist'));
  for (const name of ['package.json', 'src-main', 'src-shared'])
    cpSync(join(repository, name), join(root, name), { recursive: true });
  for (const name of ['node_modules', 'models', 'assets'])
    symlinkSync(join(repository, name), join(root, name), 'junction');
  cpSync(pages, join(root, 'dist', 'renderer'), { recursive: true });
  await build({
    root: repository,
    configFile: join(repository, 'vite.desktop.config.ts'),
    logLevel: 'error',
    build: { outDir: join(root, 'dist', 'desktop') },
  });
  return root;
}

export const builtPages = join(repository, 'dist', 'renderer');
export const windowIsBuilt = existsSync(join(builtPages, 'index.html'));
