import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import {
  inspectPhoto,
  readPhoto,
  writableFormats,
  writePicture,
  type WritableFormat,
} from '../../src-main/photo/index.ts';
import { makeExif } from '../making/exif.ts';
import { fromPixels, iptcTitle, put, withExifSegment, withSegment, withXmpSegment } from '../making/files.ts';
import { temporaryFolder } from '../making/folder.ts';
import { largestDifference, meanDifference, photoLike } from '../making/photo-like.ts';

const folder = temporaryFolder();
const picture = photoLike(90, 60);
const jpegOf = (image = picture) => fromPixels(image).jpeg({ quality: 95 }).toBuffer();
const xmp = (inside: string) =>
  `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF ${inside}</rdf:RDF></x:xmpmeta>`;

/** Reads a photo and writes it again. */
async function through(bytes: Uint8Array, format: WritableFormat, keepMetadata = true) {
  const facts = await inspectPhoto(put(folder, 'photo', bytes));
  const photo = await readPhoto(facts);
  const path = join(folder, `result.${format}`);
  const written = await writePicture(photo, facts, { path, format, keepMetadata, overwrite: true });
  return { facts, photo, written, again: await inspectPhoto(path), bytes: readFileSync(path) };
}
const text = (bytes?: Uint8Array): string => Buffer.from(bytes ?? []).toString('latin1');

/** The value of the first entry of this tag, of type long, in a little-endian block. */
function longIn(exif: Uint8Array, tag: number): number {
  const entry = Buffer.from([tag & 255, tag >> 8, 4, 0, 1, 0, 0, 0]);
  return Buffer.from(exif).readUInt32LE(Buffer.from(exif).indexOf(entry) + 8);
}

describe('the colour profile', () => {
  const profiled = async () =>
    sharp(await fromPixels(picture).png().toBuffer())
      .withIccProfile('p3')
      .png()
      .toBuffer();
  const tolerance = { jpeg: 2, png: 0, webp: 2, tiff: 0, avif: 2 };

  it.each(writableFormats)('is kept in %s byte for byte, with the numbers that are in it', async format => {
    const { facts, photo, again } = await through(await profiled(), format);
    expect(Buffer.compare(again.icc!, facts.icc!)).toBe(0);
    const { image } = await readPhoto(again);
    expect(meanDifference(image.data, photo.image.data)).toBeLessThanOrEqual(tolerance[format]);
  });

  it.each(writableFormats)('stays in %s when the metadata goes', async format => {
    const { facts, again } = await through(await profiled(), format, false);
    expect(Buffer.compare(again.icc!, facts.icc!)).toBe(0);
  });

  it('is spread over many segments of a JPEG when it is long', async () => {
    const facts = await inspectPhoto(put(folder, 'photo', await profiled()));
    const icc = Buffer.concat([facts.icc!, Buffer.alloc(200_000, 7)]);
    icc.writeUInt32BE(icc.length, 0);
    const path = join(folder, 'long.jpg');
    await writePicture({ image: picture }, { ...facts, icc }, { path, format: 'jpeg', overwrite: true });
    expect(Buffer.compare((await sharp(path).metadata()).icc!, icc)).toBe(0);
  });

  it('of CMYK and grey does not go beside RGB', async () => {
    const cmyk = await fromPixels(picture).toColourspace('cmyk').withIccProfile('cmyk').jpeg().toBuffer();
    const { facts, again } = await through(cmyk, 'jpeg');
    expect(facts.warnings).toMatchObject([{ code: 'colour-converted' }]);
    expect([facts.icc, again.icc, again.colour]).toEqual([undefined, undefined, 'rgb']);
  });

  it('that is broken is left out, with a warning', async () => {
    const broken = withSegment(
      await jpegOf(),
      0xe2,
      Buffer.from('ICC_PROFILE\0\x01\x01not a profile', 'latin1'),
    );
    const { facts, again } = await through(broken, 'png');
    expect(facts.warnings).toMatchObject([{ code: 'profile-dropped' }]);
    expect(again.icc).toBeUndefined();
  });
});

describe('EXIF', () => {
  const thumbnail = Buffer.from('\xff\xd8THE ORIGINAL FACE\xff\xd9', 'latin1');
  const made = (big: boolean) =>
    makeExif({ orientation: 6, width: 90, height: 60, make: 'Acme Cameras', thumbnail, big });

  it.each(writableFormats.flatMap(format => [false, true].map(big => ({ format, big }))))(
    'is kept in $format and made true of the new picture (big-endian: $big)',
    async ({ format, big }) => {
      const { again } = await through(withExifSegment(await jpegOf(), made(big)), format);
      expect(again).toMatchObject({ width: 60, height: 90, orientation: 1 });
      expect(text(again.exif)).toContain('Acme Cameras');
      expect(text(again.exif)).toContain('a comment');
    },
  );

  it.each(writableFormats)('shows the original nowhere in a %s', async format => {
    const { bytes } = await through(withExifSegment(await jpegOf(), made(false)), format);
    expect(text(bytes)).not.toContain('ORIGINAL FACE');
  });

  it('tells the size of the upright picture', async () => {
    const { again } = await through(withExifSegment(await jpegOf(), made(false)), 'jpeg');
    expect([longIn(again.exif!, 0xa002), longIn(again.exif!, 0xa003)]).toEqual([60, 90]);
  });

  it.each(writableFormats)(
    'goes from %s when it is stripped, though the picture stays upright',
    async format => {
      const bytes = withXmpSegment(withExifSegment(await jpegOf(), made(false)), xmp('/>'));
      const { again } = await through(bytes, format, false);
      expect(again).toMatchObject({ width: 60, height: 90, orientation: 1 });
      expect([again.exif, again.xmp]).toEqual([undefined, undefined]);
    },
  );

  it('goes through a TIFF and back', async () => {
    const tiff = await through(withExifSegment(await jpegOf(), made(true)), 'tiff');
    const { again } = await through(tiff.bytes, 'jpeg');
    expect(text(again.exif)).toContain('Acme Cameras');
    expect(text(again.exif)).toContain('a comment');
    expect(text(again.exif)).toContain('Copyright of the maker');
  });

  it('that cannot be read is left out', async () => {
    const { again } = await through(
      withExifSegment(await jpegOf(), Buffer.from('II*\0\xff\xff\xff\xff', 'latin1')),
      'jpeg',
    );
    expect([again.width, again.exif]).toEqual([90, undefined]);
  });

  it('that points everywhere does no harm', async () => {
    const block = made(false);
    for (let i = 8; i < block.length; i++) {
      const wild = Buffer.from(block);
      wild.writeUInt8(0xff, i);
      const facts = await inspectPhoto(
        put(folder, 'wild.jpg', withExifSegment(await jpegOf(photoLike(4, 4)), wild)),
      );
      const path = join(folder, 'wild.tiff');
      await writePicture({ image: photoLike(4, 4) }, facts, { path, format: 'tiff', overwrite: true });
      expect((await readPhoto(await inspectPhoto(path))).image).toMatchObject({ width: 4, height: 4 });
    }
  });
});

describe('XMP', () => {
  const packet = xmp(
    'xmlns:tiff="http://ns.adobe.com/tiff/1.0/"><rdf:Description tiff:Orientation="6" note="한국"/>',
  );

  it.each(writableFormats)('is kept in %s, upright', async format => {
    const { again } = await through(withXmpSegment(await jpegOf(), packet), format);
    expect(Buffer.from(again.xmp!).toString()).toBe(packet.replace('"6"', '"1"'));
  });

  it('tells the new size, and has no thumbnail', async () => {
    const before = xmp(
      '><exif:PixelXDimension>60</exif:PixelXDimension><xmp:Thumbnails>old</xmp:Thumbnails>',
    );
    const { again } = await through(withXmpSegment(await jpegOf(), before), 'jpeg');
    expect(Buffer.from(again.xmp!).toString()).toBe(xmp('><exif:PixelXDimension>90</exif:PixelXDimension>'));
  });
});

describe('IPTC and density', () => {
  it('IPTC is kept in JPEG and TIFF', async () => {
    const bytes = withSegment(await jpegOf(), 0xed, iptcTitle('A title'));
    for (const format of ['jpeg', 'tiff'] as const)
      expect(text((await through(bytes, format)).again.iptc)).toContain('A title');
  });

  it.each(['png', 'webp', 'avif'] as const)('IPTC has no place in %s, which a warning says', async format => {
    const { written } = await through(withSegment(await jpegOf(), 0xed, iptcTitle('A title')), format);
    expect(written.warnings).toMatchObject([{ code: 'metadata-dropped' }]);
  });

  it.each(['jpeg', 'png', 'tiff'] as const)('the density is kept in %s', async format => {
    const bytes = await fromPixels(picture).jpeg().withMetadata({ density: 240 }).toBuffer();
    const { again } = await through(bytes, format);
    expect(again.density).toBe(240);
  });
});

describe('metadata that is too large for a JPEG', () => {
  it('is dropped with a warning, and the picture is written', async () => {
    const facts = await inspectPhoto(put(folder, 'photo', await jpegOf()));
    const path = join(folder, 'large.jpg');
    const large = { ...facts, xmp: Buffer.from(xmp(`>${'x'.repeat(70_000)}`)) };
    const written = await writePicture({ image: picture }, large, { path, format: 'jpeg', overwrite: true });
    expect(written.warnings).toMatchObject([{ code: 'metadata-dropped' }]);
    const { image } = await readPhoto(await inspectPhoto(path));
    expect(largestDifference(image.data, picture.data)).toBeLessThan(30);
  });
});
