/** Numbers in an XMP packet that the upright picture makes wrong. */
const orientation = /(tiff:Orientation\s*(?:=\s*["']|>)\s*)[2-8]/g;
const widths = /((?:exif:PixelXDimension|tiff:ImageWidth)\s*(?:=\s*["']|>)\s*)\d+/g;
const heights = /((?:exif:PixelYDimension|tiff:ImageLength)\s*(?:=\s*["']|>)\s*)\d+/g;

/** What would still show the original, or point at blocks that the new file does not have. */
const stale = [
  /<xmp:Thumbnails>[\s\S]*?<\/xmp:Thumbnails>/g,
  /<(GContainer|Container):Directory>[\s\S]*?<\/\1:Directory>/g,
  /\s(?:xmpNote:HasExtendedXMP|hdrgm:Version|GImage:Data|GDepth:Data)\s*=\s*(?:"[^"]*"|'[^']*')/g,
];

/**
 * Makes a photo's XMP true of a picture that was turned upright and edited.
 *
 * @param xmp a packet; UTF-8, as nearly all are (others are returned as they came)
 */
export function uprightXmp(xmp: Uint8Array, width: number, height: number): Uint8Array {
  const text = decode(xmp);
  if (text === undefined) return xmp;
  const cleared = stale.reduce((packet, pattern) => packet.replace(pattern, ''), text);
  return Buffer.from(
    cleared
      .replace(orientation, (_, name: string) => `${name}1`)
      .replace(widths, (_, name: string) => `${name}${width}`)
      .replace(heights, (_, name: string) => `${name}${height}`),
  );
}

function decode(xmp: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(xmp);
  } catch {
    return undefined;
  }
}
