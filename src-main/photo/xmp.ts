/** Numbers in an XMP packet that the upright picture makes wrong. */
const orientation = /(tiff:Orientation\s*(?:=\s*["']|>)\s*)[2-8]/g;
const widths = /((?:exif:PixelXDimension|tiff:ImageWidth)\s*(?:=\s*["']|>)\s*)\d+/g;
const heights = /((?:exif:PixelYDimension|tiff:ImageLength)\s*(?:=\s*["']|>)\s*)\d+/g;

/** What would still show the original, or point at blocks that the new file does not have. */
const staleBlocks = ['xmp:Thumbnails', 'GContainer:Directory', 'Container:Directory'];
const staleNames =
  /\s(?:xmpNote:HasExtendedXMP|hdrgm:Version|GImage:Data|GDepth:Data)\s*=\s*(?:"[^"]*"|'[^']*')/g;

/**
 * Makes a photo's XMP true of a picture that was turned upright and edited.
 *
 * @param xmp a packet; UTF-8, as nearly all are (others are returned as they came)
 */
export function uprightXmp(xmp: Uint8Array, width: number, height: number): Uint8Array {
  const text = decode(xmp);
  if (text === undefined) return xmp;
  const cleared = staleBlocks.reduce(withoutBlocks, text).replace(staleNames, '');
  return Buffer.from(
    cleared
      .replace(orientation, (_, name: string) => `${name}1`)
      .replace(widths, (_, name: string) => `${name}${width}`)
      .replace(heights, (_, name: string) => `${name}${height}`),
  );
}

/** Not by a pattern, which would look for the end anew from each of a million beginnings. */
function withoutBlocks(text: string, name: string): string {
  const [begin, end] = [`<${name}>`, `</${name}>`];
  const kept: string[] = [];
  let at = 0;
  for (;;) {
    const from = text.indexOf(begin, at);
    const to = from < 0 ? -1 : text.indexOf(end, from);
    if (to < 0) return [...kept, text.slice(at)].join('');
    kept.push(text.slice(at, from));
    at = to + end.length;
  }
}

function decode(xmp: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(xmp);
  } catch {
    return undefined;
  }
}
