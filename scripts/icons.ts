/**
 * `npm run icons`: every icon of the packages from assets/icon.svg. What it makes is committed, so that packing needs
 * no drawing; run it again whenever the drawing changes.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { icnsOf, icoOf, type Icon } from './icons/containers.ts';

const drawing = fileURLToPath(new URL('../assets/icon.svg', import.meta.url));
const folder = fileURLToPath(new URL('../assets/icons/', import.meta.url));

/** Sides of the drawing at 72 dots an inch, which is the scale of an SVG. */
const drawn = 1024;

async function draw(side: number): Promise<Icon> {
  const density = (72 * Math.max(side, 256)) / drawn;
  const png = await sharp(drawing, { density }).resize(side, side).png({ compressionLevel: 9 }).toBuffer();
  return { side, png };
}

const drawAll = (sides: readonly number[]) => Promise.all(sides.map(draw));

await rm(folder, { recursive: true, force: true });
await mkdir(`${folder}png`, { recursive: true });
for (const { side, png } of await drawAll([16, 24, 32, 48, 64, 128, 256, 512, 1024])) {
  await writeFile(`${folder}png/${side}x${side}.png`, png);
}
await writeFile(`${folder}icon.ico`, icoOf(await drawAll([16, 24, 32, 48, 64, 128, 256])));
await writeFile(`${folder}icon.icns`, icnsOf(await drawAll([16, 32, 64, 128, 256, 512, 1024])));
