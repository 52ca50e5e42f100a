import { missingCase, PortraitError } from '../../src-shared/contract/errors.ts';
import type { Plane8, RgbImage } from '../../src-shared/imaging/image.ts';
import { withJpegMetadata } from './containers/jpeg.ts';
import { withPngMetadata } from './containers/png.ts';
import { withTiffMetadata } from './containers/tiff.ts';
import { withWebpMetadata } from './containers/webp.ts';
import { encodeJpegInBands, jpegOptions, type Band } from './jpeg-bands.ts';
import type { Carried, Packed } from './metadata.ts';
import { openPicture, openPixels, type Sharp } from './vips.ts';
import { dropped } from './warnings.ts';

/** The formats that are written. */
export const writableFormats = ['jpeg', 'png', 'webp', 'tiff', 'avif'] as const;
export type WritableFormat = (typeof writableFormats)[number];

/** What `writePicture` writes: a picture, or one channel. */
export type WritablePicture =
  | {
      readonly image: RgbImage;
      /** 0 transparent … 255 opaque; colours not premultiplied. */
      readonly alpha?: Plane8;
      /** Waits until rows of `image` (and `alpha`) are painted, when they are painted while this writes. */
      readonly whenReady?: (band: Band) => Promise<void> | undefined;
    }
  | { readonly mask: Plane8 };

/** How well each format keeps the picture unless the caller says otherwise, 1…100. PNG and TIFF lose nothing. */
const defaultQuality: Record<WritableFormat, number> = { jpeg: 92, png: 100, webp: 90, tiff: 100, avif: 70 };

/** The longest side of each format; libjpeg stops short of the 65535 that JPEG could name, libvips of AVIF's 65536. */
const longestSide: Record<WritableFormat, number> = {
  jpeg: 65500,
  png: 2 ** 31 - 1,
  webp: 16383,
  tiff: 2 ** 31 - 1,
  avif: 16384,
};

/** From this quality up JPEG keeps its colours at full resolution. */
const fullChromaQuality = 96;

/** @returns the picture's size, and whether it has an alpha channel */
export const sizeOf = (picture: WritablePicture): { width: number; height: number; alpha: boolean } => {
  const { width, height } = 'mask' in picture ? picture.mask : picture.image;
  return { width, height, alpha: 'image' in picture && picture.alpha !== undefined };
};

/**
 * Refuses what a format cannot hold.
 *
 * @throws PortraitError output-format-no-alpha, output-too-large-for-format
 */
export function checkFormat(
  { width, height, alpha }: { readonly width: number; readonly height: number; readonly alpha: boolean },
  format: WritableFormat,
): void {
  if (alpha && format === 'jpeg')
    throw new PortraitError(
      'output-format-no-alpha',
      'JPEG holds no transparency; write a PNG, WebP, TIFF or AVIF.',
    );
  const limit = longestSide[format];
  if (Math.max(width, height) <= limit) return;
  const name = format.toUpperCase();
  throw new PortraitError(
    'output-too-large-for-format',
    `A picture of ${width} × ${height} is too large for ${name}, whose sides end at ${limit}; write a PNG or a TIFF.`,
  );
}

export interface EncodeOptions {
  readonly format: WritableFormat;
  readonly quality?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Encodes a picture whose numbers are in `carried.icc` already: the numbers stay, the profile is put beside them.
 * sharp would convert raw numbers on attaching a profile, so the containers' own blocks are written by hand.
 *
 * @returns the file's parts
 */
export async function encodePicture(
  picture: WritablePicture,
  carried: Carried,
  options: EncodeOptions,
): Promise<Packed> {
  const quality = options.quality ?? defaultQuality[options.format];
  if (options.format === 'jpeg')
    return withJpegMetadata(await encodeJpeg(picture, quality, options.signal), carried);
  await painted(picture);
  const pixels = openPicturePixels(picture);
  switch (options.format) {
    case 'png':
      return withPngMetadata(await pixels.png(pngOptions).toBuffer(), carried);
    case 'webp':
      return withWebpMetadata(await pixels.webp(webpOptions(quality)).toBuffer(), carried, sizeOf(picture));
    case 'tiff':
      return encodeTiff(picture, pixels, carried);
    case 'avif':
      return encodeAvif(pixels, carried, quality);
    default:
      return missingCase(options.format);
  }
}

/** Filtering by row halves a photo; levels above 3 take time and give a few per cent. */
const pngOptions = { compressionLevel: 3, adaptiveFiltering: true } as const;

/** Lossless WebP at libwebp's fastest is ten times as fast, and no larger, than at its default. */
const webpOptions = (quality: number) =>
  quality === 100 ? { lossless: true, effort: 0, quality: 1 } : { quality, effort: 2 };

/**
 * Effort 1 of 9 is within 3 % of the size and 0.8 dB of effort 4 at a twentieth of its time; colours at full
 * resolution (sharp's default) gain 2.5 dB for a tenth more bytes.
 */
const avifOptions = (quality: number) => ({ quality, effort: 1 });

function encodeJpeg(picture: WritablePicture, quality: number, signal?: AbortSignal): Promise<Buffer> {
  const chroma = quality >= fullChromaQuality ? '4:4:4' : '4:2:0';
  if ('mask' in picture) return openPicturePixels(picture).jpeg(jpegOptions({ quality, chroma })).toBuffer();
  const { image, whenReady } = picture;
  return encodeJpegInBands(image, {
    quality,
    chroma,
    ...(whenReady && { whenReady }),
    ...(signal && { signal }),
  });
}

async function painted(picture: WritablePicture): Promise<void> {
  if ('image' in picture) await picture.whenReady?.({ top: 0, height: picture.image.height });
}

/** sharp, on a picture's pixels in memory. */
export function openPicturePixels(picture: WritablePicture): Sharp {
  if ('mask' in picture) {
    const { data, width, height } = picture.mask;
    return openPixels(data, width, height, 1).toColourspace('b-w');
  }
  const { data, width, height } = picture.image;
  const pixels = openPixels(data, width, height, 3);
  if (!picture.alpha) return pixels;
  return pixels.joinChannel(
    Buffer.from(picture.alpha.data.buffer, picture.alpha.data.byteOffset, width * height),
    {
      raw: { width, height, channels: 1 },
      limitInputPixels: false,
    },
  );
}

/** A classic TIFF ends at 4 GB. */
const largestTiff = 3.9e9;

async function encodeTiff(picture: WritablePicture, pixels: Sharp, carried: Carried): Promise<Packed> {
  const { width, height } = sizeOf(picture);
  const bigtiff = width * height * 4 > largestTiff;
  const perMillimetre = (carried.density ?? 72) / 25.4;
  const options = { compression: 'lzw', predictor: 'horizontal', bigtiff } as const;
  const file = await pixels.tiff({ ...options, xres: perMillimetre, yres: perMillimetre }).toBuffer();
  if (!bigtiff) return { parts: withTiffMetadata(file, carried), warnings: [] };
  return { parts: [file], warnings: [dropped('metadata', 'the TIFF is larger than 4 GB')] };
}

/**
 * AVIF keeps its blocks in boxes that point at each other, so libheif writes them: from an uncompressed PNG that
 * carries them, because then sharp keeps profile and numbers both.
 */
async function encodeAvif(pixels: Sharp, carried: Carried, quality: number): Promise<Packed> {
  const { icc, exif, xmp, iptc } = carried;
  const warnings = iptc ? [dropped('IPTC', 'AVIF has no place for it')] : [];
  const options = avifOptions(quality);
  if (!icc && !exif && !xmp) return { parts: [await pixels.avif(options).toBuffer()], warnings };
  const carrier = withPngMetadata(await pixels.png({ compressionLevel: 0 }).toBuffer(), carried);
  const file = await openPicture(Buffer.concat(carrier.parts)).keepMetadata().avif(options).toBuffer();
  return { parts: [file], warnings };
}
