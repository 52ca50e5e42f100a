import { chmodSync, mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findPhotos } from '../../../src-main/studio/batch/find-photos.ts';
import { asNobody } from '../../making/as-nobody.ts';
import { put } from '../../making/files.ts';
import { temporaryFolder } from '../../making/folder.ts';

const root = temporaryFolder();
let count = 0;

/** A folder with empty files, and one for results. */
function tree(...names: string[]) {
  const folder = join(root, `tree-${++count}`);
  for (const name of ['out/', ...names]) {
    mkdirSync(join(folder, dirname(`${name}.`)), { recursive: true });
    if (!name.endsWith('/')) put(folder, name, '');
  }
  return folder;
}

async function found(folder: string, inputs = [folder], recursive = true) {
  const { signal } = new AbortController();
  const finding = await findPhotos({ inputs, recursive, out: join(folder, 'out'), signal });
  return {
    names: finding.photos.map(({ name }) => name),
    ignored: finding.ignored,
    faults: finding.faults.map(({ path, error }) => [path.slice(folder.length + 1), error.code]),
  };
}

describe('photos are found', () => {
  it('in folders and in those below them, in the order of their names', async () => {
    const folder = tree('b.PNG', 'a.jpg', 'sub/deep/c.webp', 'sub/b.tiff');
    expect(await found(folder)).toEqual({
      names: ['a.jpg', 'b.PNG', 'sub/b.tiff', 'sub/deep/c.webp'],
      ignored: 0,
      faults: [],
    });
    expect((await found(folder, [folder], false)).names).toEqual(['a.jpg', 'b.PNG']);
  });

  it('among other files, which are counted, and hidden ones, which are not', async () => {
    const folder = tree('a.jpg', 'notes.txt', 'raw.cr2', '._a.jpg', '.hidden/b.jpg');
    expect(await found(folder)).toEqual({ names: ['a.jpg'], ignored: 2, faults: [] });
  });

  it('by their own names, whatever those are, and once', async () => {
    const folder = tree('a.jpg', 'sub/scan', 'sub/b.jpg');
    const inputs = ['a.jpg', 'sub/scan', 'a.jpg', 'sub'].map(name => join(folder, name));
    expect((await found(folder, inputs)).names).toEqual(['a.jpg', 'scan', 'b.jpg']);
  });

  it('not among the results, whatever the folder of those is called', async () => {
    const folder = tree('a.jpg', 'out/a.jpg');
    symlinkSync('out', join(folder, 'results'));
    expect((await found(folder)).names).toEqual(['a.jpg']);
    await expect(found(folder, [join(folder, 'results')])).rejects.toMatchObject({ code: 'usage' });
  });
});

describe('what stands in the way is named, and the others are found', () => {
  it('links: followed, but not in circles', async () => {
    const folder = tree('album/a.jpg', 'album/b.jpg');
    symlinkSync('..', join(folder, 'album', 'up'));
    symlinkSync('self', join(folder, 'self'));
    symlinkSync('nowhere.jpg', join(folder, 'gone.jpg'));
    symlinkSync('album', join(folder, 'linked'));
    symlinkSync('album/a.jpg', join(folder, 'one.jpg'));
    expect(await found(folder)).toMatchObject({
      names: ['album/a.jpg', 'album/b.jpg', 'linked/a.jpg', 'linked/b.jpg', 'one.jpg'],
      faults: [
        ['album/up', 'photo-unreadable'],
        ['gone.jpg', 'photo-missing'],
        ['linked/up', 'photo-unreadable'],
        ['self', 'photo-unreadable'],
      ],
    });
  });

  it('a name that is nothing', async () => {
    const folder = tree('a.jpg');
    const inputs = [join(folder, 'gone'), join(folder, 'a.jpg')];
    expect(await found(folder, inputs)).toMatchObject({
      names: ['a.jpg'],
      faults: [['gone', 'photo-missing']],
    });
  });

  it('a folder that may not be read', () => {
    const folder = tree('a.jpg', 'locked/b.jpg');
    chmodSync(join(folder, 'locked'), 0);
    renameSync(join(folder, 'out'), join(root, 'other-out'));
    const search = new URL('../../../src-main/studio/batch/find-photos.ts', import.meta.url).href;
    const wish = { inputs: [folder], recursive: true, out: join(root, 'other-out'), signal: {} };
    const answer = asNobody(
      { search },
      `const { photos, faults } = await search.findPhotos(${JSON.stringify(wish)});
      return [photos.map(photo => photo.name), faults.map(fault => fault.error.code)];`,
    );
    expect(answer).toEqual([['a.jpg'], ['photo-unreadable']]);
  });
});
