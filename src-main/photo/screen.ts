import { cropped } from '../../src-shared/imaging/crop.ts';
import type { Plane8 } from '../../src-shared/imaging/image.ts';
import { withJpegMetadata } from './containers/jpeg.ts';
import { withPngMetadata } from './containers/png.ts';
import type { Picture } from './decode.ts';
import { type EncodeOptions, encodePicture, openPicturePixels, type WritablePicture } from './encode.ts';
import type { Carried, Packed } from './metadata.ts';
import { openPixels } from './vips.ts';

/** Pictures for the window, as bytes in the photo's own numbers. With its profile beside them, the window has them in sRGB. */
export interface Encoded {
  readonly bytes: Uint8Array;
  readonly type: 'image/jpeg' | 'image/png';
}

/** The lowest level that still compresses, without filters: a screen picture is read once, and soon. */
const quick = { compressionLevel: 1, adaptiveFiltering: false } as const;

/**
 * JPEG at quality 95 with full colour; PNG where there is transparency to keep. Tables made for the picture would
 * save a tenth of the bytes, and take longer than all the rest of the encoding.
 */
export async function encodeForScreen(picture: Picture, profile: Profile = {}): Promise<Encoded> {
  const pixels = openPicturePixels(picture);
  if (picture.alpha)
    return { bytes: whole(withPngMetadata(await pixels.png(quick).toBuffer(), profile)), type: 'image/png' };
  const jpeg = pixels.jpeg({ quality: 95, chromaSubsampling: '4:4:4', optimiseCoding: false });
  return { bytes: whole(withJpegMetadata(await jpeg.toBuffer(), profile)), type: 'image/jpeg' };
}

type Profile = Pick<Carried, 'icc'>;

const whole = ({ parts }: Packed): Uint8Array => Buffer.concat(parts);

/** One channel, as PNG. */
export const encodeGrey = ({ data, width, height }: Plane8): Promise<Uint8Array> =>
  openPixels(data, width, height, 1).toColourspace('b-w').png(quick).toBuffer();

export interface Tile {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A part of a picture, as PNG; it must lie inside. */
export async function encodeTile(
  picture: Picture,
  { x, y, width, height }: Tile,
  profile: Profile = {},
): Promise<Uint8Array> {
  const { image, alpha } = picture;
  const tile = { left: x, top: y, right: x + width, bottom: y + height };
  const part = { width, height, data: cropped(image.data, image.width, 3, tile) };
  const clear = alpha && { width, height, data: cropped(alpha.data, alpha.width, 1, tile) };
  const pixels = openPicturePixels({ image: part, ...(clear && { alpha: clear }) });
  return whole(withPngMetadata(await pixels.png(quick).toBuffer(), profile));
}

/** How many bytes a picture takes as a file, without its metadata. */
export async function encodedSize(picture: WritablePicture, options: EncodeOptions): Promise<number> {
  const { parts } = await encodePicture(picture, {}, options);
  return parts.reduce((sum, { length }) => sum + length, 0);
}
