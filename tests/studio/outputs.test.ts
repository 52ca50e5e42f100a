import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collisions, planOutputs, type OutputWish } from '../../src-main/studio/outputs.ts';
import { put } from '../making/files.ts';
import { temporaryFolder } from '../making/folder.ts';

const folder = temporaryFolder();
mkdirSync(join(folder, 'here'));
put(folder, 'file.png', '');

const plan = (photos: string[], out: string, more: Partial<OutputWish> = {}) =>
  planOutputs({ photos, out, lossless: false, ...more });
const usage = expect.objectContaining({ code: 'usage' }) as Error;

describe('one photo', () => {
  it('goes to the file that is named, in the format of its name', () => {
    expect(plan(['in/cat.png'], 'out/cat.jpg')).toEqual({
      targets: [{ photo: 'in/cat.png', path: resolve('out/cat.jpg'), format: 'jpeg' }],
    });
    for (const [name, format] of [
      ['a.JPG', 'jpeg'],
      ['a.jpeg', 'jpeg'],
      ['a.png', 'png'],
      ['a.webp', 'webp'],
      ['a.tif', 'tiff'],
      ['a.TIFF', 'tiff'],
      ['a.avif', 'avif'],
      ['a.b.c.png', 'png'],
    ]) {
      expect(plan(['cat.png'], name).targets[0].format).toBe(format);
    }
  });

  it('takes the format from --format where the name has none', () => {
    expect(plan(['cat.png'], 'cat', { format: 'webp' }).targets).toEqual([
      { photo: 'cat.png', path: resolve('cat'), format: 'webp' },
    ]);
    expect(plan(['cat.png'], 'cat.2024', { format: 'webp' }).targets[0].path).toBe(resolve('cat.2024'));
  });

  it('is refused without a format, with one that is not written, and with two that differ', () => {
    expect(() => plan(['cat.png'], 'cat')).toThrow(usage);
    expect(() => plan(['cat.png'], 'cat.gif')).toThrow(usage);
    expect(() => plan(['cat.png'], '')).toThrow(usage);
    expect(() => plan(['cat.png'], 'cat.jpg', { format: 'png' })).toThrow(/jpeg.*png/);
    expect(plan(['cat.png'], 'cat.jpeg', { format: 'jpeg' }).targets[0].format).toBe('jpeg');
  });

  it('goes into a folder that exists, or is named with a slash, under its own name', () => {
    const here = join(folder, 'here');
    expect(plan(['in/cat.png'], here)).toEqual({
      targets: [{ photo: 'in/cat.png', path: join(here, 'cat.png'), format: 'png' }],
      folder: here,
    });
    expect(plan(['in/cat.png'], 'none/').targets[0].path).toBe(resolve('none/cat.png'));
    expect(plan(['in/cat.png'], join(folder, 'file.png')).folder, 'a file is no folder').toBeUndefined();
  });
});

describe('photos into a folder', () => {
  const only = (photo: string, more?: Partial<OutputWish>) => plan([photo], 'out/', more).targets[0];

  it('several go into a folder even where it has no slash and is not there', () => {
    const { targets, folder: made } = plan(['a/one.jpg', 'b/two.jpg'], 'out');
    expect(made).toBe('out');
    expect(targets.map(({ path }) => path)).toEqual([resolve('out/one.jpg'), resolve('out/two.jpg')]);
  });

  it('keep their format and the letters of their extension', () => {
    expect(only('DSC1.JPG')).toMatchObject({ path: resolve('out/DSC1.JPG'), format: 'jpeg' });
    expect(only('scan.tif')).toMatchObject({ path: resolve('out/scan.tif'), format: 'tiff' });
  });

  it('become PNG where theirs is not written, is not known, or would lose something', () => {
    expect(only('moving.gif')).toMatchObject({ path: resolve('out/moving.png'), format: 'png' });
    expect(only('no-extension')).toMatchObject({ path: resolve('out/no-extension.png'), format: 'png' });
    expect(only('cat.jpg', { lossless: true })).toMatchObject({
      path: resolve('out/cat.png'),
      format: 'png',
    });
  });

  it('take the format that was asked for, and its extension', () => {
    expect(only('cat.png', { format: 'jpeg' })).toMatchObject({
      path: resolve('out/cat.jpg'),
      format: 'jpeg',
    });
    expect(only('cat.jpeg', { format: 'jpeg' }).path).toBe(resolve('out/cat.jpeg'));
    expect(only('cat.jpg', { format: 'webp', lossless: true }).format).toBe('webp');
  });

  it('keep names that look like something else', () => {
    for (const name of [
      'my cat.jpg',
      '사진.jpg',
      '#1.jpg',
      'what?.jpg',
      '100%20.jpg',
      '.hidden.jpg',
      'a.b.jpg',
    ])
      expect(only(`in/${name}`).path).toBe(resolve('out', name));
  });

  it('collide when two have one name: the second is the one that must give way', () => {
    const { targets } = plan(['a/cat.jpg', 'b/cat.jpg', 'b/dog.jpg', 'c/cat.jpg'], 'out');
    expect([...collisions(targets)].map(({ photo }) => photo)).toEqual(['b/cat.jpg', 'c/cat.jpg']);
  });

  it('collide when only their formats differed', () => {
    const { targets } = plan(['cat.jpg', 'cat.png'], 'out', { format: 'webp' });
    expect([...collisions(targets)]).toEqual([targets[1]]);
    expect(collisions(plan(['cat.jpg', 'cat.png'], 'out').targets).size).toBe(0);
  });
});
