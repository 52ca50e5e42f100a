/** The formats that are read. */
export const readableFormats = ['jpeg', 'png', 'webp', 'tiff', 'gif', 'avif'] as const;
export type ReadableFormat = (typeof readableFormats)[number];

/** What the first bytes of a file say it is. */
export type Signature =
  | { readonly kind: 'readable'; readonly format: ReadableFormat }
  | { readonly kind: 'refused'; readonly name: string }
  | { readonly kind: 'unknown' };

/** How many bytes of a file's beginning `signatureOf` wants to see. */
export const signatureLength = 4096;

const readable = (format: ReadableFormat): Signature => ({ kind: 'readable', format });
const refused = (name: string): Signature => ({ kind: 'refused', name });

/** Pictures (and near-pictures) that people will try, by how they begin. Latin-1; '?' stands for any one byte. */
const refusedBeginnings: readonly (readonly [beginning: string, name: string])[] = [
  ['%PDF', 'a PDF document'],
  ['8BPS', 'a Photoshop document'],
  ['BM????\0\0\0\0', 'a BMP picture'],
  ['\0\0\x01\0', 'an icon'],
  ['\xff\x0a', 'a JPEG XL picture'],
  ['\0\0\0\x0cJXL ', 'a JPEG XL picture'],
  ['\0\0\0\x0cjP  ', 'a JPEG 2000 picture'],
  ['\xff\x4f\xff\x51', 'a JPEG 2000 picture'],
  ['\x76\x2f\x31\x01', 'an OpenEXR picture'],
  ['#?RADIANCE', 'a Radiance HDR picture'],
  ['qoif', 'a QOI picture'],
  ['FUJIFILMCCD-RAW', 'a camera raw file'],
  ['II*\0????CR', 'a camera raw file'],
  ['IIRO', 'a camera raw file'],
  ['IIU\0', 'a camera raw file'],
  ['????ftypcrx ', 'a camera raw file'],
];

const readableBeginnings: readonly (readonly [beginning: string, format: ReadableFormat])[] = [
  ['\xff\xd8\xff', 'jpeg'],
  ['\x89PNG\r\n\x1a\n', 'png'],
  ['RIFF????WEBP', 'webp'],
  ['GIF8', 'gif'],
  ['II*\0', 'tiff'],
  ['MM\0*', 'tiff'],
  ['II+\0', 'tiff'],
  ['MM\0+', 'tiff'],
];

/**
 * Tells a file's format by its content; its name is never looked at.
 *
 * @param head the file's first `signatureLength` bytes, or all of them when it is shorter
 */
export function signatureOf(head: Uint8Array): Signature {
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
  const no = refusedBeginnings.find(([beginning]) => beginsWith(text, beginning));
  if (no) return refused(no[1]);
  const yes = readableBeginnings.find(([beginning]) => beginsWith(text, beginning));
  if (yes) return yes[1] === 'tiff' && isCameraRaw(head) ? refused('a camera raw file') : readable(yes[1]);
  if (beginsWith(text, '????ftyp')) return isoMediaSignature(text);
  if (isSvg(text)) return refused('an SVG drawing');
  return { kind: 'unknown' };
}

const beginsWith = (text: string, beginning: string): boolean =>
  text.length >= beginning.length && Array.from(beginning).every((c, i) => c === '?' || c === text[i]);

const isSvg = (text: string): boolean =>
  /^(\xef\xbb\xbf)?\s*</.test(text) && /<svg[\s>]/i.test(text) && !/<html[\s>]/i.test(text);

/** HEIC, AVIF and films share one container; its list of brands tells them apart. */
function isoMediaSignature(text: string): Signature {
  const length = Math.min(64, (text.charCodeAt(2) << 8) | text.charCodeAt(3));
  const brands = text.slice(8, length).match(/.{4}/gs) ?? [];
  if (brands.some(brand => brand === 'avif' || brand === 'avis')) return readable('avif');
  const heic = brands.some(brand => /^(he[iv][cxms]|mif1|msf1)$/.test(brand));
  return refused(heic ? 'a HEIC picture' : 'a film');
}

const dngVersion = 50706;
const newSubfileType = 254;

/**
 * Raw files of many cameras are TIFFs whose first picture is a thumbnail: opening them would quietly edit a
 * stamp. The first directory gives them away, by a DNG version or by calling itself a reduced picture.
 */
function isCameraRaw(head: Uint8Array): boolean {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const little = head[0] === 0x49;
  if (head.length < 10 || view.getUint16(2, little) !== 42) return false;
  const start = view.getUint32(4, little);
  if (start + 2 > head.length) return false;
  const count = view.getUint16(start, little);
  for (let i = 0, at = start + 2; i < count && at + 12 <= head.length; i++, at += 12) {
    const tag = view.getUint16(at, little);
    if (tag === dngVersion) return true;
    if (tag === newSubfileType && (view.getUint32(at + 8, little) & 1) === 1) return true;
  }
  return false;
}
