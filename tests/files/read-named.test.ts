import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readNamed } from '../../src-main/files/read-named.ts';
import { temporaryFolder } from '../making/folder.ts';

const folder = temporaryFolder();
const posix = process.platform !== 'win32';

it('reads a file that is as long as it may be, and none that is longer', async () => {
  const path = join(folder, 'file');
  writeFileSync(path, 'four');
  expect((await readNamed(path, 4)).toString()).toBe('four');
  await expect(readNamed(path, 3)).rejects.toMatchObject({ reason: 'too-large' });
});

it('reads no folder', async () => {
  await expect(readNamed(folder, 4)).rejects.toMatchObject({ reason: 'no-file' });
});

it.runIf(posix)('reads no device, which gives bytes for ever', async () => {
  await expect(readNamed('/dev/zero', 4)).rejects.toMatchObject({ reason: 'no-file' });
});

it.runIf(posix)('does not wait for somebody to write into a pipe', async () => {
  const pipe = join(folder, 'pipe');
  spawnSync('mkfifo', [pipe]);
  await expect(readNamed(pipe, 4)).rejects.toMatchObject({ reason: 'no-file' });
});
