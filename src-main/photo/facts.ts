import type { Metadata } from 'sharp';
import { PortraitError } from '../../src-shared/contract/errors.ts';
import { isRgbProfile, profileSpace } from './profile.ts';
import { readTiffExif } from './containers/tiff.ts';
import { imageResources } from './iptc.ts';
import { readableFormats, signatureOf, type ReadableFormat } from './signature.ts';
import { called, faultOf, readHead, sourceOf, type Role } from './source-file.ts';
import { openPicture } from './vips.ts';
import { dropped, type Warning } from './warnings.ts';

/** Pixels that a photo may have unless the caller says otherwise, in millions. */
export const defaultMaxMegapixels = 300;

export type ColourModel = 'rgb' | 'grey' | 'cmyk';

/** What the header of a photo tells. Plain data: it survives a structured clone to another process. */
export interface PhotoFacts {
  readonly path: string;
  readonly format: ReadableFormat;
  /** Pixels, after the EXIF orientation is applied. */
  readonly width: number;
  readonly height: number;
  /** Frames of an animation or pages of a document; only the first is read. */
  readonly pages: number;
  readonly bitDepth: 8 | 16;
  /** The colour model of the file; what `readPhoto` returns is always RGB. */
  readonly colour: ColourModel;
  /** The file has an alpha channel, which may still be opaque everywhere. */
  readonly hasAlpha: boolean;
  /** EXIF orientation of the file, 1…8. */
  readonly orientation: number;
  /** True when reading converts the numbers to sRGB; false when it leaves them in the file's own profile. */
  readonly convertsToSrgb: boolean;
  /** Colours are stored at half the size, or less, as in most JPEGs. */
  readonly halfColour: boolean;
  /** The RGB profile that the numbers of `readPhoto` are in. Absent: sRGB. */
  readonly icc?: Uint8Array;
  /** TIFF-structured EXIF, with or without a leading "Exif\0\0". */
  readonly exif?: Uint8Array;
  /** An XMP packet, UTF-8. */
  readonly xmp?: Uint8Array;
  /** Photoshop image resources that hold IPTC, as in a JPEG's APP13. */
  readonly iptc?: Uint8Array;
  /** Pixels per inch, where the file says. */
  readonly density?: number;
  readonly maxMegapixels: number;
  readonly warnings: readonly Warning[];
}

export interface ReadLimits {
  /** The largest picture that is opened, in millions of pixels; 300 when left out. */
  readonly maxMegapixels?: number;
}

/**
 * Reads a photo's header, no pixel.
 *
 * @throws PortraitError photo-missing, photo-unreadable, photo-not-a-picture, photo-damaged, photo-format-refused,
 *   photo-too-large
 */
export const inspectPhoto = (path: string, limits: ReadLimits = {}): Promise<PhotoFacts> =>
  inspectPicture(path, 'photo', limits);

/** `inspectPhoto` for any picture: the role decides the codes and the words of the errors. */
export async function inspectPicture(path: string, role: Role, limits: ReadLimits): Promise<PhotoFacts> {
  const { maxMegapixels = defaultMaxMegapixels } = limits;
  requireSignature(await readHead(path, role), path, role);
  const { metadata, warnings } = withinBounds(await readMetadata(path, role));
  const facts = { ...factsOf(path, metadata, maxMegapixels), ...tiffExtras(path, metadata) };
  requireSize(facts, role);
  return { ...facts, warnings: [...facts.warnings, ...warnings] };
}

/** Of one block of metadata. A JPEG cannot hold as much; other formats could hold gigabytes, which are carried along. */
const mostMetadata = 16 * 2 ** 20;

/** Leaves out the blocks that are too large to be what they say. */
function withinBounds(metadata: Metadata): { metadata: Metadata; warnings: Warning[] } {
  const blocks = ['exif', 'xmp', 'iptc', 'icc', 'tifftagPhotoshop'] as const;
  const large = blocks.filter(block => (metadata[block]?.length ?? 0) > mostMetadata);
  const kept = { ...metadata };
  for (const block of large) Reflect.deleteProperty(kept, block);
  const why = `it takes more than ${mostMetadata / 2 ** 20} MB`;
  return { metadata: kept, warnings: large.map(block => dropped(block.toUpperCase(), why)) };
}

function requireSignature(head: Uint8Array, path: string, role: Role): void {
  const signature = signatureOf(head);
  if (signature.kind === 'readable') return;
  const give = `give a ${readableFormats.map(format => format.toUpperCase()).join(', ')} file`;
  if (signature.kind === 'refused')
    throw faultOf(
      role,
      'refused',
      `The ${called(role, path)} is ${signature.name}, which is not opened here; ${give}.`,
    );
  throw faultOf(role, 'not-a-picture', `The ${called(role, path)} is not a picture; ${give}.`);
}

async function readMetadata(path: string, role: Role): Promise<Metadata> {
  try {
    return await openPicture(await sourceOf(path)).metadata();
  } catch (error) {
    throw damaged(path, role, error);
  }
}

/** The error for a file that a decoder knows and cannot finish. */
export function damaged(path: string, role: Role, error: unknown): PortraitError {
  if (error instanceof PortraitError) return error;
  const reason = (error instanceof Error ? error.message : String(error))
    .split('\n')[0]
    .replace(/[.\s]+$/, '');
  const message = `The ${called(role, path)} is damaged or cut off (${reason}); copy it again from where it came.`;
  return faultOf(role, 'damaged', message, error);
}

function requireSize({ path, width, height, maxMegapixels }: PhotoFacts, role: Role): void {
  const megapixels = (width * height) / 1e6;
  if (megapixels <= maxMegapixels) return;
  const size = `${width} × ${height} = ${megapixels.toFixed(1)} megapixels`;
  throw faultOf(
    role,
    'too-large',
    `The ${called(role, path)} has ${size}, more than the limit of ${maxMegapixels}; raise it with --max-megapixels ${Math.ceil(megapixels)}.`,
  );
}

function factsOf(path: string, metadata: Metadata, maxMegapixels: number): PhotoFacts {
  const { autoOrient, pages = 1, orientation = 1, density, exif, xmp } = metadata;
  const iptc = imageResources(metadata.iptc, metadata.tifftagPhotoshop);
  return {
    path,
    format: formatOf(metadata),
    width: autoOrient.width,
    height: autoOrient.height,
    pages,
    bitDepth: metadata.depth === 'uchar' ? 8 : 16,
    colour: colourOf(metadata),
    hasAlpha: metadata.hasAlpha,
    orientation: orientation >= 1 && orientation <= 8 ? orientation : 1,
    convertsToSrgb: !keepsNumbers(metadata),
    halfColour: ['4:2:0', '4:2:2'].includes(metadata.chromaSubsampling ?? '') || metadata.format === 'webp',
    ...(keepsProfile(metadata) && { icc: metadata.icc! }),
    ...(exif && { exif }),
    ...(xmp && { xmp }),
    ...(iptc && { iptc }),
    ...(density && { density }),
    maxMegapixels,
    warnings: warningsOf(metadata),
  };
}

/** libvips does not read the EXIF of a TIFF, so it is read by hand. */
function tiffExtras(path: string, { format }: Metadata): { exif?: Uint8Array } {
  if (format !== 'tiff') return {};
  const exif = readTiffExif(path);
  return exif ? { exif } : {};
}

const formatOf = ({ format }: Metadata): ReadableFormat =>
  (format as string) === 'heif' ? 'avif' : (format as ReadableFormat);

function colourOf({ space }: Metadata): ColourModel {
  if (space === 'cmyk') return 'cmyk';
  return space === 'b-w' || space === 'grey16' ? 'grey' : 'rgb';
}

/** RGB (and grey that carries an RGB profile) keeps its numbers; all else is brought to sRGB by libvips. */
const keepsNumbers = (metadata: Metadata): boolean =>
  colourOf(metadata) === 'grey'
    ? isRgbProfile(metadata.icc) || !metadata.icc
    : ['srgb', 'rgb', 'rgb16'].includes(metadata.space);

const keepsProfile = (metadata: Metadata): boolean => keepsNumbers(metadata) && isRgbProfile(metadata.icc);

function warningsOf(metadata: Metadata): Warning[] {
  const { pages = 1, depth, icc, bitsPerSample = 16 } = metadata;
  const warnings: Warning[] = [];
  const warn = (code: Warning['code'], message: string): unknown => warnings.push({ code, message });
  if (pages > 1) warn('first-frame-only', `The file holds ${pages} pictures; only the first is used.`);
  if (depth !== 'uchar')
    warn('depth-reduced', `The file holds ${bitsPerSample} bits a channel; they are reduced to 8.`);
  if (!keepsNumbers(metadata))
    warn(
      'colour-converted',
      `The file's ${colourOf(metadata)} colours are converted to sRGB; its own profile is not kept.`,
    );
  else if (icc && !keepsProfile(metadata))
    warn(
      'profile-dropped',
      `The file's colour profile (${profileSpace(icc)}) does not fit its pixels and is left out.`,
    );
  return warnings;
}
