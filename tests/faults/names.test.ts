import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { portrait } from '../making/cli.ts';
import { temporaryFolder } from '../making/folder.ts';
import { putMask, putPhoto } from '../making/scenes.ts';

const folder = temporaryFolder();
const photo = await putPhoto(folder, 'photo.jpg');
const mask = await putMask(folder);
const onLinux = process.platform === 'linux';

/** A folder whose path has about so many bytes. */
function deepFolder(bytes: number): string {
  let path = folder;
  while (path.length + 210 < bytes) path = join(path, 'n'.repeat(200));
  path = join(path, 'n'.repeat(Math.max(1, bytes - path.length - 1)));
  mkdirSync(path, { recursive: true });
  return path;
}

describe.runIf(onLinux)('a path of 4,000 bytes', () => {
  it('is read from and written to', async () => {
    const deep = deepFolder(4000);
    copyFileSync(photo, join(deep, 'a.jpg'));
    const ran = await portrait([join(deep, 'a.jpg'), '-o', join(deep, 'b.png'), '--mask', mask]);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(deep).sort()).toEqual(['a.jpg', 'b.png']);
  });

  it('that is longer than the system takes is refused in a sentence', async () => {
    const long = join(deepFolder(4000), 'x'.repeat(200));
    const read = await portrait([`${long}.jpg`, '-o', join(folder, 'never.png'), '--mask', mask]);
    expect(read).toMatchObject({ code: 1, stderr: /longer than this system takes \(\d+ characters\)/ });
    const written = await portrait([photo, '-o', `${long}.png`, '--mask', mask]);
    expect(written).toMatchObject({
      code: 1,
      stderr: /^portrait: The name "x+\.png" is too long; shorten it\.\n$/,
    });
  });
});

it.runIf(onLinux)('a file’s name that is not UTF-8 is refused, and why is said', async () => {
  const name = Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9]), Buffer.from('.jpg')]);
  copyFileSync(photo, name);
  // As a shell passes it on.
  const words = ['-c', `printf '%s\\n' "${folder}"/caf*.jpg`];
  expect(spawnSync('sh', words).stdout.includes(0xe9)).toBe(true);
  const ran = await portrait([`${folder}/caf\ufffd.jpg`, '-o', join(folder, 'cafe.png'), '--mask', mask]);
  expect(ran).toMatchObject({ code: 1, stderr: /has a name that is not UTF-8; give it another name first/ });
});

it('a language with decimal commas changes nothing', async context => {
  const locales = join(folder, 'locales');
  mkdirSync(locales);
  const made = spawnSync('localedef', ['-i', 'de_DE', '-f', 'UTF-8', join(locales, 'de_DE.UTF-8')]);
  if (made.status !== 0) return context.skip('this machine cannot make the German locale');
  const results: Buffer[] = [];
  for (const LC_ALL of ['C', 'de_DE.UTF-8']) {
    const out = join(folder, `${LC_ALL}.png`);
    const look = ['--mask', mask, '--blur', '12.5', '--edge-shift', '0.5', '--json'];
    const ran = await portrait([photo, '-o', out, ...look], {
      env: { LC_ALL, LANG: LC_ALL, LOCPATH: locales },
    });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    results.push(readFileSync(out));
  }
  expect(results[1].equals(results[0])).toBe(true);
});
