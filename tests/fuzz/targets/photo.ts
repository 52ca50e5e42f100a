import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { inspectPhoto, readPhoto, readScaled, writePicture } from '../../../src-main/photo/index.ts';
import { makeExif } from '../../making/exif.ts';
import {
  animatedGif,
  iptcTitle,
  withExifChunk,
  withExifSegment,
  withSegment,
  withXmpSegment,
} from '../../making/files.ts';
import { bytesTarget } from '../bytes-target.ts';
import { Finding } from '../judge.ts';
import { ownFolder } from '../own-folder.ts';

const noise = sharp({
  create: {
    ...{ width: 24, height: 16, channels: 3, background: '' },
    noise: { type: 'gaussian', mean: 128, sigma: 40 },
  },
});
const exif = makeExif({ orientation: 6, width: 24, height: 16, thumbnail: new Uint8Array(40), big: true });
const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><tiff:Orientation>6</tiff:Orientation></x:xmpmeta>';

/** A photo of every format that is offered, with all that a file says of itself. */
async function photos(): Promise<Uint8Array[]> {
  const jpeg = withXmpSegment(withExifSegment(await noise.clone().jpeg().toBuffer(), exif), xmp);
  const described = noise.clone().withMetadata({ orientation: 3, density: 300 }).withIccProfile('p3');
  return Promise.all([
    Promise.resolve(withSegment(jpeg, 0xed, iptcTitle('A title'))),
    noise.clone().jpeg({ progressive: true }).toBuffer(),
    noise.clone().toColourspace('cmyk').jpeg().toBuffer(),
    described
      .clone()
      .png()
      .toBuffer()
      .then(png => withExifChunk(png, exif)),
    noise.clone().png({ palette: true }).toBuffer(),
    described.clone().webp().toBuffer(),
    described.clone().tiff({ compression: 'lzw' }).toBuffer(),
    noise
      .clone()
      .toColourspace('rgb16')
      .tiff({ compression: 'none', tile: true, tileWidth: 16, tileHeight: 16 })
      .toBuffer(),
    described.clone().avif({ effort: 0 }).toBuffer(),
    animatedGif(24, 16, ['red', 'blue']),
  ]);
}

const folder = ownFolder();
const [photo, result] = [join(folder, 'photo'), join(folder, 'result.jpg')];

/** Reads a photo in both ways and writes it with what it says of itself; only the two files may be there then. */
async function openAndSave(bytes: Uint8Array): Promise<void> {
  writeFileSync(photo, bytes);
  await saved().finally(requireNothingLeft);
}

async function saved(): Promise<void> {
  const facts = await inspectPhoto(photo, { maxMegapixels: 4 });
  await readScaled(facts, { longSide: 64 });
  const picture = await readPhoto(facts);
  await writePicture(picture, facts, { path: result, format: 'jpeg', overwrite: true });
}

function requireNothingLeft(): void {
  const left = readdirSync(folder).filter(name => !['photo', 'result.jpg'].includes(name));
  if (left.length > 0) throw new Finding(`It left ${left.join()}`, 'files left');
}

export const target = bytesTarget(await photos(), openAndSave);
