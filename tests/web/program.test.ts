import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { browserCommand } from '../../src-main/web/open-browser.ts';
import { temporaryFolder } from '../making/folder.ts';

const main = fileURLToPath(new URL('../../src-main/web/main.ts', import.meta.url));
const built = existsSync(fileURLToPath(new URL('../../dist/renderer/index.html', import.meta.url)));
const folder = temporaryFolder();

function start(...words: string[]) {
  const env = { ...process.env, PORTRAIT_DATA: join(folder, 'data') };
  const child = spawn(process.execPath, [main, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let complained = '';
  const first = new Promise<string>(resolve =>
    child.stdout.on('data', (text: Buffer) => resolve((said += text.toString()))),
  );
  child.stderr.on('data', (text: Buffer) => (complained += text.toString()));
  const ended = new Promise<number | null>(resolve => child.on('close', resolve));
  return { child, first, ended, complained: () => complained };
}

describe('the program', () => {
  it('says what is wrong with its words', async () => {
    for (const words of [['--port', 'seven'], ['--port', '70000'], ['--nonsense']]) {
      const { ended, complained } = start(...words);
      expect(await ended).toBe(2);
      expect(complained()).toMatch(/^portrait: .+\n$/);
    }
  });

  it.skipIf(!built)('prints its address, answers there, and ends when it is told to', async () => {
    const { child, first, ended } = start('--no-open');
    const [address] = /http:\S+/.exec(await first) ?? [''];
    expect((await fetch(address, { redirect: 'manual' })).status).toBe(302);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});

describe('the browser', () => {
  it('is asked for as each system does', () => {
    const address = 'http://127.0.0.1:1/?token=0';
    expect(browserCommand('linux', address)).toEqual(['xdg-open', address]);
    expect(browserCommand('darwin', address)).toEqual(['open', address]);
    expect(browserCommand('win32', address)).toEqual(['cmd', '/c', 'start', '""', address]);
  });
});
