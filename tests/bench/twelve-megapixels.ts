import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const folder = fileURLToPath(new URL('../output/', import.meta.url));

export const WIDTH = 4000;
export const HEIGHT = 2961;

/** Pictures to measure with, made from the samples: a 12 MP JPEG with a sensor's grain, and a mask for it. */
export async function makePictures(): Promise<{ photo: string; mask: string; folder: string }> {
  mkdirSync(folder, { recursive: true });
  const photo = `${folder}twelve-megapixels.jpg`;
  const mask = `${folder}mask.png`;
  if (!existsSync(photo)) await makePhoto(photo);
  if (!existsSync(mask)) await makeMask(mask);
  return { photo, mask, folder };
}

async function makePhoto(path: string) {
  const grain = await sharp({
    create: {
      width: WIDTH,
      height: HEIGHT,
      channels: 3,
      background: '#808080',
      noise: { type: 'gaussian', mean: 128, sigma: 6 },
    },
  })
    .png({ compressionLevel: 0 })
    .toBuffer();
  const sample = fileURLToPath(new URL('../../assets/samples/astronaut.png', import.meta.url));
  await sharp(sample)
    .resize(WIDTH, HEIGHT, { fit: 'fill' })
    .composite([{ input: grain, blend: 'soft-light' }])
    .jpeg({ quality: 95 })
    .toFile(path);
}

/** A black and white mask at the notebook's scale: an ellipse over the middle, about as large as a subject. */
async function makeMask(path: string) {
  const side = 513;
  const data = Uint8Array.from({ length: side * side }, (_, i) => {
    const x = ((i % side) / side - 0.45) / 0.33;
    const y = (Math.floor(i / side) / side - 0.6) / 0.5;
    return x * x + y * y < 1 ? 255 : 0;
  });
  await sharp(data, { raw: { width: side, height: side, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toFile(path);
}
