import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { z } from 'zod';
import type { Plane8 } from '../../../src-shared/imaging/image.ts';

/** A folder of photos with masks: `manifest.json` names each photo's kind, picture and mask. */

const manifest = z.array(z.object({ kind: z.string(), image: z.string(), mask: z.string() }));

export interface MaskedPhoto {
  readonly kind: string;
  readonly name: string;
  readonly photo: string;
  /** 255 subject, 0 background, 128 left open. */
  readonly truth: () => Promise<Plane8>;
}

export function photosIn(folder: string): MaskedPhoto[] {
  const listed = manifest.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));
  return listed.map(({ kind, image, mask }) => ({
    kind,
    name: image.replace(/^.*\/|\.\w+$/g, ''),
    photo: join(folder, image),
    truth: () => readGrey(join(folder, mask)),
  }));
}

async function readGrey(path: string): Promise<Plane8> {
  const { data, info } = await sharp(path).extractChannel(0).raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}
