import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  inspectPhoto,
  readPhoto,
  writableFormats,
  writePicture,
  type PhotoFacts,
  type WriteOptions,
} from '../../src-main/photo/index.ts';
import { fromPixels, put, withAlpha } from '../making/files.ts';
import { temporaryFolder } from '../making/folder.ts';
import { largestDifference, meanDifference, photoLike, ramp } from '../making/photo-like.ts';

const folder = temporaryFolder();
let out: string;
let counter = 0;
beforeEach(() => mkdirSync((out = join(folder, `out-${counter++}`))));

const picture = photoLike(90, 60);
/** How far each format's default may move the numbers, on the mean. */
const tolerance = { jpeg: 3, png: 0, webp: 3, tiff: 0, avif: 3 };

const photoIn = async (bytes: Uint8Array): Promise<PhotoFacts> => inspectPhoto(put(folder, 'photo', bytes));
const plainPhoto = async () => photoIn(await fromPixels(picture).png().toBuffer());
const options = (format: WriteOptions['format'], more: Partial<WriteOptions> = {}): WriteOptions => ({
  path: join(out, `result.${format}`),
  format,
  ...more,
});
const left = () => readdirSync(out);

describe('every pair of formats', () => {
  const pairs = (['jpeg', 'png', 'webp', 'tiff', 'gif', 'avif'] as const).flatMap(from =>
    writableFormats.map(to => ({ from, to })),
  );

  it.each(pairs)('goes from $from to $to at the same size', async ({ from, to }) => {
    const facts = await photoIn(await fromPixels(picture).toFormat(from).toBuffer());
    const photo = await readPhoto(facts);
    const written = await writePicture(photo, facts, options(to));
    const again = await inspectPhoto(written.path);
    expect(again).toMatchObject({ format: to, width: 90, height: 60, orientation: 1 });
    expect(written).toMatchObject({ format: to, bytes: readFileSync(written.path).length, warnings: [] });
    const { image } = await readPhoto(again);
    expect(meanDifference(image.data, photo.image.data)).toBeLessThanOrEqual(tolerance[to]);
  });

  it.each(writableFormats)('writes one pixel as %s', async format => {
    const written = await writePicture({ image: photoLike(1, 1) }, await plainPhoto(), options(format));
    expect(await inspectPhoto(written.path)).toMatchObject({ width: 1, height: 1 });
  });

  it('loses nothing as WebP of quality 100', async () => {
    const written = await writePicture(
      { image: picture },
      await plainPhoto(),
      options('webp', { quality: 100 }),
    );
    const { image } = await readPhoto(await inspectPhoto(written.path));
    expect(largestDifference(image.data, picture.data)).toBe(0);
  });

  it('takes a quality', async () => {
    const facts = await plainPhoto();
    const large = await writePicture({ image: picture }, facts, options('jpeg', { quality: 98 }));
    const small = await writePicture(
      { image: picture },
      facts,
      options('jpeg', { quality: 30, overwrite: true }),
    );
    expect(small.bytes).toBeLessThan(large.bytes / 2);
  });
});

describe('transparency', () => {
  it.each(['png', 'webp', 'tiff', 'avif'] as const)('is written to %s', async format => {
    const alpha = ramp(90, 60);
    const written = await writePicture({ image: picture, alpha }, await plainPhoto(), options(format));
    const back = await readPhoto(await inspectPhoto(written.path));
    expect(meanDifference(back.alpha!.data, alpha.data)).toBeLessThan(1);
    expect([back.image.width, back.image.height]).toEqual([90, 60]);
  });

  it('keeps the colours under it, in PNG and TIFF', async () => {
    for (const format of ['png', 'tiff'] as const) {
      const written = await writePicture(
        { image: picture, alpha: ramp(90, 60) },
        await plainPhoto(),
        options(format),
      );
      const back = await readPhoto(await inspectPhoto(written.path));
      expect(largestDifference(back.image.data, picture.data)).toBe(0);
      expect(largestDifference(back.alpha!.data, ramp(90, 60).data)).toBe(0);
    }
  });

  it('of a photo comes through with a profile too', async () => {
    const p3 = await sharp(await withAlpha(picture, ramp(90, 60)).png().toBuffer())
      .withIccProfile('p3')
      .png()
      .toBuffer();
    const facts = await photoIn(p3);
    for (const format of ['png', 'webp', 'tiff', 'avif'] as const) {
      const written = await writePicture(await readPhoto(facts), facts, options(format));
      const again = await inspectPhoto(written.path);
      expect(again.hasAlpha).toBe(true);
      expect(Buffer.compare(again.icc!, facts.icc!)).toBe(0);
    }
  });

  it('is refused by JPEG', async () => {
    const writing = writePicture(
      { image: picture, alpha: ramp(90, 60) },
      await plainPhoto(),
      options('jpeg'),
    );
    await expect(writing).rejects.toMatchObject({ code: 'output-format-no-alpha' });
    expect(left()).toEqual([]);
  });
});

describe('a mask', () => {
  it.each(writableFormats)('is written as one channel of %s', async format => {
    const written = await writePicture({ mask: ramp(90, 60) }, await plainPhoto(), options(format));
    const facts = await inspectPhoto(written.path);
    expect(facts).toMatchObject({
      width: 90,
      height: 60,
      ...(format !== 'webp' && format !== 'avif' && { colour: 'grey' }),
    });
    const { image } = await readPhoto(facts);
    const grey = image.data.filter((_, i) => i % 3 === 0);
    expect(meanDifference(grey, ramp(90, 60).data)).toBeLessThanOrEqual(tolerance[format]);
  });

  it('carries neither profile nor metadata', async () => {
    const bytes = await fromPixels(picture)
      .withIccProfile('p3')
      .withExif({ IFD0: { Make: 'Acme' } })
      .png()
      .toBuffer();
    const written = await writePicture({ mask: ramp(90, 60) }, await photoIn(bytes), options('png'));
    const { icc, exif } = await inspectPhoto(written.path);
    expect([icc, exif]).toEqual([undefined, undefined]);
  });
});

describe('a picture that is too large for its format', () => {
  it.each([
    ['jpeg', 65_501],
    ['webp', 16_384],
    ['avif', 16_385],
  ] as const)('is refused: %s of %d', async (format, width) => {
    const image = { width, height: 1, data: new Uint8Array(width * 3) };
    const writing = writePicture({ image }, await plainPhoto(), options(format));
    await expect(writing).rejects.toMatchObject({ code: 'output-too-large-for-format' });
    await expect(writing).rejects.toThrow(/PNG/);
    expect(left()).toEqual([]);
  });

  it.each([
    ['jpeg', 65_500],
    ['webp', 16_383],
    ['avif', 16_384],
    ['png', 70_000],
    ['tiff', 70_000],
  ] as const)('is written just below: %s of %d', async (format, width) => {
    const image = { width, height: 1, data: new Uint8Array(width * 3) };
    const written = await writePicture({ image }, await plainPhoto(), options(format));
    expect(await inspectPhoto(written.path)).toMatchObject({ width, height: 1 });
  });
});

describe('writing while the picture is painted', () => {
  it.each(['jpeg', 'png'] as const)('waits for what is not ready: %s', async format => {
    const canvas = { width: 90, height: 60, data: new Uint8Array(90 * 60 * 3) };
    const whenReady = async ({ top, height }: { top: number; height: number }) => {
      await new Promise(resolve => setTimeout(resolve, 20));
      canvas.data.set(picture.data.subarray(top * 270, (top + height) * 270), top * 270);
    };
    const written = await writePicture({ image: canvas, whenReady }, await plainPhoto(), options(format));
    const { image } = await readPhoto(await inspectPhoto(written.path));
    expect(meanDifference(image.data, picture.data)).toBeLessThanOrEqual(tolerance[format]);
  });

  it('ends with nothing written when the painting fails', async () => {
    const whenReady = () => Promise.reject(new Error('the brush broke'));
    const writing = writePicture({ image: picture, whenReady }, await plainPhoto(), options('jpeg'));
    await expect(writing).rejects.toThrow('the brush broke');
    expect(left()).toEqual([]);
  });

  it('ends with nothing written when it is cancelled', async () => {
    const stop = new AbortController();
    const whenReady = () => {
      stop.abort();
      return undefined;
    };
    const facts = await plainPhoto();
    const writing = writePicture(
      { image: picture, whenReady },
      facts,
      options('png', { signal: stop.signal }),
    );
    await expect(writing).rejects.toMatchObject({ code: 'cancelled' });
    expect(left()).toEqual([]);
  });
});
