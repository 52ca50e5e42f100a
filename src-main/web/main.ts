/** The editor in the installed browser: `[photo…] [--no-open] [--port N]`. Ends on Ctrl-C. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PortraitError, toFailure } from '../../src-shared/contract/errors.ts';
import { noteCrashes } from '../log/crashes.ts';
import { openLog } from '../log/log.ts';
import { packageRoot } from '../models/package-root.ts';
import { editorFolders } from '../studio/index.ts';
import { openBrowser } from './open-browser.ts';
import { serveEditor } from './serve-editor.ts';

interface Words {
  readonly photos: readonly string[];
  readonly open: boolean;
  readonly port: number | undefined;
}

function readWords(argv: string[]): Words {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: { 'no-open': { type: 'boolean' }, port: { type: 'string' } },
    });
    return { photos: positionals, open: !values['no-open'], port: readPort(values.port) };
  } catch (error) {
    if (error instanceof PortraitError) throw error;
    throw new PortraitError('usage', error instanceof Error ? error.message : String(error));
  }
}

function readPort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new PortraitError('usage', `Expected a port from 0 to 65535 but received "${text}".`);
}

async function run() {
  const { photos, open, port } = readWords(process.argv.slice(2));
  const rendererFolder = join(packageRoot(), 'dist', 'renderer');
  if (!existsSync(join(rendererFolder, 'index.html'))) {
    throw new PortraitError('usage', 'The window is not built: run "npm run build" first.');
  }
  const log = openLog(editorFolders().log);
  noteCrashes(log);
  const served = await serveEditor({ photos, port, rendererFolder, log });
  const end = () => void served.close().finally(() => process.exit(0));
  process.once('SIGINT', end).once('SIGTERM', end).once('SIGHUP', end);
  process.stdout.write(`Portrait Studio: ${served.address}\n`);
  if (open && !(await openBrowser(served.addressForOnce()))) {
    process.stderr.write('portrait: no browser could be started: open the address above in one.\n');
  }
}

try {
  await run();
} catch (error) {
  const { code, message } = toFailure(error);
  process.stderr.write(`portrait: ${message}\n`);
  process.exitCode = code === 'usage' ? 2 : 1;
}
