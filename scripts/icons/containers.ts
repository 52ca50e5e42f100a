/** The two files that hold an icon in several sizes. Both take PNGs as they are. */

export interface Icon {
  /** Width and height in pixels. */
  readonly side: number;
  readonly png: Uint8Array;
}

const entryLength = 16;
const headerLength = 6;

/**
 * Windows' icon file: a directory of fixed entries, then the pictures.
 * https://learn.microsoft.com/previous-versions/ms997538(v=msdn.10)
 *
 * @param icons at most 256 pixels wide
 */
export function icoOf(icons: readonly Icon[]): Buffer {
  const header = Buffer.alloc(headerLength);
  header.writeUInt16LE(1, 2); // an icon, and no cursor
  header.writeUInt16LE(icons.length, 4);
  let at = headerLength + icons.length * entryLength;
  const entries = icons.map(({ side, png }) => {
    const entry = Buffer.alloc(entryLength);
    entry.writeUInt8(side % 256, 0); // 256 does not fit into a byte, and is written as 0
    entry.writeUInt8(side % 256, 1);
    entry.writeUInt16LE(1, 4); // planes
    entry.writeUInt16LE(32, 6); // bits a pixel
    entry.writeUInt32LE(png.length, 8);
    entry.writeUInt32LE(at, 12);
    at += png.length;
    return entry;
  });
  return Buffer.concat([header, ...entries, ...icons.map(({ png }) => png)]);
}

/** The names that Apple's icon file gives to a PNG of a size; the second are for screens of double density. */
const kinds: Readonly<Record<number, readonly string[]>> = {
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['icp6', 'ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
};

/** Apple's icon file: blocks of a name, a length that counts the head, and the picture. All numbers big-endian. */
export function icnsOf(icons: readonly Icon[]): Buffer {
  const blocks = icons.flatMap(({ side, png }) => (kinds[side] ?? []).map(kind => block(kind, png)));
  return block('icns', Buffer.concat(blocks));
}

function block(kind: string, body: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.write(kind, 'latin1');
  head.writeUInt32BE(head.length + body.length, 4);
  return Buffer.concat([head, body]);
}
