/** What a made EXIF block says. */
export interface MadeExif {
  readonly orientation: number;
  readonly width: number;
  readonly height: number;
  readonly make?: string;
  /** Bytes of a thumbnail in a second directory. */
  readonly thumbnail?: Uint8Array;
  /** True for Motorola's byte order. */
  readonly big?: boolean;
}

type Value = number | string | { readonly child: readonly Field[] };
type Field = readonly [tag: number, value: Value];

/** Builds an EXIF block, without "Exif\0\0": maker, orientation, sizes, a comment, and a thumbnail if given. */
export function makeExif({
  orientation,
  width,
  height,
  make = 'Acme',
  thumbnail,
  big = false,
}: MadeExif): Buffer {
  const writer = new Writer(big);
  const first = writer.directory(8, [
    [0x10f, make],
    [0x112, orientation],
    [0x8298, 'Copyright of the maker'],
    [
      0x8769,
      {
        child: [
          [0x9286, 'a comment'],
          [0xa002, width],
          [0xa003, height],
        ],
      },
    ],
  ]);
  if (!thumbnail) return Buffer.concat([writer.header(), first]);
  const at = 8 + first.length;
  writer.link(first, at);
  const second = writer.directory(at, [
    [0x103, 6],
    [0x201, 0],
    [0x202, thumbnail.length],
  ]);
  writer.long(second, 2 + 12 + 8, at + second.length);
  return Buffer.concat([writer.header(), first, second, thumbnail]);
}

class Writer {
  readonly #big: boolean;

  constructor(big: boolean) {
    this.#big = big;
  }

  header(): Buffer {
    const header = Buffer.from(this.#big ? 'MM\0*\0\0\0\0' : 'II*\0\0\0\0\0', 'latin1');
    this.long(header, 4, 8);
    return header;
  }

  long(bytes: Buffer, at: number, value: number): void {
    if (this.#big) bytes.writeUInt32BE(value, at);
    else bytes.writeUInt32LE(value, at);
  }

  short(bytes: Buffer, at: number, value: number): void {
    if (this.#big) bytes.writeUInt16BE(value, at);
    else bytes.writeUInt16LE(value, at);
  }

  /** Points the directory that these bytes begin with at the next one. */
  link(directory: Buffer, next: number): void {
    const count = this.#big ? directory.readUInt16BE(0) : directory.readUInt16LE(0);
    this.long(directory, 2 + count * 12, next);
  }

  /** A directory that will lie at `base`, with its values and children behind it. */
  directory(base: number, fields: readonly Field[]): Buffer {
    const head = Buffer.alloc(2 + fields.length * 12 + 4);
    this.short(head, 0, fields.length);
    const tail: Buffer[] = [];
    let end = base + head.length;
    fields.forEach(([tag, value], i) => {
      const longer = this.#field(head, 2 + i * 12, tag, value, end);
      tail.push(longer);
      end += longer.length;
    });
    return Buffer.concat([head, ...tail]);
  }

  /** Writes twelve bytes. @returns what lies at `end` */
  #field(head: Buffer, at: number, tag: number, value: Value, end: number): Buffer {
    this.short(head, at, tag);
    const [type, count] =
      typeof value === 'string'
        ? [2, value.length + 1]
        : [typeof value === 'number' && tag === 0x112 ? 3 : 4, 1];
    this.short(head, at + 2, type);
    this.long(head, at + 4, count);
    if (typeof value !== 'number') {
      this.long(head, at + 8, end);
      return typeof value === 'string' ? evenText(value) : this.directory(end, value.child);
    }
    if (type === 3) this.short(head, at + 8, value);
    else this.long(head, at + 8, value);
    return Buffer.alloc(0);
  }
}

const evenText = (text: string): Buffer => Buffer.from(text + '\0'.repeat(2 - (text.length % 2)), 'latin1');
