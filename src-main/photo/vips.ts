import os from 'node:os';
import sharp, { type CreateText, type OverlayOptions, type Sharp, type SharpOptions } from 'sharp';

/**
 * The one place where libvips is set up, once a process. Only the loaders of the formats that we offer stay
 * open, so no other decoder (SVG, PDF, ImageMagick, the gain-map one …) ever sees a stranger's bytes.
 * With the gain-map loader shut, an Ultra HDR photo opens as the ordinary JPEG that it also is.
 */
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadWebp',
    'VipsForeignLoadTiff',
    'VipsForeignLoadNsgif',
    'VipsForeignLoadHeif',
  ],
});

// Every photo is read once: a cache of operations would only hold memory.
sharp.cache(false);

// sharp runs libvips on one thread by default; a second one decodes 12 MP about a tenth faster, more gain nothing.
sharp.concurrency(Math.min(2, os.availableParallelism()));

/** How strictly files are decoded: truncated or broken data fails, a harmless warning of a decoder does not. */
const strictness = { failOn: 'error' } as const;

/**
 * Opens a picture of a file or of bytes.
 *
 * @param source a path, or the file's bytes
 * @param options sharp's own; pixels are unlimited unless `limitInputPixels` says otherwise
 */
export const openPicture = (source: string | Uint8Array, options: SharpOptions = {}): Sharp =>
  sharp(source, { limitInputPixels: false, ...strictness, ...options });

/**
 * Opens interleaved 8-bit pixels that are in memory already (a view of a SharedArrayBuffer too). Nothing is copied.
 *
 * @param channels 1 grey, 3 RGB, 4 RGBA
 */
export const openPixels = (data: Uint8Array, width: number, height: number, channels: 1 | 3 | 4): Sharp =>
  sharp(data, { raw: { width, height, channels }, limitInputPixels: false });

/** A picture of one colour. */
export const openBlank = (
  width: number,
  height: number,
  background: { r: number; g: number; b: number },
): Sharp => sharp({ create: { width, height, channels: 3, background }, limitInputPixels: false });

/** Words as a picture, transparent round the letters. @param markup Pango's: our own words, and names with their signs escaped */
export const openText = (markup: string, font: Pick<CreateText, 'font' | 'fontfile'>): Sharp =>
  sharp({ text: { text: markup, rgba: true, dpi: 72, wrap: 'none', ...font } });

export type { OverlayOptions as Overlay, Sharp };
