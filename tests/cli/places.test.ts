import { chmodSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noPermissionsHere, portrait, portraitJson } from '../making/cli.ts';
import { put } from '../making/files.ts';
import { temporaryFolder } from '../making/folder.ts';
import { putMask, putNoise, putPhoto } from '../making/scenes.ts';
import { smallDisk } from '../making/small-disk.ts';

const folder = temporaryFolder();
const photo = await putPhoto(folder, 'photo.jpg');
const mask = await putMask(folder);

describe('a place that cannot be written to', () => {
  it('is a folder that is not there', async () => {
    const out = join(folder, 'nowhere', 'out.jpg');
    const { code, codes, stderr } = await portraitJson([photo, '-o', out, '--mask', mask]);
    expect([code, codes]).toEqual([1, ['output-folder-missing']]);
    expect(stderr).toContain(join(folder, 'nowhere'));
    expect(readdirSync(folder)).not.toContain('nowhere');
  });

  it('is a folder whose name a file has', async () => {
    const file = put(folder, 'file.jpg', 'mine');
    const { code, stdout, stderr } = await portrait([photo, photo, '-o', file, '--mask', mask, '--force']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^portrait: ".*file\.jpg" cannot be a folder, .*\.\n$/);
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('is a folder that may only be read, and so may be a photo that may not', async context => {
    const why = noPermissionsHere();
    if (why) return context.skip(why);
    const locked = join(folder, 'locked');
    mkdirSync(locked);
    const secret = await putPhoto(folder, 'secret.jpg');
    chmodSync(secret, 0o000);
    chmodSync(locked, 0o555);
    const words = ['--mask', mask, '-o'];
    const { code, codes, stderr } = await portraitJson([secret, photo, ...words, locked], {
      withoutRights: true,
    });
    expect([code, codes]).toEqual([1, ['photo-unreadable', 'output-not-writable']]);
    expect(stderr).toMatch(/secret\.jpg[^]*locked\/photo\.jpg/);
    expect(readdirSync(locked)).toEqual([]);
    const deeper = await portrait([photo, ...words, `${join(locked, 'new')}/`], { withoutRights: true });
    expect(deeper).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^portrait: .*locked\/new.*\.\n$/) as string,
    });
  });

  it('is a disk that is full', async context => {
    const disk = smallDisk(folder, 64);
    if (!disk) return context.skip('this machine does not let us mount a small disk');
    const noise = await putNoise(folder, 'noise.tif', 300, 300);
    const { code, codes, stderr } = await portraitJson([noise, photo, '-o', disk, '--mask', mask]);
    expect([code, codes]).toEqual([1, ['output-disk-full', 'done']]);
    expect(stderr).toMatch(/noise\.tif/);
    expect(readdirSync(disk)).toEqual(['photo.jpg']);
  });
});
