import { existsSync, statSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import type { OutputFormat } from '../../src-shared/contract/compute.ts';
import { PortraitError } from '../../src-shared/contract/errors.ts';

/** Where each photo's result goes, and in which format. Decided before any work begins. */

const formatOfExtension: Record<string, OutputFormat> = {
  '.jpg': 'jpeg',
  '.jpeg': 'jpeg',
  '.jpe': 'jpeg',
  '.png': 'png',
  '.webp': 'webp',
  '.tif': 'tiff',
  '.tiff': 'tiff',
  '.avif': 'avif',
};

const extensionOfFormat: Record<OutputFormat, string> = {
  jpeg: '.jpg',
  png: '.png',
  webp: '.webp',
  tiff: '.tiff',
  avif: '.avif',
};

export interface Target {
  readonly photo: string;
  readonly path: string;
  readonly format: OutputFormat;
}

export interface OutputWish {
  readonly photos: readonly string[];
  /** A file, or a folder: one that exists, or a name that ends in a slash, or any name for several photos. */
  readonly out: string;
  readonly format?: OutputFormat | undefined;
  /** The result has alpha, or must not lose anything: names without a format become PNG. */
  readonly lossless: boolean;
}

/** @throws PortraitError `usage` when the wish contradicts itself */
export function planOutputs(wish: OutputWish): { targets: Target[]; folder?: string } {
  if (!isFolder(wish)) return { targets: [{ photo: wish.photos[0], ...oneFile(wish) }] };
  const targets = wish.photos.map(photo => inFolder(photo, wish));
  return { targets, folder: wish.out };
}

function isFolder({ photos, out }: OutputWish): boolean {
  if (existsSync(out) && statSync(out).isDirectory()) return true;
  return photos.length > 1 || /[/\\]$/.test(out);
}

function oneFile({ out, format }: OutputWish): { path: string; format: OutputFormat } {
  const extension = extname(out).toLowerCase();
  const named = formatOfExtension[extension];
  if (!named && !format) {
    throw new PortraitError(
      'usage',
      `Expected ${out} to end in .jpg, .png, .webp, .tiff or .avif: name the format, there or with --format.`,
    );
  }
  if (named && format && named !== format) {
    throw new PortraitError(
      'usage',
      `${out} is named as ${named}, and --format says ${format}: make them agree.`,
    );
  }
  return { path: resolve(out), format: format ?? named };
}

function inFolder(photo: string, { out, format, lossless }: OutputWish): Target {
  const extension = extname(photo);
  const own = formatOfExtension[extension.toLowerCase()] ?? 'png';
  const chosen = format ?? (lossless ? 'png' : own);
  const kept =
    chosen === own && formatOfExtension[extension.toLowerCase()] ? extension : extensionOfFormat[chosen];
  return { photo, path: resolve(join(out, basename(photo, extension) + kept)), format: chosen };
}

/** The targets whose name an earlier photo of the same call has taken. */
export function collisions(targets: readonly Target[]): Set<Target> {
  const taken = new Set<string>();
  return new Set(targets.filter(({ path }) => taken.size === taken.add(path).size));
}
