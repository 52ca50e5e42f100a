import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { importModel } from '../../src-main/models/index.ts';
import { put } from '../making/files.ts';
import { temporaryFolder } from '../making/folder.ts';
import { halfWritten } from '../making/processes.ts';
import { putNoise, putPhoto } from '../making/scenes.ts';
import { endings, smallTflite } from '../models/small-network.ts';
import { editorSavingTo, keyed } from './an-editor.ts';
import { mountDrive, noMounts } from './mounts.ts';

const root = temporaryFolder();
const photo = await putPhoto(root, 'photo.jpg', 300, 200);
let place = join(root, 'nowhere');
const editor = editorSavingTo(join(root, 'editor'), () => join(place, 'result.png'));

describe('a disk that is full', () => {
  it('keeps an export back, says so, and leaves nothing', async context => {
    place = join(root, 'small');
    if (!mountDrive(place, 256)) return context.skip(noMounts);
    const opened = await editor.open(await putNoise(root, 'noise.tif', 600, 400));
    expect(await editor.exported(opened)).toBe('output-disk-full');
    expect(readdirSync(place)).toEqual([]);
  });

  it('keeps settings and strokes back, says so, and keeps what was written before', async context => {
    const folder = join(root, 'small-data');
    const drive = mountDrive(folder, 64);
    if (!drive) return context.skip(noMounts);
    const { ask, refused, open } = editorSavingTo(folder, () => place);
    const opened = await open(photo);
    await ask('edit.keep', { photo: opened, edit: keyed });
    const points = Array.from({ length: 9000 }, (_, i): [number, number, number] => [i / 7, i / 11, 0.5]);
    const stroke = { mode: 'keep', radius: 9, hardness: 1, smart: true, points } as const;
    const large = { ...keyed, strokes: [stroke] };
    expect(await refused('edit.keep', { photo: opened, edit: large })).toBe('output-disk-full');
    const again = await ask('photo.open', { source: { kind: 'path', path: photo }, job: 'again' });
    expect(again.recovered).toEqual(keyed);
    expect(
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).some(name => halfWritten.test(name)),
    ).toBe(false);
  });

  it('keeps a network back, says so, and leaves nothing', async context => {
    const store = join(root, 'small-store');
    if (!mountDrive(store, 8)) return context.skip(noMounts);
    const network = put(root, 'network.tflite', smallTflite(2, endings.sigmoid));
    await expect(importModel(network, { root: store })).rejects.toMatchObject({ code: 'output-disk-full' });
    expect(readdirSync(store)).toEqual([]);
  });
});

it('a folder that is read-only is told apart from one that is full', async context => {
  place = join(root, 'locked');
  const drive = mountDrive(place);
  if (!drive) return context.skip(noMounts);
  drive.lock();
  expect(await editor.exported(await editor.open(photo))).toBe('output-not-writable');
});

it('a folder for data that is read-only keeps nobody from working', async context => {
  const folder = join(root, 'locked-data');
  const drive = mountDrive(folder);
  if (!drive) return context.skip(noMounts);
  const { refused, open, exported } = editorSavingTo(folder, () => join(root, 'beside.png'));
  drive.lock();
  const opened = await open(photo);
  expect(await refused('edit.keep', { photo: opened, edit: keyed })).toBe('output-not-writable');
  expect(await exported(opened)).toBe('done');
});

describe('a drive that goes away', () => {
  it('takes its photo along: it is said, and it works again when the drive is back', async context => {
    const folder = join(root, 'drive');
    const drive = mountDrive(folder);
    if (!drive) return context.skip(noMounts);
    place = root;
    const there = await putPhoto(folder, 'photo.jpg', 300, 200);
    const opened = await editor.open(there);
    drive.unplug();
    expect(await editor.exported(opened)).toBe('photo-missing');
    await putPhoto(folder, 'photo.jpg', 300, 200);
    expect(await editor.exported(opened)).toBe('done');
  });

  it('takes the place for results along, and the export says so', async context => {
    place = join(root, 'target', 'folder');
    const drive = mountDrive(join(root, 'target'));
    if (!drive) return context.skip(noMounts);
    const opened = await editor.open(photo);
    drive.unplug();
    expect(await editor.exported(opened)).toBe('output-folder-missing');
  });
});

describe('a photo that is open', () => {
  it('may be removed: it is said, and another can be opened', async () => {
    place = root;
    const path = put(root, 'removed.jpg', await sharp(photo).toBuffer());
    const opened = await editor.open(path);
    rmSync(path);
    expect(await editor.exported(opened)).toBe('photo-missing');
    expect(await editor.exported(await editor.open(photo))).toBe('done');
  });

  it('may be replaced by words: it is said', async () => {
    const path = put(root, 'replaced.jpg', await sharp(photo).toBuffer());
    const opened = await editor.open(path);
    writeFileSync(path, 'these are only words');
    expect(await editor.exported(opened)).toBe('photo-not-a-picture');
  });

  it('may be replaced by another photo: what is exported is the one that is there', async () => {
    const path = put(root, 'changed.jpg', await sharp(photo).toBuffer());
    const opened = await editor.open(path);
    renameSync(await putPhoto(root, 'other.jpg', 420, 100), path);
    expect(await editor.exported(opened)).toBe('done');
    const { width, height } = await sharp(join(root, 'result.png')).metadata();
    expect([width, height]).toEqual([420, 100]);
  });
});
