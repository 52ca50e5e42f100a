import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { encodeForScreen, encodeTile, inspectPhoto, readPhoto } from '../../src-main/photo/index.ts';
import { fromPixels, put } from '../making/files.ts';
import { temporaryFolder } from '../making/folder.ts';
import { meanDifference, photoLike } from '../making/photo-like.ts';

const folder = temporaryFolder();
const picture = photoLike(80, 50);

async function p3() {
  const bytes = await sharp(await fromPixels(picture).png().toBuffer())
    .withIccProfile('p3')
    .png()
    .toBuffer();
  const facts = await inspectPhoto(put(folder, 'p3.png', bytes));
  return { facts, photo: await readPhoto(facts) };
}
const inSrgb = (bytes: Uint8Array) => sharp(bytes).toColourspace('srgb').raw().toBuffer();

describe('a picture for the window', () => {
  it('takes its profile along, so that it is seen in sRGB', async () => {
    const { facts, photo } = await p3();
    const seen = await inSrgb((await encodeForScreen(photo, facts)).bytes);
    expect(meanDifference(seen, picture.data)).toBeLessThan(2);
    const bare = await inSrgb((await encodeForScreen(photo)).bytes);
    expect(meanDifference(bare, picture.data)).toBeGreaterThan(2);
  });

  it('does so with a tile', async () => {
    const { facts, photo } = await p3();
    const tile = await encodeTile(photo, { x: 0, y: 10, width: 80, height: 1 }, facts);
    expect(meanDifference(await inSrgb(tile), picture.data.subarray(2400, 2640))).toBeLessThan(1.5);
  });
});
