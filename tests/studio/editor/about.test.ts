import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { startEditor } from '../../making/editor.ts';
import { temporaryFolder } from '../../making/folder.ts';

const { ask } = startEditor(temporaryFolder());

beforeAll(() => {
  execFileSync(process.execPath, [fileURLToPath(new URL('../../../scripts/licences.ts', import.meta.url))]);
});

it('tells its version, and the licences of what it is made with', async () => {
  const { version, licences } = await ask('app.about', {});
  expect(version).toMatch(/^\d+\.\d+\.\d+/);
  expect(licences).toMatch(/\n {2}sharp [\d.]+ \(Apache-2\.0\)\n/);
  expect(licences).toContain('THE SOFTWARE IS PROVIDED "AS IS"');
});
