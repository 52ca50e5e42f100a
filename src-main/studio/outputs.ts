import { existsSync, statSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import type { OutputFormat } from '../../src-shared/contract/compute.ts';
import { PortraitError } from '../../src-shared/contract/errors.ts';

/** Where each photo's result goes, and in which format. Decided before any work begins. */

const formatOfExtension: Partial<Record<string, OutputFormat>> = {
  '.jpg': 'jpeg',
  '.jpeg': 'jpeg',
  '.jpe': 'jpeg',
  '.png': 'png',
  '.webp': 'webp',
  '.tif': 'tiff',
  '.tiff': 'tiff',
  '.avif': 'avif',
};

/** With its dot. */
export const extensionOfFormat: Record<OutputFormat, string> = {
  jpeg: '.jpg',
  png: '.png',
  webp: '.webp',
  tiff: '.tiff',
  avif: '.avif',
};

/** The format that a file's name says. */
export const formatOfName = (path: string): OutputFormat | undefined =>
  formatOfExtension[extname(path).toLowerCase()];

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
  const named = formatOfName(out);
  const chosen = format ?? named;
  if (!chosen) {
    const known = '.jpg, .png, .webp, .tiff or .avif';
    throw new PortraitError(
      'usage',
      `${out} does not end in ${known}: name the format there or with --format.`,
    );
  }
  if (named && named !== chosen) {
    throw new PortraitError(
      'usage',
      `${out} is named as ${named}, and --format says ${chosen}: make them agree.`,
    );
  }
  return { path: resolve(out), format: chosen };
}

function inFolder(photo: string, { out, ...wish }: OutputWish): Target {
  const { name, format } = resultName(photo, wish);
  return { photo, path: resolve(join(out, name)), format };
}

/** The photo's own name, with its own extension where the format stays. */
export function resultName(
  photo: string,
  { format, lossless }: Pick<OutputWish, 'format' | 'lossless'>,
): { name: string; format: OutputFormat } {
  const extension = extname(photo);
  const own = formatOfExtension[extension.toLowerCase()];
  const chosen = format ?? (lossless ? 'png' : (own ?? 'png'));
  const ending = chosen === own ? extension : extensionOfFormat[chosen];
  return { name: basename(photo, extension) + ending, format: chosen };
}

/**
 * The targets whose name an earlier photo of the same call has taken.
 * @param keyOf gives two paths that mean one file the same key
 */
export function collisions<T extends { readonly path: string }>(
  targets: readonly T[],
  keyOf: (path: string) => string = path => path,
): Set<T> {
  const taken = new Set<string>();
  return new Set(targets.filter(({ path }) => taken.size === taken.add(keyOf(path)).size));
}

/** The refusal of a photo whose name an earlier one has taken. */
export const clash = ({ photo, path }: Pick<Target, 'photo' | 'path'>): PortraitError =>
  new PortraitError(
    'output-collision',
    `${photo} would be written to ${path}, as an earlier photo of this call is: give it a folder of its own.`,
  );
