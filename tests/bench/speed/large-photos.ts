import { existsSync } from 'node:fs';
import sharp from 'sharp';
import { makePictures } from '../twelve-megapixels.ts';

/** Sides of larger versions of the 12 MP photo; the last is the largest that the issue names. */
export const largeSizes = [
  [6000, 4200],
  [8450, 5915],
  [12000, 8400],
] as const;

/** The 12 MP photo enlarged, with the name of its size. */
export async function largePhoto(width: number, height: number): Promise<string> {
  const { photo, folder } = await makePictures();
  const path = `${folder}photo-${width}.jpg`;
  if (existsSync(path)) return path;
  await sharp(photo)
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .jpeg({ quality: 95 })
    .toFile(path);
  return path;
}
