/**
 * `npm ci` ends here: compiles the program, links `portrait` for npx, and brings the networks that every photo needs.
 * A network that cannot be fetched does not fail the install: everything else works without it, and the
 * program says what to run when it needs it.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const run = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;

function linkCommand() {
  const link = `${root}node_modules/.bin/portrait`;
  mkdirSync(`${root}node_modules/.bin`, { recursive: true });
  rmSync(link, { force: true });
  if (process.platform !== 'win32') symlinkSync('../../bin/portrait.js', link);
  chmodSync(`${root}bin/portrait.js`, 0o755);
}

// npx links this folder into its cache, and npm prepares what it links: it is built already.
if (process.env.npm_command === 'exec' && existsSync(`${root}dist`)) process.exit(0);

const compiler = `${root}node_modules/typescript/bin/tsc`;
if (existsSync(compiler)) {
  rmSync(`${root}dist`, { recursive: true, force: true });
  if (run('scripts/build-simd.js') !== 0) process.exit(1);
  if (run(compiler, '-p', 'tsconfig.build.json') !== 0) process.exit(1);
  const vite = ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'];
  if (run(...vite) !== 0) process.exit(1);
  if (run(...vite, '--config', 'vite.desktop.config.ts') !== 0) process.exit(1);
  if (run('scripts/bring-font.js') !== 0) process.exit(1);
}
linkCommand();
// Until Node 22.18 a flag was needed to read TypeScript.
if (existsSync(compiler)) run('--experimental-strip-types', '--no-warnings', 'scripts/licences.ts');
// The other networks are fetched when they are asked for.
for (const name of ['u2netp', 'selfie']) run('bin/portrait.js', 'models', 'pull', name, '--shipped');
