import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import type { Plane8, RgbImage } from '../../src-shared/imaging/image.ts';

/** Writes bytes into a folder. @returns the path */
export function put(folder: string, name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** sharp, on pixels in memory. */
export const fromPixels = ({ data, width, height }: RgbImage): Sharp =>
  sharp(data, { raw: { width, height, channels: 3 } });

/** sharp, on one channel in memory. */
export const fromPlane = ({ data, width, height }: Plane8): Sharp =>
  sharp(data, { raw: { width, height, channels: 1 } }).toColourspace('b-w');

/** sharp, on pixels with an alpha channel of its own size. */
export const withAlpha = (image: RgbImage, alpha: Plane8): Sharp =>
  fromPixels(image).joinChannel(Buffer.from(alpha.data), {
    raw: { width: alpha.width, height: alpha.height, channels: 1 },
  });

/** An animated GIF whose frames are plain colours. */
export async function animatedGif(
  width: number,
  height: number,
  colours: readonly string[],
): Promise<Buffer> {
  const frame = (background: string): Promise<Buffer> =>
    sharp({ create: { width, height, channels: 3, background } })
      .png()
      .toBuffer();
  const frames = await Promise.all(colours.map(frame));
  return sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
}

/** The beginning of a PNG that claims a size: its signature and a header whose sum is right. No pixel. */
export function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(25);
  header.writeUInt32BE(13, 0);
  header.write('IHDR', 4, 'latin1');
  header.writeUInt32BE(width, 8);
  header.writeUInt32BE(height, 12);
  header.set([8, 2, 0, 0, 0], 16);
  header.writeUInt32BE(crc32(header.subarray(4, 21)), 21);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    header,
    pngChunk('IDAT', Buffer.alloc(8)),
  ]);
}

/** A PNG chunk, whole. */
export function pngChunk(name: string, data: Uint8Array): Buffer {
  const chunk = Buffer.alloc(12 + data.length);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(name, 4, 'latin1');
  chunk.set(data, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length);
  return chunk;
}

/** Puts a segment behind a JPEG's first two bytes. */
export function withSegment(jpeg: Uint8Array, marker: number, payload: Uint8Array): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, payload, jpeg.subarray(2)]);
}

/** Puts EXIF into a JPEG. @param exif without "Exif\0\0" */
export const withExifSegment = (jpeg: Uint8Array, exif: Uint8Array): Buffer =>
  withSegment(jpeg, 0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif]));

/** Puts XMP into a JPEG. */
export const withXmpSegment = (jpeg: Uint8Array, xmp: string): Buffer =>
  withSegment(jpeg, 0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${xmp}`));

/** Puts EXIF into a PNG, before its pixels. */
export const withExifChunk = (png: Uint8Array, exif: Uint8Array): Buffer =>
  Buffer.concat([png.subarray(0, 33), pngChunk('eXIf', exif), png.subarray(33)]);

/** IPTC as a JPEG's APP13 holds it: one title in one Photoshop resource. */
export function iptcTitle(title: string): Buffer {
  const record = Buffer.concat([Buffer.from([0x1c, 2, 105, 0, title.length]), Buffer.from(title, 'latin1')]);
  const head = Buffer.from('Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\0', 'latin1');
  head.writeUInt32BE(record.length, head.length - 4);
  return Buffer.concat([head, record, Buffer.alloc(record.length % 2)]);
}
