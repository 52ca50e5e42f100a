/**
 * IPTC lives in Photoshop image resources ("8BIM" blocks). A JPEG's APP13 holds them behind this name; a TIFF holds
 * them without it (tag 34377), or the bare IPTC records (tag 33723).
 */
const app13Name = Buffer.from('Photoshop 3.0\0', 'latin1');

/**
 * Brings the forms of IPTC that files have to the one of a JPEG's APP13.
 *
 * @param iptc what libvips calls IPTC: a JPEG's APP13, or a TIFF's bare records
 * @param resources a TIFF's image resources
 */
export function imageResources(iptc?: Uint8Array, resources?: Uint8Array): Uint8Array | undefined {
  if (resources?.length) return Buffer.concat([app13Name, resources]);
  if (!iptc?.length) return undefined;
  if (beginsWith(iptc, app13Name)) return iptc;
  if (beginsWith(iptc, Buffer.from('8BIM'))) return Buffer.concat([app13Name, iptc]);
  return Buffer.concat([app13Name, iptcResource(iptc)]);
}

/** @returns the image resources without the name that APP13 puts before them */
export const withoutName = (iptc: Uint8Array): Uint8Array =>
  beginsWith(iptc, app13Name) ? iptc.subarray(app13Name.length) : iptc;

const beginsWith = (bytes: Uint8Array, beginning: Uint8Array): boolean =>
  Buffer.compare(bytes.subarray(0, beginning.length), beginning) === 0;

/** One image resource, number 0x0404, padded to an even length. */
function iptcResource(records: Uint8Array): Uint8Array {
  const head = Buffer.from('8BIM\x04\x04\0\0\0\0\0\0', 'latin1');
  head.writeUInt32BE(records.length, 8);
  return Buffer.concat([head, records, Buffer.alloc(records.length % 2)]);
}
