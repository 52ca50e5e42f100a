import { crc32, deflateSync } from 'node:zlib';
import type { Carried, Packed } from '../metadata.ts';
import { dropped } from '../warnings.ts';

const signatureLength = 8;

/** Chunks that say something about colour or size which ours say instead. */
const replaced = new Set(['iCCP', 'sRGB', 'gAMA', 'cHRM', 'cICP', 'pHYs', 'eXIf']);

/**
 * Puts a profile and metadata into a PNG, before its pixels (PNG, third edition: iCCP, eXIf, pHYs; XMP in iTXt).
 *
 * @param file a whole PNG
 */
export function withPngMetadata(file: Uint8Array, carried: Carried): Packed {
  const chunks = chunksOf(file);
  const [header, ...rest] = chunks;
  const { icc, exif, xmp, iptc, density } = carried;
  const parts = [
    file.subarray(0, signatureLength),
    header.bytes,
    ...(icc ? chunk('iCCP', Buffer.from('ICC Profile\0\0', 'latin1'), deflateSync(icc)) : []),
    ...(density ? chunk('pHYs', physical(density)) : []),
    ...(exif ? chunk('eXIf', exif) : []),
    ...(xmp ? chunk('iTXt', Buffer.from('XML:com.adobe.xmp\0\0\0\0\0', 'latin1'), xmp) : []),
    ...rest.filter(({ name }) => !replaced.has(name)).map(({ bytes }) => bytes),
  ];
  return { parts, warnings: iptc ? [dropped('IPTC', 'PNG has no place for it')] : [] };
}

interface Chunk {
  readonly name: string;
  /** Length, name, data and sum. */
  readonly bytes: Uint8Array;
}

function chunksOf(file: Uint8Array): Chunk[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const chunks: Chunk[] = [];
  for (let at = signatureLength; at + 12 <= file.length;) {
    const bytes = file.subarray(at, at + 12 + view.getUint32(at));
    chunks.push({ name: Buffer.from(bytes.subarray(4, 8)).toString('latin1'), bytes });
    at += bytes.length;
  }
  return chunks;
}

/** @returns a chunk in parts: length and name, data, sum */
export function chunk(name: string, ...data: readonly Uint8Array[]): Uint8Array[] {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.reduce((sum, { length }) => sum + length, 0));
  head.write(name, 4, 'latin1');
  const foot = Buffer.alloc(4);
  foot.writeUInt32BE(data.reduce((sum, part) => crc32(part, sum), crc32(head.subarray(4))));
  return [head, ...data, foot];
}

const inchesPerMetre = 39.3701;

function physical(density: number): Uint8Array {
  const bytes = Buffer.alloc(9, 1);
  bytes.writeUInt32BE(Math.round(density * inchesPerMetre), 0);
  bytes.writeUInt32BE(Math.round(density * inchesPerMetre), 4);
  return bytes;
}
