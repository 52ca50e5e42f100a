import sharp from 'sharp';
import type { Plane8 } from '../../src-shared/imaging/image.ts';

/** The samples of a picture file, as they are. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Uint8Array;
}

/** Reads a picture file's samples, interleaved. */
export async function pixelsOf(path: string | Uint8Array): Promise<Pixels> {
  const { data, info } = await sharp(path).raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels: info.channels, data };
}

/** Reads a picture file as one grey channel. */
export async function greyOf(path: string): Promise<Plane8> {
  const { data, info } = await sharp(path).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}
