import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { portrait } from '../making/cli.ts';
import { temporaryFolder } from '../making/folder.ts';
import { halfWritten, whenAppears } from '../making/processes.ts';
import { putMask, putNoise } from '../making/scenes.ts';

const folder = temporaryFolder();
const mask = await putMask(folder);
let photo: string;
beforeAll(async () => {
  photo = await putNoise(folder, 'noise.tif', 3000, 2000);
});

const fresh = (name: string): string => {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
};

describe('Ctrl-C', () => {
  it('while a file is written leaves it whole or not at all', async () => {
    const out = fresh('writing');
    const ran = await portrait([photo, '-o', join(out, 'big.png'), '--mask', mask], {
      onStart: group => whenAppears(out, halfWritten, () => process.kill(-group, 'SIGINT')),
    });
    expect(ran.code).toBe(130);
    const left = readdirSync(out);
    if (left.length > 0) {
      expect(left).toEqual(['big.png']);
      const { width, height } = (
        await sharp(join(out, 'big.png')).raw().toBuffer({ resolveWithObject: true })
      ).info;
      expect([width, height]).toEqual([3000, 2000]);
    }
  });

  it('between photos keeps those that are done, and begins no other', async () => {
    const out = fresh('between');
    const photos = [photo];
    for (const name of ['2.tif', '3.tif', '4.tif']) photos.push(await putNoise(folder, name, 1500, 1000));
    const ran = await portrait([...photos, '-o', out, '--mask', mask, '--format', 'png'], {
      onStart: group => whenAppears(out, /^noise\.png$/, () => process.kill(-group, 'SIGINT')),
    });
    expect(ran.code).toBe(130);
    expect(ran.stdout).toBe('');
    expect(ran.stderr.match(/Interrupted|Cancelled/g), 'said once').toEqual(['Interrupted']);
    const left = readdirSync(out);
    expect(left).toContain('noise.png');
    expect(left).not.toContain('4.png');
    expect(left.filter(name => halfWritten.test(name))).toEqual([]);
  });

  it('before the network has seen the photo ends it at once', async () => {
    // The folder is made just before the work begins.
    const out = join(folder, 'early');
    const ran = await portrait([photo, '-o', `${out}/`], {
      onStart: group => whenAppears(folder, /^early$/, () => process.kill(-group, 'SIGINT')),
    });
    expect(ran).toMatchObject({ code: 130, stdout: '', stderr: /^portrait: Interrupted[^\n]+\n$/ });
    expect(readdirSync(out)).toEqual([]);
  });
});
