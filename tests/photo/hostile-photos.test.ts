/** Small files of each kind that were made to fill the memory, to never end, or to be taken for what they are not. */
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { inspectPhoto, readPhoto } from '../../src-main/photo/index.ts';
import { uprightExif } from '../../src-main/photo/exif.ts';
import { uprightXmp } from '../../src-main/photo/xmp.ts';
import { openPicture } from '../../src-main/photo/vips.ts';
import { animatedGif, pngChunk, pngHeader, put } from '../making/files.ts';
import { temporaryFolder } from '../making/folder.ts';

const folder = temporaryFolder();
const refusal = (code: string) => expect.objectContaining({ code }) as Error;
const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#888888' } });

/** A PNG of 4 × 4, with chunks of our own after its header. */
async function pngWith(...chunks: readonly Buffer[]): Promise<Buffer> {
  const png = await plain(4, 4).png().toBuffer();
  return Buffer.concat([png.subarray(0, 33), ...chunks, png.subarray(33)]);
}

const zeros = (bytes: number) => deflateSync(Buffer.alloc(bytes));

describe('a decompression bomb', () => {
  it('of pixels is found out before a pixel is decoded', async () => {
    const path = put(folder, 'pixels.png', pngHeader(60_000, 60_000));
    await expect(inspectPhoto(path)).rejects.toEqual(refusal('photo-too-large'));
  });

  it.each(['jpeg', 'gif', 'tiff'] as const)('is found out by the header of a %s', async format => {
    const path = put(folder, `side.${format}`, await claiming(format, 60_000));
    await expect(inspectPhoto(path)).rejects.toEqual(refusal('photo-too-large'));
  });

  it('of a colour profile is not unpacked', async () => {
    const profile = Buffer.concat([Buffer.from('x\0\0', 'latin1'), zeros(2e8)]);
    const path = put(folder, 'profile.png', await pngWith(pngChunk('iCCP', profile)));
    const facts = await inspectPhoto(path);
    expect(facts.icc).toBeUndefined();
    expect((await readPhoto(facts)).image.data).toHaveLength(48);
  });

  it('of text is not unpacked', async () => {
    const head = Buffer.from('XML:com.adobe.xmp\0\x01\0\0\0', 'latin1');
    const text = pngChunk('iTXt', Buffer.concat([head, zeros(2e8)]));
    expect((await inspectPhoto(put(folder, 'text.png', await pngWith(text)))).xmp).toBeUndefined();
  });

  it('of frames is one frame', async () => {
    const gif = await animatedGif(
      8,
      8,
      Array.from({ length: 60 }, (_, i) => (i % 2 ? '#ff0000' : '#00ff00')),
    );
    const facts = await inspectPhoto(put(folder, 'frames.gif', gif));
    expect(facts).toMatchObject({ pages: 60, width: 8, height: 8 });
    expect((await readPhoto(facts)).image.data).toHaveLength(8 * 8 * 3);
  });
});

/** A small picture whose header claims to be this long and wide. */
async function claiming(format: 'jpeg' | 'gif' | 'tiff', side: number): Promise<Buffer> {
  const file = await plain(16, 16).toFormat(format).toBuffer();
  if (format === 'gif') {
    const frame = file.indexOf(Buffer.from([0x2c, 0, 0, 0, 0, 16, 0, 16, 0]));
    for (const at of [6, 8, frame + 5, frame + 7]) file.writeUInt16LE(side, at);
  } else if (format === 'jpeg') {
    const frame = file.indexOf(Buffer.from([0xff, 0xc0]));
    file.writeUInt16BE(side, frame + 5);
    file.writeUInt16BE(side, frame + 7);
  } else {
    const directory = file.readUInt32LE(4);
    for (const at of [0, 1].map(i => directory + 2 + 12 * i)) {
      expect([256, 257]).toContain(file.readUInt16LE(at));
      file.writeUInt16LE(4, at + 2);
      file.writeUInt32LE(side, at + 8);
    }
  }
  return file;
}

describe('metadata', () => {
  it('that is larger than a photo’s ever is stays behind, and a warning says so', async () => {
    const xmp = Buffer.alloc(17 * 2 ** 20, 'x').toString('latin1');
    const path = put(folder, 'xmp.webp', await plain(4, 4).withXmp(xmp).webp().toBuffer());
    const facts = await inspectPhoto(path);
    expect(facts.xmp).toBeUndefined();
    expect(facts.warnings).toContainEqual(expect.objectContaining({ code: 'metadata-dropped' }));
  });

  it('whose directories point at themselves comes to an end', () => {
    const entries = 5000;
    const exif = Buffer.alloc(8 + 2 + entries * 12 + 4);
    exif.write('II*\0', 'latin1');
    exif.writeUInt32LE(8, 4);
    exif.writeUInt16LE(entries, 8);
    for (let i = 0; i < entries; i++) {
      exif.writeUInt16LE(34_665, 10 + 12 * i);
      exif.writeUInt16LE(4, 12 + 12 * i);
      exif.writeUInt32LE(1, 14 + 12 * i);
      exif.writeUInt32LE(8, 18 + 12 * i);
    }
    expect(uprightExif(exif, 4, 4)?.length).toBe(exif.length);
  });

  it('with a hundred thousand beginnings and no end takes no longer than other text', () => {
    const packet = Buffer.from('<xmp:Thumbnails>'.repeat(500_000));
    expect(uprightXmp(packet, 4, 4)).toHaveLength(packet.length);
  });
});

/** The beginnings of formats that libvips could read and that we do not offer. */
const others: readonly [string, string][] = [
  ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'],
  ['SVG with a byte-order mark', '\ufeff<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'],
  ['PDF', '%PDF-1.4\n1 0 obj\n<<>>\nendobj\n'],
  ['PPM', 'P3\n1 1\n255\n1 2 3\n'],
  ['Radiance', '#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 1 +X 1\n\x80\x80\x80\x80'],
  ['CSV', '1,2\n3,4\n'],
  ['a matrix', '2 2\n1 2\n3 4\n'],
  ['libvips’ own', '\xb6\xa6\xf2\x08' + '\0'.repeat(100)],
  ['FITS', 'SIMPLE  =                    T'.padEnd(2880)],
];

describe('a loader that is not offered', () => {
  it.each(others)('sees no byte of a file or of memory: %s', async (name, content) => {
    const bytes = Buffer.from(content, name.startsWith('SVG') ? 'utf8' : 'latin1');
    const path = put(folder, 'other.jpg', bytes);
    await expect(inspectPhoto(path)).rejects.toThrow(refusalOfKind);
    await expect(openPicture(bytes).metadata()).rejects.toThrow(/unsupported image format/);
    await expect(openPicture(path).metadata()).rejects.toThrow(/unsupported image format/);
  });
});

const refusalOfKind = expect.objectContaining({
  code: expect.stringMatching(/^photo-(not-a-picture|format-refused)$/) as string,
}) as Error;
