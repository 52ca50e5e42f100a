/** Pictures whose every part is known, so that what was exported can be measured. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

/** A picture that ships. */
export const sample = (name: string): string =>
  fileURLToPath(new URL(`../../assets/samples/${name}`, import.meta.url));

/** A rectangle in pixels. */
export interface Part {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The ball is the subject; the network takes the box for background. */
export const ballPhoto = {
  width: 480,
  height: 320,
  insideBall: { left: 250, top: 140, width: 60, height: 60 },
  box: { left: 36, top: 40, width: 72, height: 72 },
  ground: { left: 130, top: 20, width: 40, height: 60 },
} as const;

const ballScene = `
  <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
    <stop offset="0" stop-color="#dfe6ea"/><stop offset="1" stop-color="#b9c4b0"/>
  </linearGradient>
  <radialGradient id="ball" cx="0.35" cy="0.35" r="0.8">
    <stop offset="0" stop-color="#f08050"/><stop offset="1" stop-color="#802010"/>
  </radialGradient>
  <rect width="480" height="320" fill="url(#sky)"/>
  <circle cx="280" cy="170" r="95" fill="url(#ball)"/>
  <rect x="36" y="40" width="72" height="72" fill="#5a7a9a"/>`;

const drawn = (width: number, height: number, view: string, scene: string) =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${view}">${scene}</svg>`,
    ),
    { limitInputPixels: false },
  ).removeAlpha();

/** @returns the path of `ballPhoto` as PNG */
export async function putBall(folder: string): Promise<string> {
  const path = join(folder, 'ball.png');
  await drawn(480, 320, '0 0 480 320', ballScene).png().toFile(path);
  return path;
}

/** Two balls, both of them subjects; the parts lie inside of them. */
export const twoBallsPhoto = {
  width: 480,
  height: 320,
  left: { left: 110, top: 150, width: 40, height: 40 },
  right: { left: 330, top: 150, width: 40, height: 40 },
} as const;

/** @returns the path of `twoBallsPhoto` as PNG */
export async function putTwoBalls(folder: string): Promise<string> {
  const path = join(folder, 'two-balls.png');
  const scene = ballScene.replace(/<(circle|rect x="36").*\/>/g, '');
  const balls = [130, 350].map(x => `<circle cx="${x}" cy="170" r="70" fill="url(#ball)"/>`).join('');
  await drawn(480, 320, '0 0 480 320', scene + balls)
    .png()
    .toFile(path);
  return path;
}

/** The same scene 25 times as large: 12 000 × 8 000 and a strip below, 100.8 megapixels. */
export const hugePhoto = { width: 12_000, height: 8400, times: 25 } as const;

/** @returns the path of `hugePhoto` as JPEG */
export async function putHuge(folder: string): Promise<string> {
  const { width, height } = hugePhoto;
  const path = join(folder, 'huge.jpg');
  await drawn(
    width,
    height,
    '0 0 480 336',
    `${ballScene}<rect y="320" width="480" height="16" fill="#b9c4b0"/>`,
  )
    .jpeg({ quality: 85 })
    .toFile(path);
  return path;
}

/** A backdrop of the photo's size: red on the left, then a green band, then blue. */
export const band = { left: 190, width: 100 } as const;

/** @returns its path */
export async function putBand(folder: string): Promise<string> {
  const path = join(folder, 'band.png');
  const { left, width } = band;
  const scene = `<rect width="480" height="320" fill="#ff0000"/>
    <rect x="${left}" width="${480 - left}" height="320" fill="#00ff00"/>
    <rect x="${left + width}" width="480" height="320" fill="#0000ff"/>`;
  await drawn(480, 320, '0 0 480 320', scene).png().toFile(path);
  return path;
}

/** A picture that was read back. */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

// Bytes, not the path: what was read is kept by its path, and files come again under the same one.
export const readPixels = async (path: string): Promise<Pixels> => pixelsOf(await readFile(path));

/** @param bytes of a picture's file */
export async function pixelsOf(bytes: Uint8Array): Promise<Pixels> {
  const { data, info } = await sharp(bytes, { limitInputPixels: false })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}

/** A part's numbers, the first three channels of each pixel (one, of a grey picture). */
export function partOf({ data, width, channels }: Pixels, { left, top, ...size }: Part): number[] {
  const colours = Math.min(channels, 3);
  const numbers: number[] = [];
  for (let y = top; y < top + size.height; y++)
    for (let x = left; x < left + size.width; x++) {
      const at = (y * width + x) * channels;
      numbers.push(...data.subarray(at, at + colours));
    }
  return numbers;
}

export const meanOf = (numbers: readonly number[]): number =>
  numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

/** A part without its edges; a negative margin takes in what is around it. */
export const within = ({ left, top, width, height }: Part, margin: number): Part => ({
  left: left + margin,
  top: top + margin,
  width: width - 2 * margin,
  height: height - 2 * margin,
});
