/** Electron's main process: starts once, hands further starts' photos to the first, and opens the desktop door. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app, protocol } from 'electron';
import { noteCrashes } from '../log/crashes.ts';
import { openLog } from '../log/log.ts';
import { packageRoot } from '../models/package-root.ts';
import { editorFolders } from '../studio/editor/index.ts';
import { Desktop } from './desktop.ts';
import { photoArguments } from './photo-arguments.ts';
import { installedUpdates } from './installed-updates.ts';
import { customScheme } from './protocol.ts';
import { runSelfTest, selfTestFile } from './self-test.ts';

protocol.registerSchemesAsPrivileged([customScheme]);

let desktop: Desktop | undefined;
const log = openLog(editorFolders().log);
noteCrashes(log);
const photos = photoArguments(process.argv, { packaged: app.isPackaged, cwd: process.cwd() });

// Chromium reorders a second start's arguments: its photos are sent beside them.
if (app.requestSingleInstanceLock({ photos })) start();
else app.quit();

function start() {
  const report = selfTestFile(process.argv);
  if (report !== undefined) endWithSelfTest(report);
  app.on('second-instance', (_event, _argv, _cwd, sent) => open((sent as { photos: string[] }).photos));
  app.on('open-file', (event, path) => {
    event.preventDefault();
    open([path]);
  });
  void app.whenReady().then(() => {
    const dist = join(packageRoot(), 'dist');
    desktop = new Desktop(
      {
        pages: join(dist, 'renderer'),
        preload: join(dist, 'desktop', 'preload.cjs'),
        log,
        ...(hasUpdates() && { updates: installedUpdates }),
      },
      photos,
    );
  });
}

function endWithSelfTest(report: string) {
  app.once('browser-window-created', (_event, window) => {
    void runSelfTest(window.webContents, report).then(code => app.exit(code));
  });
}

/** A release is packed with the address of the next ones. */
const hasUpdates = () => app.isPackaged && existsSync(join(process.resourcesPath, 'app-update.yml'));

/** macOS names the files to open before it is ready. */
function open(more: readonly string[]) {
  if (desktop) desktop.open(more);
  else photos.push(...more);
}
