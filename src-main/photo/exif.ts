import {
  childOf,
  numberOf,
  readDirectory,
  readHeader,
  sparing,
  type Directory,
  type Entry,
} from './tiff-tree.ts';

const prefix = Buffer.from('Exif\0\0', 'latin1');

/** @returns an EXIF block without the "Exif\0\0" that JPEG puts before it */
export const tiffOf = (exif: Uint8Array): Uint8Array =>
  Buffer.compare(exif.subarray(0, 6), prefix) === 0 ? exif.subarray(6) : exif;

const tag = {
  imageWidth: 0x100,
  imageLength: 0x101,
  orientation: 0x112,
  thumbnailOffset: 0x201,
  thumbnailLength: 0x202,
  stripOffsets: 0x111,
  stripByteCounts: 0x117,
  pixelXDimension: 0xa002,
  pixelYDimension: 0xa003,
} as const;

/**
 * Makes a photo's EXIF true of a picture that was turned upright and edited. Done in place, because makers' notes
 * count offsets from the block's beginning: orientation 1, the picture's size, and no thumbnail, which would still
 * show the original.
 *
 * @param exif with or without "Exif\0\0"
 * @returns a new block without "Exif\0\0"; nothing when the old one cannot be read (CIPA DC-008)
 */
export function uprightExif(exif: Uint8Array, width: number, height: number): Uint8Array | undefined {
  const block = new Block(Uint8Array.from(tiffOf(exif)));
  const first = block.first();
  if (!first) return undefined;
  const all = block.withChildren(first);
  block.set(all, tag.orientation, 1);
  block.set(all, tag.imageWidth, width);
  block.set(all, tag.imageLength, height);
  block.set(all, tag.pixelXDimension, width);
  block.set(all, tag.pixelYDimension, height);
  block.dropThumbnail(first);
  return block.trimmed(all);
}

/** Of directories, read one after another: more than a hundred times what a camera writes. */
const mostBytes = 4 * 2 ** 20;

/** An EXIF block that is changed in place. */
class Block {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #little = true;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  readonly #read = sparing(
    (offset: number, length: number): Uint8Array => this.#bytes.subarray(offset, offset + length),
    mostBytes,
  );

  first(): Directory | undefined {
    const header = readHeader(this.#read);
    this.#little = header?.little ?? true;
    return header && readDirectory(this.#read, header.first, this.#little);
  }

  /** A directory and those that hang below it, three levels deep at most. */
  withChildren(directory: Directory, depth = 0): Directory[] {
    if (depth > 2) return [directory];
    const children = directory.entries.flatMap(entry => childOf(this.#read, entry, this.#little) ?? []);
    return [directory, ...children.flatMap(child => this.withChildren(child, depth + 1))];
  }

  set(directories: readonly Directory[], wanted: number, value: number): void {
    for (const entry of directories.flatMap(({ entries }) => entries))
      if (entry.tag === wanted && entry.count === 1) this.#write(entry, value);
  }

  #write(entry: Entry, value: number): void {
    if (entry.type === 3) this.#view.setUint16(entry.valueAt, Math.min(value, 0xffff), this.#little);
    if (entry.type === 4) this.#view.setUint32(entry.valueAt, value, this.#little);
  }

  /** Blanks every directory after the first, with its picture, and cuts the chain. */
  dropThumbnail(first: Directory): void {
    let { nextAt, next } = first;
    for (let i = 0; next !== 0 && i < 4; i++) {
      const directory = readDirectory(this.#read, next, this.#little);
      if (this.#read(nextAt, 4).length === 4) this.#view.setUint32(nextAt, 0, this.#little);
      if (!directory) return;
      this.#blankPicture(directory);
      this.#blank(next, directory.nextAt - next);
      ({ nextAt, next } = directory);
    }
  }

  #blankPicture({ entries }: Directory): void {
    const value = (wanted: number): number => {
      const entry = entries.find(({ tag: found }) => found === wanted);
      return entry ? (numberOf(this.#read, entry, this.#little) ?? 0) : 0;
    };
    this.#blank(value(tag.thumbnailOffset), value(tag.thumbnailLength));
    this.#blank(value(tag.stripOffsets), value(tag.stripByteCounts));
  }

  #blank(at: number, length: number): void {
    if (at >= 8) this.#bytes.fill(0, at, at + length);
  }

  /** Cuts the blanked bytes off the end, where the thumbnail commonly lies. */
  trimmed(directories: readonly Directory[]): Uint8Array {
    let used = 0;
    for (const { entries, nextAt } of directories) {
      used = Math.max(used, nextAt + 4);
      for (const { valueAt, byteLength } of entries) used = Math.max(used, valueAt + byteLength);
    }
    let end = this.#bytes.length;
    while (end > used && this.#bytes[end - 1] === 0) end--;
    return this.#bytes.subarray(0, end);
  }
}
