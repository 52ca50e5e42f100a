import type { Carried, Packed } from '../metadata.ts';
import { dropped } from '../warnings.ts';

/** Flags of a VP8X chunk (WebP container specification). */
const flag = { profile: 0x20, alpha: 0x10, exif: 0x08, xmp: 0x04 } as const;

/**
 * Puts a profile and metadata into a WebP: VP8X, ICCP, the picture, EXIF, XMP.
 *
 * @param file a still WebP, simple or extended
 * @param size its pixels
 */
export function withWebpMetadata(
  file: Uint8Array,
  carried: Carried,
  size: { readonly width: number; readonly height: number; readonly alpha: boolean },
): Packed {
  const { icc, exif, xmp, iptc } = carried;
  const warnings = iptc ? [dropped('IPTC', 'WebP has no place for it')] : [];
  if (!icc && !exif && !xmp) return { parts: [file], warnings };
  const picture = chunksOf(file).filter(({ name }) => /^(VP8 |VP8L|ALPH)$/.test(name));
  const body = [
    ...chunk('VP8X', extended(carried, size)),
    ...(icc ? chunk('ICCP', icc) : []),
    ...picture.map(({ bytes }) => bytes),
    ...(exif ? chunk('EXIF', exif) : []),
    ...(xmp ? chunk('XMP ', xmp) : []),
  ];
  return { parts: [riff(body), ...body], warnings };
}

function extended(
  { icc, exif, xmp }: Carried,
  { width, height, alpha }: { width: number; height: number; alpha: boolean },
): Uint8Array {
  const bytes = Buffer.alloc(10);
  const flags = [icc && flag.profile, alpha && flag.alpha, exif && flag.exif, xmp && flag.xmp];
  bytes[0] = flags.reduce<number>((sum, bit) => sum | (bit || 0), 0);
  bytes.writeUIntLE(width - 1, 4, 3);
  bytes.writeUIntLE(height - 1, 7, 3);
  return bytes;
}

function riff(body: readonly Uint8Array[]): Uint8Array {
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(4 + body.reduce((sum, { length }) => sum + length, 0), 4);
  return head;
}

/** @returns a chunk in parts; its data padded to an even length */
function chunk(name: string, data: Uint8Array): Uint8Array[] {
  const head = Buffer.from(`${name}\0\0\0\0`, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return [head, data, Buffer.alloc(data.length % 2)];
}

function chunksOf(file: Uint8Array): { name: string; bytes: Uint8Array }[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const chunks = [];
  for (let at = 12; at + 8 <= file.length;) {
    const length = view.getUint32(at + 4, true);
    const bytes = file.subarray(at, at + 8 + length + (length % 2));
    chunks.push({ name: Buffer.from(bytes.subarray(0, 4)).toString('latin1'), bytes });
    at += 8 + length + (length % 2);
  }
  return chunks;
}
