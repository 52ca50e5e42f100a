import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Door } from '../../src-shared/contract/editor/door.ts';

const root = join(import.meta.dirname, '../..');
const binary = electronBinary();
const built =
  existsSync(join(root, 'dist/desktop/preload.cjs')) && existsSync(join(root, 'dist/renderer/index.html'));
const wanted = process.env['PORTRAIT_REQUIRE_ELECTRON'] !== undefined;
const missing =
  binary === undefined ? 'Electron’s binary is not here' : built ? undefined : 'nothing was built';

describe.skipIf(missing !== undefined && !wanted)(`the real Electron (${missing ?? 'here'})`, () => {
  it('opens the built window on our scheme, and answers the facts over its bridge', async () => {
    const userData = mkdtempSync(join(tmpdir(), 'portrait-electron-'));
    const program = await _electron.launch({
      executablePath: binary!,
      args: [root, `--user-data-dir=${userData}`],
      env: { ...(process.env as Record<string, string>), PORTRAIT_DATA: userData },
    });
    const page = await program.firstWindow();
    expect(page.url()).toBe('portrait://app/index.html');
    await page.getByRole('button', { name: 'Open photo' }).first().waitFor();
    const facts = await page.evaluate(() =>
      (globalThis as unknown as { portrait: Door }).portrait.call('app.facts', {}),
    );
    expect(facts).toMatchObject({ ok: true });
    await program.close();
  });
});

function electronBinary(): string | undefined {
  const folder = join(root, 'node_modules', 'electron');
  const named = join(folder, 'path.txt');
  if (!existsSync(named)) return undefined;
  const path = join(folder, 'dist', readFileSync(named, 'utf8').trim());
  return existsSync(path) ? path : undefined;
}
