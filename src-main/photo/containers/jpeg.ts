import type { Carried, Packed } from '../metadata.ts';
import { dropped, type Warning } from '../warnings.ts';

/** The most bytes that one JPEG segment holds beside its length. */
const segmentLimit = 65533;
const exifName = Buffer.from('Exif\0\0', 'latin1');
const xmpName = Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1');
const iccName = Buffer.from('ICC_PROFILE\0', 'latin1');
/** The name, this chunk's number and the number of chunks go before each piece of a profile (ICC.1, annex B.4). */
const iccChunk = segmentLimit - iccName.length - 2;

/**
 * Puts a JFIF header, a profile and metadata into a JPEG.
 *
 * @param file a JPEG without any of them, as libvips writes it when it is told to keep nothing
 */
export function withJpegMetadata(file: Uint8Array, carried: Carried): Packed {
  const warnings: Warning[] = [];
  const single = (marker: number, what: string, payload: Uint8Array[]): Uint8Array[] => {
    const length = payload.reduce((sum, { length }) => sum + length, 0);
    if (length <= segmentLimit) return segment(marker, payload);
    warnings.push(dropped(what, `its ${length} bytes are more than a JPEG holds`));
    return [];
  };
  const { exif, xmp, iptc, icc } = carried;
  const parts = [
    file.subarray(0, 2),
    ...jfif(carried.density),
    ...(exif ? single(0xe1, 'EXIF', [exifName, exif]) : []),
    ...(xmp ? single(0xe1, 'XMP', [xmpName, xmp]) : []),
    ...(icc ? profileSegments(icc, warnings) : []),
    ...(iptc ? single(0xed, 'IPTC', [iptc]) : []),
    file.subarray(2),
  ];
  return { parts, warnings };
}

function segment(marker: number, payload: readonly Uint8Array[]): Uint8Array[] {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(2 + payload.reduce((sum, { length }) => sum + length, 0), 2);
  return [head, ...payload];
}

function profileSegments(icc: Uint8Array, warnings: Warning[]): Uint8Array[] {
  const count = Math.ceil(icc.length / iccChunk);
  if (count > 255) {
    const message = `The colour profile of ${icc.length} bytes is more than a JPEG holds and is left out.`;
    warnings.push({ code: 'profile-dropped', message });
    return [];
  }
  return Array.from({ length: count }, (_, i) =>
    segment(0xe2, [iccName, Buffer.from([i + 1, count]), icc.subarray(i * iccChunk, (i + 1) * iccChunk)]),
  ).flat();
}

/** JFIF 1.01: libvips leaves it out, and with it the density. Unit 0 is none, 1 is the inch. */
function jfif(density?: number): Uint8Array[] {
  const payload = Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1');
  if (!density) return segment(0xe0, [payload]);
  const rounded = Math.min(65535, Math.max(1, Math.round(density)));
  payload.writeUInt8(1, 7);
  payload.writeUInt16BE(rounded, 8);
  payload.writeUInt16BE(rounded, 10);
  return segment(0xe0, [payload]);
}
