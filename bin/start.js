#!/usr/bin/env node
// `npm start [photo…] [--no-open]`: the editor in its own window, or in the browser where Electron's binary is not.
// Plain JavaScript on purpose: it runs even where nothing was built, and says what is missing.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const needed = {
  desktop: [join(root, 'dist/src-main/desktop/main.js'), join(root, 'dist/desktop/preload.cjs')],
  web: [join(root, 'dist/src-main/web/main.js')],
};

const electron = electronBinary();
const missing = [...needed[electron ? 'desktop' : 'web'], join(root, 'dist/renderer/index.html')].filter(
  path => !existsSync(path),
);
if (missing.length > 0) {
  console.error(
    'portrait: Portrait Studio is not built: run "npm run build" in its folder, then "npm start".',
  );
  process.exitCode = 1;
} else if (electron) {
  startElectron(electron);
} else {
  console.error("Electron's binary is not here: opening the editor in your browser instead.");
  await import(new URL('../dist/src-main/web/main.js', import.meta.url).href);
}

/** The package alone is not enough: its binary is fetched by a script that may have been left out. */
function electronBinary() {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
    const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist');
    const binary = join(dist, readFileSync(join(folder, 'path.txt'), 'utf8').trim());
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

function startElectron(binary) {
  const words = process.argv.slice(2).filter(word => word !== '--no-open');
  const child = spawn(binary, [root, ...words], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('error', error => {
    console.error(`portrait: Electron did not start (${error.message}). Run "npm ci" again.`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });
}
