import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const bin = fileURLToPath(new URL('../../bin/portrait.js', import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portrait-bin-'));
  mkdirSync(join(folder, 'bin'));
  cpSync(bin, join(folder, 'bin/portrait.js'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
});
afterAll(() => rmSync(folder, { recursive: true }));

it('says what to run where nothing was built, as after npm ci --ignore-scripts', () => {
  const { status, stderr, stdout } = spawnSync(process.execPath, [join(folder, 'bin/portrait.js')], {
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain('npm run prepare');
  expect(stderr.trim().split('\n')).toHaveLength(1);
});
