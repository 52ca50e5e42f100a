import { join } from 'node:path';
import sharp from 'sharp';
import { sample } from '../e2e/pictures.ts';

/** Photos of several sizes and formats, made from the samples. */
const made = [
  { from: 'astronaut.png', width: 1200, height: 1200, format: 'jpeg' },
  { from: 'chelsea.png', width: 1353, height: 900, format: 'png' },
  { from: 'astronaut.png', width: 800, height: 1100, format: 'webp' },
  { from: 'chelsea.png', width: 1800, height: 1200, format: 'jpeg' },
  { from: 'hubble-deep-field.jpg', width: 1000, height: 872, format: 'tiff' },
] as const;

/** @returns their paths */
export const putPhotos = (folder: string): Promise<string[]> =>
  Promise.all(
    made.map(async ({ from, width, height, format }, i) => {
      const path = join(folder, `photo-${i}.${format}`);
      await sharp(sample(from))
        .removeAlpha()
        .resize(width, height, { fit: 'cover' })
        .toFormat(format)
        .toFile(path);
      return path;
    }),
  );
