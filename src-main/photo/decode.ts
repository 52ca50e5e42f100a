import type { Plane8, RgbImage } from '../../src-shared/imaging/image.ts';
import { damaged, type PhotoFacts } from './facts.ts';
import { giveBack } from '../memory/give-back.ts';
import { sourceOf, type Role } from './source-file.ts';
import { openPicture, type Sharp } from './vips.ts';

/** Gives zeroed or unset memory of exactly so many bytes, such as a view of a SharedArrayBuffer. */
export type Allocate = (bytes: number) => Uint8Array;

/** A photo's pixels, upright. */
export interface Picture {
  readonly image: RgbImage;
  /** 0 transparent … 255 opaque; absent when every pixel is opaque. Colours are not premultiplied. */
  readonly alpha?: Plane8;
}

export interface PhotoOptions {
  readonly allocate?: Allocate;
  /** Longest side, which never enlarges; full size when left out. */
  readonly longSide?: number;
}

/**
 * Reads a photo at full size, or small with its transparency: upright, 8-bit RGB, in the profile that `facts.icc` is (sRGB when there is none).
 *
 * @param options.allocate where the pixels go; libvips' own memory when left out
 * @throws PortraitError photo-damaged
 */
export async function readPhoto(facts: PhotoFacts, options: PhotoOptions = {}): Promise<Picture> {
  const pipeline = scaledTo(await openUpright(facts), facts, options.longSide);
  const { data, width, height, channels } = await pixelsOf(pipeline, facts, 'photo');
  const placed = (bytes: Uint8Array): Uint8Array => place(bytes, options.allocate);
  if (channels === 3) return { image: { width, height, data: placed(data) } };
  const { rgb, alpha } = separate(data, width * height, channels, options.allocate);
  return { image: { width, height, data: rgb }, ...(alpha && { alpha: { width, height, data: alpha } }) };
}

function scaledTo(pipeline: Sharp, facts: PhotoFacts, longSide = Infinity): Sharp {
  const { width, height } = fitLongSide(facts, longSide);
  return width === facts.width && height === facts.height
    ? pipeline
    : pipeline.resize(width, height, { fit: 'fill', kernel: 'lanczos3' });
}

export type ScaledSize = { readonly width: number; readonly height: number } | { readonly longSide: number };

export interface ScaledOptions {
  readonly kernel?: 'linear' | 'cubic' | 'mitchell' | 'lanczos3';
  readonly role?: Role;
}

/**
 * Reads a photo small, for networks, guides and proxies: upright, 8-bit RGB, numbers as `readPhoto`'s. A JPEG is
 * decoded at 1/2, 1/4 or 1/8 of its scale where that is enough. Transparency is laid on mid grey.
 *
 * @param size exactly this size (the sides may stretch), or a long side, which never enlarges
 * @throws PortraitError photo-damaged
 */
export async function readScaled(
  facts: PhotoFacts,
  size: ScaledSize,
  { kernel = 'lanczos3', role = 'photo' }: ScaledOptions = {},
): Promise<RgbImage> {
  const { width, height } = 'longSide' in size ? fitLongSide(facts, size.longSide) : size;
  const scaled = (await openUpright(facts))
    .flatten({ background: '#808080' })
    .resize(width, height, { fit: 'fill', kernel });
  const { data } = await pixelsOf(scaled, facts, role);
  return { width, height, data };
}

/** @returns the size whose long side is at most `longSide`, the shape kept, no side below 1 */
export function fitLongSide(
  { width, height }: { readonly width: number; readonly height: number },
  longSide: number,
): { width: number; height: number } {
  const scale = Math.min(1, longSide / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Opens a picture turned upright, in sRGB or with its own numbers as its facts say. */
export const openUpright = async (facts: PhotoFacts): Promise<Sharp> =>
  openPicture(await sourceOf(facts.path), {
    autoOrient: true,
    ignoreIcc: !facts.convertsToSrgb,
    limitInputPixels: facts.maxMegapixels * 1e6,
  }).toColourspace('srgb');

interface Interleaved {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/** Runs a pipeline that ends in 8-bit pixels, 3 or more channels. */
export async function pixelsOf(pipeline: Sharp, { path }: PhotoFacts, role: Role): Promise<Interleaved> {
  try {
    const { data, info } = await pipeline.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height, channels: info.channels };
  } catch (error) {
    throw damaged(path, role, error);
  }
}

function place(bytes: Uint8Array, allocate?: Allocate): Uint8Array {
  if (!allocate) return bytes;
  const memory = allocate(bytes.length);
  memory.set(bytes);
  giveBack(bytes);
  return memory;
}

/** Takes RGB and the fourth channel apart; no alpha when it is opaque everywhere. */
function separate(
  data: Uint8Array,
  pixels: number,
  channels: number,
  allocate: Allocate = bytes => new Uint8Array(bytes),
): { rgb: Uint8Array; alpha?: Uint8Array } {
  const rgb = allocate(pixels * 3);
  const alpha = allocate(pixels);
  let opaque = 255;
  for (let i = 0, from = 0, to = 0; i < pixels; i++, from += channels, to += 3) {
    rgb[to] = data[from]!;
    rgb[to + 1] = data[from + 1]!;
    rgb[to + 2] = data[from + 2]!;
    opaque &= alpha[i] = data[from + 3]!;
  }
  giveBack(data);
  return opaque === 255 ? { rgb } : { rgb, alpha };
}
