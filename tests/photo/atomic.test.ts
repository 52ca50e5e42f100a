import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkOutput, removeLeftovers, removeStale, writeAtomically } from '../../src-main/photo/index.ts';
import { asNobody } from '../making/as-nobody.ts';
import { temporaryFolder } from '../making/folder.ts';
import { smallDisk } from '../making/small-disk.ts';

const root = temporaryFolder();
let folder: string;
let counter = 0;
beforeEach(() => mkdirSync((folder = join(root, `${counter++}`))));

const write = (path: string, content: string | Uint8Array = 'new', overwrite = false) =>
  writeAtomically(path, { overwrite }, temporary => writeFile(temporary, content));
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

describe('writing a file whole or not at all', () => {
  it('leaves the file and nothing else', async () => {
    await write(join(folder, 'a.jpg'));
    expect(readdirSync(folder)).toEqual(['a.jpg']);
    expect(read('a.jpg')).toBe('new');
  });

  it('shows nothing under the name until it is done', async () => {
    const path = join(folder, 'a.jpg');
    await writeAtomically(path, {}, async temporary => {
      await writeFile(temporary, 'half');
      expect(existsSync(path)).toBe(false);
      expect(readdirSync(folder).every(name => name.startsWith('.'))).toBe(true);
    });
    expect(read('a.jpg')).toBe('half');
  });

  it('does not replace a file unless it is told to', async () => {
    writeFileSync(join(folder, 'a.jpg'), 'old');
    await expect(write(join(folder, 'a.jpg'))).rejects.toMatchObject({ code: 'output-exists' });
    await expect(checkOutput(join(folder, 'a.jpg'), {})).rejects.toThrow(/--force/);
    expect(read('a.jpg')).toBe('old');
    await write(join(folder, 'a.jpg'), 'new', true);
    expect(read('a.jpg')).toBe('new');
    expect(readdirSync(folder)).toEqual(['a.jpg']);
  });

  it('does not replace a file that turns up meanwhile', async () => {
    const path = join(folder, 'a.jpg');
    const writing = writeAtomically(path, {}, async temporary => {
      await writeFile(temporary, 'new');
      writeFileSync(path, 'quicker');
    });
    await expect(writing).rejects.toMatchObject({ code: 'output-exists' });
    expect(read('a.jpg')).toBe('quicker');
    expect(readdirSync(folder)).toEqual(['a.jpg']);
  });

  it('keeps a link a link', async () => {
    writeFileSync(join(folder, 'real.jpg'), 'old');
    symlinkSync('real.jpg', join(folder, 'link.jpg'));
    await write(join(folder, 'link.jpg'), 'new', true);
    expect(lstatSync(join(folder, 'link.jpg')).isSymbolicLink()).toBe(true);
    expect(read('real.jpg')).toBe('new');
  });

  it('takes the longest name that a folder takes, and says when one is longer', async () => {
    await write(join(folder, `${'n'.repeat(251)}.jpg`));
    await expect(write(join(folder, `${'n'.repeat(252)}.jpg`))).rejects.toMatchObject({
      code: 'output-not-writable',
    });
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('cleans up after a failure and after being cancelled', async () => {
    const failing = writeAtomically(join(folder, 'a.jpg'), {}, async temporary => {
      await writeFile(temporary, 'half');
      throw new Error('broken');
    });
    await expect(failing).rejects.toThrow('broken');
    const stop = new AbortController();
    const stopped = writeAtomically(join(folder, 'a.jpg'), { signal: stop.signal }, async temporary => {
      await writeFile(temporary, 'half');
      stop.abort();
    });
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each(['EIO', 'ESTALE', 'EHOSTDOWN'])(
    'says of a drive that does not answer that it is that: %s',
    async code => {
      const path = join(folder, 'a.jpg');
      const writing = writeAtomically(path, {}, async temporary => {
        await writeFile(temporary, 'half');
        throw Object.assign(new Error(`${code}: write`), { code });
      });
      await expect(writing).rejects.toMatchObject({ code: 'output-not-writable' });
      await expect(writing).rejects.toThrow(/The drive .* does not answer/);
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it('cleans up after a process that was killed, and only after that one', async () => {
    const names = ['.portrait-123-00ff.tmp', '.portrait-1234-00ff.tmp', '.portrait-123-notes.txt', 'a.jpg'];
    for (const name of names) writeFileSync(join(folder, name), '');
    await removeLeftovers(folder, 123);
    expect(readdirSync(folder).sort()).toEqual(names.slice(1).sort());
    await removeLeftovers(join(folder, 'nowhere'), 123);
  });

  it('cleans up after programs that were killed long ago, when it first writes into their folder', async () => {
    const temporary = (pid: number) => `.portrait-${pid}-0123456789abcdef.tmp`;
    // Of a process that is no more, of one that lives, of another program; and a young one.
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    const old = [temporary(dead), temporary(process.pid), '.portrait-notes.tmp'];
    for (const name of old) writeFileSync(join(folder, name), '');
    const anHourAgo = Date.now() / 1000 - 3600;
    for (const name of old) utimesSync(join(folder, name), anHourAgo, anHourAgo);
    const young = temporary(dead).replace('0123', 'ffff');
    writeFileSync(join(folder, young), '');
    await write(join(folder, 'a.jpg'));
    expect(readdirSync(folder).sort()).toEqual([...old.slice(1), young, 'a.jpg'].sort());
  });

  it('takes no file for old when the clock was set back', async () => {
    const name = '.portrait-999999999-0123456789abcdef.tmp';
    writeFileSync(join(folder, name), '');
    await removeStale(folder, Date.now() - 24 * 3600_000);
    expect(readdirSync(folder)).toEqual([name]);
    await removeStale(folder, Date.now() + 24 * 3600_000);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a place that cannot be written to', () => {
  it('is a folder that is not there', async () => {
    await expect(write(join(folder, 'none', 'a.jpg'))).rejects.toMatchObject({
      code: 'output-folder-missing',
    });
    writeFileSync(join(folder, 'file'), '');
    await expect(write(join(folder, 'file', 'a.jpg'))).rejects.toMatchObject({
      code: 'output-folder-missing',
    });
  });

  it('is a folder where a file should be', async () => {
    mkdirSync(join(folder, 'album'));
    await expect(write(join(folder, 'album'), 'new', true)).rejects.toMatchObject({
      code: 'output-not-writable',
    });
  });

  it('is a folder of somebody else', () => {
    chmodSync(folder, 0o555);
    const atomic = new URL('../../src-main/photo/atomic.ts', import.meta.url).href;
    const call = `return atomic.writeAtomically(${JSON.stringify(join(folder, 'a.jpg'))}, {},
      path => import('node:fs/promises').then(fs => fs.writeFile(path, 'new')));`;
    expect(asNobody({ atomic }, call)).toBe('output-not-writable');
    chmodSync(folder, 0o755);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is a disk that is full', async context => {
    const disk = smallDisk(folder, 64);
    if (!disk) return context.skip('this machine does not let us mount a small disk');
    await expect(write(join(disk, 'a.jpg'), Buffer.alloc(200_000))).rejects.toMatchObject({
      code: 'output-disk-full',
    });
    expect(readdirSync(disk)).toEqual([]);
  });
});
