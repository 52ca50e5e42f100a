import sharp from 'sharp';
import type { RequestOf } from '../../src-shared/contract/compute.ts';
import { defaultEdit } from '../../src-shared/edit/schema.ts';
import type { Plane8, RgbImage } from '../../src-shared/imaging/image.ts';
import { fromPixels, fromPlane, put } from './files.ts';
import { photoLike } from './photo-like.ts';
import { randomLevels } from './random.ts';

/** Whole photos with a subject that is known, so that no test has to wait for the network. */

/** White (subject) on the left half, black on the right one. */
export const leftHalf = (width: number, height: number): Plane8 => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height }, (_, i) => (i % width < width / 2 ? 255 : 0)),
});

export const plainPlane = (width: number, height: number, level: number): Plane8 => ({
  width,
  height,
  data: new Uint8Array(width * height).fill(level),
});

/** Writes a photo in the format of its name. @returns the path */
export async function putPhoto(folder: string, name: string, width = 120, height = 80): Promise<string> {
  const pixels = fromPixels(photoLike(width, height));
  return put(folder, name, await (name.endsWith('.png') ? pixels.png() : pixels.jpeg()).toBuffer());
}

/** Writes a mask whose left half is the subject. @returns the path */
export const putMask = async (folder: string, name = 'mask.png', width = 120, height = 80): Promise<string> =>
  put(folder, name, await fromPlane(leftHalf(width, height)).png().toBuffer());

/** Writes a photo of noise, which nothing compresses, in a format that is quick to read. @returns the path */
export async function putNoise(folder: string, name: string, width: number, height: number): Promise<string> {
  const noise: RgbImage = { width, height, data: randomLevels(width * height * 3, 7) };
  return put(folder, name, await fromPixels(noise).tiff({ compression: 'none' }).toBuffer());
}

/** A square of one colour, as a file. */
export const putColour = async (folder: string, name: string, colour: string, side = 40): Promise<string> =>
  put(
    folder,
    name,
    await sharp({ create: { width: side, height: side, channels: 3, background: colour } })
      .png()
      .toBuffer(),
  );

/** The request to render a photo with a mask and the default edit. */
export const renderRequest = (
  photo: string,
  mask: string,
  output: Partial<RequestOf<'render'>['output']> & { path: string },
): RequestOf<'render'> => ({
  photo,
  mask,
  engine: 'auto',
  maxMegapixels: 300,
  show: 'result',
  edit: defaultEdit(),
  output: { format: 'png', keepMetadata: true, overwrite: false, ...output },
});
