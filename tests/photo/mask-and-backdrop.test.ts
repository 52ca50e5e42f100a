import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { coloursIn, inspectPhoto, readBackdrop, readMask } from '../../src-main/photo/index.ts';
import { makeExif } from '../making/exif.ts';
import {
  animatedGif,
  fromPixels,
  fromPlane,
  pngHeader,
  put,
  withAlpha,
  withExifChunk,
} from '../making/files.ts';
import { temporaryFolder } from '../making/folder.ts';
import {
  largestDifference,
  meanDifference,
  photoLike,
  pixelAt,
  ramp,
  storedAs,
} from '../making/photo-like.ts';

const folder = temporaryFolder();
const picture = photoLike(80, 50);
const code = (wanted: string) => expect.objectContaining({ code: wanted }) as Error;

describe('a mask', () => {
  it('is read as it is from a grey picture', async () => {
    const mask = await readMask(put(folder, 'mask.png', await fromPlane(ramp(80, 50)).png().toBuffer()));
    expect([mask.width, mask.height]).toEqual([80, 50]);
    expect(largestDifference(mask.data, ramp(80, 50).data)).toBe(0);
  });

  it('is the same from a grey picture that is stored in colour, or in 16 bits', async () => {
    const grey = await fromPlane(ramp(80, 50)).png().toBuffer();
    for (const space of ['srgb', 'rgb16', 'grey16']) {
      const mask = await readMask(
        put(folder, 'mask.png', await sharp(grey).toColourspace(space).png().toBuffer()),
      );
      expect(largestDifference(mask.data, ramp(80, 50).data)).toBeLessThanOrEqual(1);
    }
  });

  it('is the luma of colours', async () => {
    const red = sharp({ create: { width: 3, height: 2, channels: 3, background: '#ff0000' } });
    const mask = await readMask(put(folder, 'red.png', await red.png().toBuffer()));
    expect([...mask.data]).toEqual(Array(6).fill(76));
  });

  it('drops what is transparent', async () => {
    const white = { width: 80, height: 50, data: new Uint8Array(80 * 50 * 3).fill(255) };
    const mask = await readMask(
      put(folder, 'cut.png', await withAlpha(white, ramp(80, 50)).png().toBuffer()),
    );
    expect(largestDifference(mask.data, ramp(80, 50).data)).toBeLessThanOrEqual(1);
  });

  it('is upright', async () => {
    const stored = storedAs(8, picture);
    const exif = makeExif({ orientation: 8, width: 50, height: 80 });
    const bytes = withExifChunk(await fromPixels(stored).png().toBuffer(), exif);
    expect(await readMask(put(folder, 'side.png', bytes))).toMatchObject({ width: 80, height: 50 });
  });

  it('that is not there, or is no picture, is said to be so', async () => {
    await expect(readMask(join(folder, 'none.png'))).rejects.toEqual(code('mask-missing'));
    await expect(readMask(put(folder, 'text.png', 'white'))).rejects.toEqual(code('mask-not-a-picture'));
    await expect(readMask(put(folder, 'cut-off.png', pngHeader(9, 9)))).rejects.toEqual(
      code('mask-not-a-picture'),
    );
    await expect(readMask(put(folder, 'huge.png', pngHeader(30_000, 30_000)))).rejects.toEqual(
      code('mask-not-a-picture'),
    );
    await expect(readMask(folder)).rejects.toEqual(code('mask-not-a-picture'));
  });
});

describe('a backdrop', () => {
  const photo = (bytes: Buffer) => inspectPhoto(put(folder, 'photo.png', bytes));

  it('keeps its own size, or fills the photo’s', async () => {
    const facts = await photo(await fromPixels(photoLike(40, 40)).png().toBuffer());
    const path = put(folder, 'backdrop.png', await fromPixels(picture).png().toBuffer());
    expect((await readBackdrop(path, facts, 'own-size')).image).toMatchObject({ width: 80, height: 50 });
    const filled = (await readBackdrop(path, facts, 'fill')).image;
    const covered = (await readBackdrop(path, facts, 'cover')).image;
    expect([filled.width, filled.height, covered.width, covered.height]).toEqual([40, 40, 40, 40]);
    expect(meanDifference(filled.data, photoLike(40, 40).data)).toBeLessThan(3);
    expect(meanDifference(covered.data, filled.data)).toBeGreaterThan(2);
  });

  it('is brought from its own profile to sRGB', async () => {
    const facts = await photo(await fromPixels(picture).png().toBuffer());
    const p3 = await sharp(await fromPixels(picture).png().toBuffer())
      .withIccProfile('p3')
      .png()
      .toBuffer();
    const { image } = await readBackdrop(put(folder, 'p3.png', p3), facts, 'fill');
    expect(meanDifference(image.data, picture.data)).toBeLessThan(1.5);
  });

  it('is brought to the photo’s profile', async () => {
    const p3 = await sharp(await fromPixels(picture).png().toBuffer())
      .withIccProfile('p3')
      .png()
      .toBuffer();
    const numbers = await sharp(p3, { ignoreIcc: true }).raw().toBuffer();
    const path = put(folder, 'srgb.png', await fromPixels(picture).png().toBuffer());
    const { image } = await readBackdrop(path, await photo(p3), 'fill');
    expect(meanDifference(image.data, numbers)).toBeLessThan(1.5);
    expect(meanDifference(image.data, picture.data)).toBeGreaterThan(2);
  });

  it('keeps its numbers for the classic recipe', async () => {
    const p3 = await sharp(await fromPixels(picture).png().toBuffer())
      .withIccProfile('p3')
      .png()
      .toBuffer();
    const numbers = await sharp(p3, { ignoreIcc: true }).raw().toBuffer();
    const facts = await photo(await fromPixels(picture).png().toBuffer());
    const { image } = await readBackdrop(put(folder, 'p3.png', p3), facts, 'own-size');
    expect(largestDifference(image.data, numbers)).toBe(0);
  });

  it('lies on white where it is transparent, and warns of more frames', async () => {
    const facts = await photo(await fromPixels(picture).png().toBuffer());
    const clear = { width: 80, height: 50, data: new Uint8Array(80 * 50) };
    const path = put(folder, 'clear.png', await withAlpha(picture, clear).png().toBuffer());
    expect(pixelAt((await readBackdrop(path, facts, 'cover')).image, 9, 9)).toEqual([255, 255, 255]);
    const moving = put(folder, 'moving.gif', await animatedGif(8, 8, ['red', 'blue']));
    expect((await readBackdrop(moving, facts, 'cover')).warnings).toMatchObject([
      { code: 'first-frame-only' },
    ]);
  });

  it('that is not there, or is no picture, is said to be so', async () => {
    const facts = await photo(await fromPixels(picture).png().toBuffer());
    const read = (path: string) => readBackdrop(path, facts, 'cover');
    await expect(read(join(folder, 'none.png'))).rejects.toEqual(code('backdrop-missing'));
    await expect(read(put(folder, 'text.png', 'beach'))).rejects.toEqual(code('backdrop-not-a-picture'));
  });
});

describe('the edit’s colours', () => {
  const red = [255, 0, 0] as const;

  it('keep their numbers in an sRGB photo', async () => {
    expect(await coloursIn({}, [red])).toEqual([red]);
  });

  it('look the same in Display P3, where the numbers of sRGB’s red are 234, 51, 35', async () => {
    const p3 = await sharp(await fromPixels(picture).png().toBuffer())
      .withIccProfile('p3')
      .png()
      .toBuffer();
    const facts = await inspectPhoto(put(folder, 'p3.png', p3));
    const [white, there] = await coloursIn(facts, [[255, 255, 255], red]);
    expect(white).toEqual([255, 255, 255]);
    expect(largestDifference(Uint8Array.from(there), Uint8Array.of(234, 51, 35))).toBeLessThanOrEqual(1);
  });
});
