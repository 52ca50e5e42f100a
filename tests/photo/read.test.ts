import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { fitLongSide, inspectPhoto, readPhoto, readScaled } from '../../src-main/photo/index.ts';
import { makeExif } from '../making/exif.ts';
import {
  animatedGif,
  fromPixels,
  fromPlane,
  put,
  withAlpha,
  withExifChunk,
  withExifSegment,
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
const picture = photoLike(90, 60);
const opened = async (bytes: Uint8Array, name = 'photo') =>
  readPhoto(await inspectPhoto(put(folder, name, bytes)));

describe('reading a photo', () => {
  it.each([
    ['jpeg', 3],
    ['png', 0],
    ['webp', 4],
    ['tiff', 3],
    ['gif', 6],
    ['avif', 4],
  ] as const)('reads a %s at its size', async (format, tolerance) => {
    const { image, alpha } = await opened(
      await fromPixels(picture).toFormat(format).toBuffer(),
      `photo.${format}`,
    );
    expect([image.width, image.height, alpha]).toEqual([90, 60, undefined]);
    expect(meanDifference(image.data, picture.data)).toBeLessThanOrEqual(tolerance);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('turns EXIF orientation %d upright', async orientation => {
    const stored = storedAs(orientation, picture);
    const exif = makeExif({ orientation, width: stored.width, height: stored.height });
    const { image } = await opened(withExifChunk(await fromPixels(stored).png().toBuffer(), exif));
    expect([image.width, image.height]).toEqual([90, 60]);
    expect(largestDifference(image.data, picture.data)).toBe(0);
  });

  it('reads one pixel', async () => {
    const { image } = await opened(await fromPixels(photoLike(1, 1)).png().toBuffer());
    expect(image).toMatchObject({ width: 1, height: 1 });
    expect(largestDifference(image.data, photoLike(1, 1).data)).toBe(0);
  });

  it('puts the pixels where the caller wants them', async () => {
    const given: Uint8Array[] = [];
    const allocate = (bytes: number) => {
      given.push(new Uint8Array(new SharedArrayBuffer(bytes)));
      return given[0];
    };
    const facts = await inspectPhoto(put(folder, 'shared.png', await fromPixels(picture).png().toBuffer()));
    const { image } = await readPhoto(facts, { allocate });
    expect(image.data).toBe(given[0]);
    expect(largestDifference(image.data, picture.data)).toBe(0);
  });
});

describe('colour', () => {
  it('leaves the numbers of a photo with an RGB profile as they are', async () => {
    const plain = await fromPixels(picture).png().toBuffer();
    const p3 = await sharp(plain).withIccProfile('p3').png().toBuffer();
    const own = await sharp(p3, { ignoreIcc: true }).raw().toBuffer();
    const { image } = await opened(p3);
    expect(largestDifference(image.data, own)).toBe(0);
    expect(largestDifference(image.data, picture.data)).toBeGreaterThan(5);
  });

  it('makes RGB of grey', async () => {
    const { image } = await opened(await fromPlane(ramp(90, 60)).png().toBuffer());
    expect([pixelAt(image, 0, 0), pixelAt(image, 89, 0)]).toEqual([
      [0, 0, 0],
      [255, 255, 255],
    ]);
    expect(pixelAt(image, 40, 30)).toEqual(Array(3).fill(Math.round((255 * 40) / 89)));
  });

  it('makes sRGB of CMYK, near the colours that it was made from', async () => {
    const bytes = await fromPixels(picture).toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer();
    const { image } = await opened(bytes);
    expect([image.width, image.height]).toEqual([90, 60]);
    expect(meanDifference(image.data, picture.data)).toBeLessThan(12);
  });

  it('makes 8 bits of 16', async () => {
    const { image } = await opened(await fromPixels(picture).toColourspace('rgb16').png().toBuffer());
    expect(largestDifference(image.data, picture.data)).toBeLessThanOrEqual(1);
  });

  it('reads a palette', async () => {
    const { image } = await opened(await fromPixels(picture).png({ palette: true }).toBuffer());
    expect(meanDifference(image.data, picture.data)).toBeLessThan(6);
  });

  it('reads the first frame of an animation', async () => {
    const { image } = await opened(await animatedGif(8, 6, ['#ff0000', '#00ff00']));
    expect([image.width, image.height, pixelAt(image, 4, 3)]).toEqual([8, 6, [255, 0, 0]]);
  });
});

describe('transparency', () => {
  it.each(['png', 'webp', 'tiff'] as const)('comes apart from the colours of a %s', async format => {
    const bytes = await withAlpha(picture, ramp(90, 60))
      .toFormat(format, { lossless: true, compression: 'lzw' })
      .toBuffer();
    const { image, alpha } = await opened(bytes);
    expect(image.data).toHaveLength(90 * 60 * 3);
    expect(largestDifference(alpha!.data, ramp(90, 60).data)).toBe(0);
    expect(pixelAt(image, 80, 30)).toEqual(pixelAt(picture, 80, 30));
  });

  it('of grey pictures too', async () => {
    const bytes = await sharp(await withAlpha(picture, ramp(90, 60)).png().toBuffer())
      .toColourspace('b-w')
      .png()
      .toBuffer();
    const { image, alpha } = await opened(bytes);
    expect(image.data).toHaveLength(90 * 60 * 3);
    expect(largestDifference(alpha!.data, ramp(90, 60).data)).toBe(0);
  });

  it('is left out when there is none', async () => {
    const opaque = { width: 90, height: 60, data: new Uint8Array(90 * 60).fill(255) };
    const { image, alpha } = await opened(await withAlpha(picture, opaque).png().toBuffer());
    expect(alpha).toBeUndefined();
    expect(largestDifference(image.data, picture.data)).toBe(0);
  });
});

describe('a photo that is cut off', () => {
  it.each(['jpeg', 'png', 'webp', 'tiff', 'gif', 'avif'] as const)('is damaged: %s', async format => {
    const bytes = await fromPixels(picture).toFormat(format).toBuffer();
    const cut = bytes.subarray(0, Math.round(bytes.length * 0.7));
    await expect(opened(cut)).rejects.toMatchObject({ code: 'photo-damaged' });
  });

  it('is damaged for its small version too', async () => {
    const bytes = await fromPixels(photoLike(900, 600)).jpeg().toBuffer();
    const facts = await inspectPhoto(put(folder, 'cut.jpg', bytes.subarray(0, bytes.length >> 1)));
    await expect(readScaled(facts, { longSide: 100 })).rejects.toMatchObject({ code: 'photo-damaged' });
  });
});

describe('a small version', () => {
  const large = photoLike(1200, 800);

  it.each(['jpeg', 'png', 'webp'] as const)('of a %s looks like the photo', async format => {
    const facts = await inspectPhoto(
      put(folder, 'large', await fromPixels(large).toFormat(format).toBuffer()),
    );
    const small = await readScaled(facts, { width: 90, height: 60 });
    expect([small.width, small.height]).toEqual([90, 60]);
    expect(meanDifference(small.data, picture.data)).toBeLessThan(4);
  });

  it('is upright', async () => {
    const stored = storedAs(6, large);
    const exif = makeExif({ orientation: 6, width: 800, height: 1200 });
    const bytes = withExifSegment(await fromPixels(stored).jpeg().toBuffer(), exif);
    const small = await readScaled(await inspectPhoto(put(folder, 'side.jpg', bytes)), {
      width: 90,
      height: 60,
    });
    expect(meanDifference(small.data, picture.data)).toBeLessThan(4);
  });

  it('is exactly as large as asked for, even when that stretches or enlarges', async () => {
    const facts = await inspectPhoto(put(folder, 'p.png', await fromPixels(picture).png().toBuffer()));
    const square = await readScaled(facts, { width: 320, height: 320 });
    expect([square.width, square.height, square.data.length]).toEqual([320, 320, 320 * 320 * 3]);
  });

  it('keeps its shape by a long side, which never enlarges', async () => {
    const facts = await inspectPhoto(put(folder, 'p.png', await fromPixels(picture).png().toBuffer()));
    expect(await readScaled(facts, { longSide: 45 })).toMatchObject({ width: 45, height: 30 });
    expect(await readScaled(facts, { longSide: 500 })).toMatchObject({ width: 90, height: 60 });
    expect(fitLongSide({ width: 4000, height: 1 }, 100)).toEqual({ width: 100, height: 1 });
  });

  it('is in the numbers of the photo, whatever its profile', async () => {
    const p3 = await sharp(await fromPixels(large).png().toBuffer())
      .withIccProfile('p3')
      .png()
      .toBuffer();
    const own = await sharp(p3, { ignoreIcc: true }).resize(90, 60).raw().toBuffer();
    const small = await readScaled(await inspectPhoto(put(folder, 'p3.png', p3)), { width: 90, height: 60 });
    expect(meanDifference(small.data, own)).toBeLessThan(1);
  });

  it('lays what is transparent on mid grey', async () => {
    const clear = { width: 90, height: 60, data: new Uint8Array(90 * 60) };
    const bytes = await withAlpha(picture, clear).png().toBuffer();
    const small = await readScaled(await inspectPhoto(put(folder, 'clear.png', bytes)), { longSide: 30 });
    expect(pixelAt(small, 15, 10)).toEqual([128, 128, 128]);
  });
});
