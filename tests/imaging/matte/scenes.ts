import { existsSync, readdirSync } from 'node:fs';
import sharp from 'sharp';
import type { Plane8, PlaneF, RgbImage } from '../../../src-shared/imaging/image.ts';
import type { Truth } from './scored.ts';

/** Scenes with exact alpha, beside the checkout; none where they are absent. */
const folder = new URL('../../../../shared/bench/scenes/', import.meta.url).pathname;

/** Where a scene's files are. */
export const sceneFolder = (name: string): string => `${folder}${name}`;

export const sceneNames = (from = folder): string[] =>
  existsSync(from) ? readdirSync(from).sort((a, b) => Number(a) - Number(b)) : [];

export interface Scene extends Truth {
  readonly photo: RgbImage;
  readonly segmentation: PlaneF;
}

export async function readScene(name: string, from = folder): Promise<Scene> {
  const path = (file: string) => `${from}/${name}/${file}.png`;
  const [photo, foreground, newback] = await Promise.all(
    ['image', 'foreground', 'newback'].map(f => rgb(path(f))),
  );
  const [alpha, band, coarse] = await Promise.all(['alpha', 'band', 'coarse'].map(f => grey(path(f))));
  const segmentation = { ...coarse, data: Float32Array.from(coarse.data, level => level / 255) };
  return { photo, foreground, newback, alpha, band, segmentation };
}

async function rgb(path: string): Promise<RgbImage> {
  const { data, info } = await sharp(path).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
}

async function grey(path: string): Promise<Plane8> {
  const { data, info } = await sharp(path).extractChannel(0).raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
}
