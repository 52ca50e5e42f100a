import { closeSync, openSync, readSync } from 'node:fs';
import { withoutName } from '../iptc.ts';
import type { Carried } from '../metadata.ts';
import {
  layTags,
  liftTags,
  readDirectory,
  readHeader,
  sparing,
  typeOf,
  type ByteSource,
  type Tag,
} from '../tiff-tree.ts';
import { tiffOf } from '../exif.ts';

/** Tags of a first directory that describe the photo, not its layout in the file. */
const describing = new Set([270, 271, 272, 305, 306, 315, 33432, 34665, 34853]);

/**
 * Reads the EXIF of a TIFF file: the describing tags of its first directory, and the EXIF and GPS directories.
 *
 * @returns a TIFF-structured block, or nothing when the file has none (or is a BigTIFF)
 */
export function readTiffExif(path: string): Uint8Array | undefined {
  const file = openSync(path, 'r');
  try {
    const tags = describingTags(sparing((offset, length) => readAt(file, offset, length), mostBytes));
    return tags.length > 0 ? Buffer.concat([littleHeader(8), layTags(tags, 8)]) : undefined;
  } finally {
    closeSync(file);
  }
}

/** No tag of a sane file is longer; a broken count would ask for gigabytes. */
const longestValue = 16 * 2 ** 20;
/** All of them together. */
const mostBytes = 2 * longestValue;

function readAt(file: number, offset: number, length: number): Uint8Array {
  if (length > longestValue) return new Uint8Array(0);
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(file, bytes, 0, length, offset));
}

function describingTags(source: ByteSource): Tag[] {
  const header = readHeader(source);
  const directory = header && readDirectory(source, header.first, header.little);
  if (!header || !directory) return [];
  const wanted = { ...directory, entries: directory.entries.filter(({ tag }) => describing.has(tag)) };
  return liftTags(source, wanted, header.little);
}

function littleHeader(first: number): Buffer {
  const header = Buffer.from('II*\0\0\0\0\0', 'latin1');
  header.writeUInt32LE(first, 4);
  return header;
}

/**
 * Adds a profile and metadata to a TIFF: its first directory is laid anew at the end, with the new tags in it.
 * The maker's note is carried as it is; a note that counts offsets from the old file's beginning loses its way.
 *
 * @param file a classic little-endian TIFF of one page, as libvips writes it
 * @returns the file's parts, in order
 */
export function withTiffMetadata(file: Uint8Array, carried: Carried): Uint8Array[] {
  const added = addedTags(carried);
  const source = sourceIn(file);
  const header = readHeader(source);
  const directory = header?.little ? readDirectory(source, header.first, true) : undefined;
  if (added.length === 0 || !directory) return [file];
  const replaced = new Set(added.map(({ tag }) => tag));
  const kept = liftTags(source, directory, true).filter(({ tag }) => !replaced.has(tag));
  const end = file.length + (file.length % 2);
  return [
    littleHeader(end),
    file.subarray(8),
    Buffer.alloc(file.length % 2),
    layTags([...kept, ...added], end),
  ];
}

const sourceIn =
  (bytes: Uint8Array): ByteSource =>
  (offset, length) =>
    bytes.subarray(offset, offset + length);

function addedTags({ icc, exif, xmp, iptc }: Carried): Tag[] {
  const block = (tag: number, type: number, value: Uint8Array): Tag => ({
    tag,
    type,
    count: value.length,
    value,
  });
  return [
    ...(exif ? describingTags(sparing(sourceIn(tiffOf(exif)), mostBytes)) : []),
    ...(xmp ? [block(700, typeOf.byte, xmp)] : []),
    ...(iptc ? [block(34377, typeOf.byte, withoutName(iptc))] : []),
    ...(icc ? [block(34675, typeOf.undefined, icc)] : []),
  ];
}
