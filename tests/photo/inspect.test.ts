import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { inspectPhoto, readPhoto } from '../../src-main/photo/index.ts';
import { asNobody } from '../making/as-nobody.ts';
import { animatedGif, fromPixels, pngHeader, put, withExifSegment } from '../making/files.ts';
import { makeExif } from '../making/exif.ts';
import { temporaryFolder } from '../making/folder.ts';
import { photoLike } from '../making/photo-like.ts';

const folder = temporaryFolder();
const picture = photoLike(60, 40);
const refusal = (code: string) => expect.objectContaining({ code }) as Error;

describe('the header of a photo', () => {
  it.each(['jpeg', 'png', 'webp', 'tiff', 'gif', 'avif'] as const)(
    'tells the format and size of a %s',
    async format => {
      const path = put(folder, `plain.${format}`, await fromPixels(picture).toFormat(format).toBuffer());
      const facts = await inspectPhoto(path);
      expect(facts).toMatchObject({
        format,
        width: 60,
        height: 40,
        bitDepth: 8,
        colour: 'rgb',
        orientation: 1,
        pages: 1,
      });
      expect(facts.warnings).toEqual([]);
    },
  );

  it('tells the size of a photo that lies on its side as it is seen', async () => {
    const jpeg = await fromPixels(picture).jpeg().toBuffer();
    const exif = makeExif({ orientation: 6, width: 60, height: 40 });
    const facts = await inspectPhoto(put(folder, 'side.jpg', withExifSegment(jpeg, exif)));
    expect(facts).toMatchObject({ width: 40, height: 60, orientation: 6 });
  });

  it('tells the bit depth and the colour model, and warns of what will be changed', async () => {
    const deep = await fromPixels(picture).toColourspace('rgb16').png().toBuffer();
    const cmyk = await fromPixels(picture).toColourspace('cmyk').jpeg().toBuffer();
    const codes = async (bytes: Buffer) => {
      const facts = await inspectPhoto(put(folder, 'odd', bytes));
      return [facts.bitDepth, facts.colour, ...facts.warnings.map(({ code }) => code)];
    };
    expect(await codes(deep)).toEqual([16, 'rgb', 'depth-reduced']);
    expect(await codes(cmyk)).toEqual([8, 'cmyk', 'colour-converted']);
  });

  it('warns that only the first frame of an animation is used', async () => {
    const facts = await inspectPhoto(
      put(folder, 'moving.gif', await animatedGif(20, 10, ['red', 'green', 'blue'])),
    );
    expect(facts).toMatchObject({ width: 20, height: 10, pages: 3 });
    expect(facts.warnings).toMatchObject([{ code: 'first-frame-only' }]);
  });

  it.each([
    'with spaces.jpg',
    '한국어 사진.jpg',
    'hash#tag.jpg',
    'what?.jpg',
    'per%20cent.jpg',
    'brackets[1]',
    'brackets.jpg[page=2]',
    `${'long'.repeat(62)}.jpg`,
  ])('takes the name %j for a plain name', async name => {
    const path = put(folder, name, await fromPixels(picture).jpeg().toBuffer());
    const { image } = await readPhoto(await inspectPhoto(path));
    expect([image.width, image.height]).toEqual([60, 40]);
  });

  it('goes by what is in the file, not by its name', async () => {
    const facts = await inspectPhoto(put(folder, 'really-a.jpg', await fromPixels(picture).png().toBuffer()));
    expect(facts.format).toBe('png');
  });
});

describe('a file that is no photo', () => {
  it('is missing', async () => {
    await expect(inspectPhoto(join(folder, 'nowhere.jpg'))).rejects.toEqual(refusal('photo-missing'));
    await expect(inspectPhoto(join(folder, 'no', 'folder.jpg'))).rejects.toEqual(refusal('photo-missing'));
  });

  it('is a folder', async () => {
    mkdirSync(join(folder, 'album.jpg'), { recursive: true });
    await expect(inspectPhoto(join(folder, 'album.jpg'))).rejects.toEqual(refusal('photo-unreadable'));
  });

  it('is not ours to read', async () => {
    const path = put(folder, 'secret.jpg', await fromPixels(picture).jpeg().toBuffer());
    chmodSync(path, 0);
    const photo = new URL('../../src-main/photo/index.ts', import.meta.url).href;
    expect(asNobody({ photo }, `return photo.inspectPhoto(${JSON.stringify(path)});`)).toBe(
      'photo-unreadable',
    );
  });

  it.each([
    ['0 bytes', ''],
    ['one byte', 'x'],
    ['text', 'Dear diary, today I took a photo.\n'],
    ['a web page', '<!doctype html><html><body><svg/></body></html>'],
  ])('is no picture at all: %s', async (_, content) => {
    await expect(inspectPhoto(put(folder, 'text.jpg', content))).rejects.toEqual(
      refusal('photo-not-a-picture'),
    );
  });

  it.each([
    ['SVG', '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'],
    ['PDF', '%PDF-1.7\n'],
    ['HEIC', '\0\0\0\x18ftypheic\0\0\0\0mif1heic'],
    ['a film', '\0\0\0\x14ftypisom\0\0\0\0mp42'],
    ['BMP', 'BM\x46\0\0\0\0\0\0\0\x36\0\0\0'],
    ['JPEG XL', '\xff\x0a\0\0'],
    ['a camera raw file', 'II*\0\x10\0\0\0CR\x02\0'],
    ['a DNG', 'II*\0\x08\0\0\0\x01\0\x12\xc6\x01\0\x04\0\0\0\x01\x04\0\0\0\0\0\0'],
  ])('is of a format that is not opened: %s', async (_, content) => {
    const path = put(folder, 'refused.jpg', Buffer.from(content, 'latin1'));
    await expect(inspectPhoto(path)).rejects.toEqual(refusal('photo-format-refused'));
  });

  it.each(['jpeg', 'png', 'webp', 'tiff', 'gif', 'avif'] as const)(
    'is the bare beginning of a %s',
    async format => {
      const whole = readFileSync(
        put(folder, `whole.${format}`, await fromPixels(picture).toFormat(format).toBuffer()),
      );
      const open = async (length: number) => {
        const facts = await inspectPhoto(
          put(folder, `beginning-${length}.${format}`, whole.subarray(0, length)),
        );
        return readPhoto(facts);
      };
      await expect(open(24)).rejects.toEqual(refusal('photo-damaged'));
      await expect(open(60)).rejects.toEqual(refusal('photo-damaged'));
    },
  );

  it('has more pixels than the limit, which is found out before a pixel is decoded', async () => {
    const path = put(folder, 'huge.png', pngHeader(30_000, 30_000));
    const huge = inspectPhoto(path);
    await expect(huge).rejects.toEqual(refusal('photo-too-large'));
    await expect(huge).rejects.toThrow(/30000 × 30000 = 900\.0 .*300.*--max-megapixels 900/);
    await expect(inspectPhoto(path, { maxMegapixels: 900 })).resolves.toMatchObject({ width: 30_000 });
  });

  it('is named by the message, which says what to do', async () => {
    const path = put(folder, 'half.jpg', (await fromPixels(picture).jpeg().toBuffer()).subarray(0, 400));
    await expect(inspectPhoto(path).then(readPhoto)).rejects.toThrow(/"half\.jpg" is damaged.*copy it again/);
  });
});

it('shuts every decoder that is not offered', async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  await expect(sharp(svg).metadata()).rejects.toThrow(/unsupported image format/);
});
