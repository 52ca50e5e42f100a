/**
 * `npm run test:pack`: packs the program as npm would publish it, installs that file in an empty folder, and does the
 * main job there with the `portrait` that npm links. Needs what `npm ci` has built, and npm's registry or cache.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'portrait-pack-'));
const isWindows = process.platform === 'win32';

function npm(...words: string[]): string {
  return execFileSync('npm', words, { cwd: folder, encoding: 'utf8', shell: isWindows });
}

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

const known =
  /^(package\.json|LICENSE|README\.md|CHANGELOG\.md|THIRD-PARTY-LICENSES\.txt|(bin|dist|man|models)\/.*)$/;

/** No test, no source, no picture of the README. */
function checkFiles({ files }: Packed) {
  const others = files
    .map(({ path }) => path)
    .filter(path => !known.test(path) && !path.startsWith('assets/samples/'));
  const sources = files.map(({ path }) => path).filter(path => /\.(ts|svelte|map)$|\btests\//.test(path));
  const extra = [...others, ...sources];
  if (extra.length > 0) throw new Error(`These files do not belong into the package: ${extra.join(', ')}`);
}

try {
  const [packed] = JSON.parse(npm('pack', '--json', '--ignore-scripts', root)) as [Packed];
  checkFiles(packed);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  npm(
    'install',
    '--ignore-scripts',
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
    join(folder, packed.filename),
  );
  copyFileSync(join(root, 'assets/samples/astronaut.png'), join(folder, 'photo.png'));
  // Elsewhere than the user's own store: the networks that came along are to be enough.
  process.env['PORTRAIT_MODELS'] = join(folder, 'models');
  npm('exec', '--offline', '--', 'portrait', 'photo.png', '-o', 'portrait.jpg');
  const { size } = statSync(join(folder, 'portrait.jpg'));
  console.log(`${packed.filename}: installed, and wrote a portrait of ${size} bytes.`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
