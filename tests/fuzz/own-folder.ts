import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for this process alone; it goes when the process ends. */
export function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'portrait-fuzz-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Gives the program stores and data of its own, and no way out: nothing of the person's is touched or fetched. */
export function keepWithin(folder: string): void {
  process.env['PORTRAIT_MODELS'] = join(folder, 'models');
  process.env['PORTRAIT_DATA'] = join(folder, 'data');
  delete process.env['PORTRAIT_MIRROR'];
  delete process.env['NO_PROXY'];
  delete process.env['no_proxy'];
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'])
    process.env[name] = 'http://127.0.0.1:9';
}
