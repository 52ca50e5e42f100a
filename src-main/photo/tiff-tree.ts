/**
 * The directories of TIFF 6.0, in which TIFF files and EXIF blocks both keep their tags.
 * Offsets count from the byte-order mark.
 */

/** Gives `length` bytes at `offset`; fewer, or none, past the end. */
export type ByteSource = (offset: number, length: number) => Uint8Array;

/**
 * A source that gives out so many bytes and then nothing more. Directories may point at each other and at themselves,
 * so that a few kilobytes would be read without end.
 */
export function sparing(source: ByteSource, bytes: number): ByteSource {
  let left = bytes;
  return (offset, length) => {
    const given = left > 0 ? source(offset, length) : new Uint8Array(0);
    left -= given.length + 1;
    return given;
  };
}

/** One tag as it lies in the file. */
export interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  /** Where the twelve bytes of the entry begin. */
  readonly at: number;
  /** Where the value begins: inside the entry when it has four bytes or fewer. */
  readonly valueAt: number;
  readonly byteLength: number;
}

export interface Directory {
  readonly entries: readonly Entry[];
  /** Where the offset of the next directory is kept. */
  readonly nextAt: number;
  /** Offset of the next directory; 0 when there is none. */
  readonly next: number;
}

/** One tag, free of any file: its value in little-endian order, its sub-directory unfolded. */
export interface Tag {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly value: Uint8Array;
  readonly children?: readonly Tag[];
}

/** Bytes of one value of each type, by the type's number. */
const sizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];
/** Bytes that turn round together when the byte order changes: a rational is two longs. */
const wordSizes = [1, 1, 1, 2, 4, 4, 1, 1, 2, 4, 4, 4, 8, 4];

/** Tags that point at directories of their own: EXIF, GPS, interoperability. */
const directoryTags = new Set([34665, 34853, 40965]);

export const typeOf = { byte: 1, ascii: 2, short: 3, long: 4, undefined: 7 } as const;

export interface Header {
  readonly little: boolean;
  /** Offset of the first directory. */
  readonly first: number;
}

/** @returns the header of a classic TIFF or EXIF block; nothing for BigTIFF and all else */
export function readHeader(source: ByteSource): Header | undefined {
  const head = source(0, 8);
  if (head.length < 8 || head[0] !== head[1] || (head[0] !== 0x49 && head[0] !== 0x4d)) return undefined;
  const little = head[0] === 0x49;
  const view = viewOf(head);
  return view.getUint16(2, little) === 42 ? { little, first: view.getUint32(4, little) } : undefined;
}

/** @returns the directory at `offset`; nothing when it does not lie whole inside the source */
export function readDirectory(source: ByteSource, offset: number, little: boolean): Directory | undefined {
  const head = source(offset, 2);
  if (offset < 8 || head.length < 2) return undefined;
  const count = viewOf(head).getUint16(0, little);
  const body = source(offset + 2, count * 12 + 4);
  if (body.length < count * 12) return undefined;
  const view = viewOf(body);
  const entries = Array.from({ length: count }, (_, i) => entryOf(view, i * 12, offset + 2, little));
  const next = body.length >= count * 12 + 4 ? view.getUint32(count * 12, little) : 0;
  return { entries: entries.filter(entry => entry.byteLength > 0), nextAt: offset + 2 + count * 12, next };
}

function entryOf(view: DataView, i: number, base: number, little: boolean): Entry {
  const [tag, type, count] = [
    view.getUint16(i, little),
    view.getUint16(i + 2, little),
    view.getUint32(i + 4, little),
  ];
  const byteLength = (sizes[type] ?? 0) * count;
  const valueAt = byteLength <= 4 ? base + i + 8 : view.getUint32(i + 8, little);
  return { tag, type, count, at: base + i, valueAt, byteLength };
}

/** @returns the first number of an entry of type short or long */
export function numberOf(source: ByteSource, entry: Entry, little: boolean): number | undefined {
  const bytes = source(entry.valueAt, entry.byteLength);
  if (entry.type === typeOf.short && bytes.length >= 2) return viewOf(bytes).getUint16(0, little);
  return bytes.length >= 4 ? viewOf(bytes).getUint32(0, little) : undefined;
}

/** @returns the sub-directory that an entry points at, if it does */
export function childOf(source: ByteSource, entry: Entry, little: boolean): Directory | undefined {
  if (!directoryTags.has(entry.tag)) return undefined;
  return readDirectory(source, numberOf(source, entry, little) ?? 0, little);
}

const maxDepth = 3;

/** Lifts the tags of a directory, and of those below it, out of the file. Tags whose value is cut off are left out. */
export function liftTags(source: ByteSource, directory: Directory, little: boolean, depth = 0): Tag[] {
  return directory.entries.flatMap(entry => {
    const { tag, type, count } = entry;
    if (directoryTags.has(tag)) {
      const child = depth < maxDepth ? childOf(source, entry, little) : undefined;
      const children = child && liftTags(source, child, little, depth + 1);
      return children ? [{ tag, type: typeOf.long, count: 1, value: new Uint8Array(4), children }] : [];
    }
    const bytes = source(entry.valueAt, entry.byteLength);
    if (bytes.length < entry.byteLength) return [];
    return [{ tag, type, count, value: little ? Uint8Array.from(bytes) : swapped(bytes, wordSizes[type]) }];
  });
}

function swapped(bytes: Uint8Array, word: number): Uint8Array {
  const turned = new Uint8Array(bytes.length);
  for (let i = 0; i < bytes.length; i += word)
    for (let k = 0; k < word; k++) turned[i + k] = bytes[i + word - 1 - k]!;
  return turned;
}

/**
 * Lays a directory out, little-endian: its entries in order of tag, then their longer values, then its children.
 *
 * @param base the offset at which the bytes will lie; even
 */
export function layTags(tags: readonly Tag[], base: number): Uint8Array {
  const sorted = [...tags].sort((a, b) => a.tag - b.tag);
  const head = Buffer.alloc(2 + sorted.length * 12 + 4);
  head.writeUInt16LE(sorted.length, 0);
  const tail: Uint8Array[] = [];
  let end = base + head.length;
  sorted.forEach((tag, i) => {
    const value = tag.children ? layTags(tag.children, end) : tag.value;
    const inline = !tag.children && value.length <= 4;
    writeEntry(head, 2 + i * 12, tag, inline ? value : offsetBytes(end));
    if (inline) return;
    tail.push(value, Buffer.alloc(value.length % 2));
    end += value.length + (value.length % 2);
  });
  return Buffer.concat([head, ...tail]);
}

function writeEntry(head: Buffer, at: number, { tag, type, count }: Tag, value: Uint8Array): void {
  head.writeUInt16LE(tag, at);
  head.writeUInt16LE(type, at + 2);
  head.writeUInt32LE(count, at + 4);
  head.set(value, at + 8);
}

function offsetBytes(offset: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(offset);
  return bytes;
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
