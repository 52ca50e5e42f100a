import os from 'node:os';
import { PortraitError } from '../../src-shared/contract/errors.ts';
import type { RgbImage } from '../../src-shared/imaging/image.ts';
import { openPixels } from './vips.ts';

export type Chroma = '4:2:0' | '4:4:4';

/** Rows of a picture: `top` … `top + height - 1`. */
export interface Band {
  readonly top: number;
  readonly height: number;
}

export interface JpegBandOptions {
  /** 1…100. */
  readonly quality: number;
  readonly chroma: Chroma;
  /** How many bands are encoded at once, at the least; two a core when left out. */
  readonly bands?: number;
  /** Waits until these rows of the picture are painted; encoding of other bands goes on meanwhile. */
  readonly whenReady?: (band: Band) => Promise<void> | undefined;
  readonly signal?: AbortSignal;
}

/** A restart interval is a 16-bit number of MCUs. */
const longestInterval = 65535;
/** Bands below this are not worth a call of their own. */
const fewestPixels = 500_000;

/**
 * Cuts a picture into bands of equal height, a multiple of 16 rows; the last takes what is left.
 *
 * @param bands how many, at most as far as the picture allows; more where a restart interval demands it
 */
export function planJpegBands(width: number, height: number, chroma: Chroma, bands: number): Band[] {
  const side = chroma === '4:2:0' ? 16 : 8;
  const mcusPerRow = Math.ceil(width / side);
  const tallest = Math.floor(longestInterval / mcusPerRow / 2) * 2 * side;
  const wanted = Math.ceil(height / Math.max(1, bands) / 16) * 16;
  const step = Math.min(wanted, tallest);
  const count = Math.ceil(height / step);
  return Array.from({ length: count }, (_, i) => ({
    top: i * step,
    height: Math.min(step, height - i * step),
  }));
}

const bandCount = ({ width, height }: RgbImage): number =>
  Math.max(1, Math.min(2 * os.availableParallelism(), Math.floor((width * height) / fewestPixels)));

/**
 * Encodes a baseline JPEG on all cores: every band is encoded by itself, with the same standard Huffman tables, and
 * the entropy-coded data are joined by restart markers (ITU-T T.81, B.2.4.4 and E.1.4). It decodes to exactly the
 * pixels of the picture encoded in one piece, because bands end where MCUs do and a restart only resets the
 * prediction of the DC terms, with which every band began.
 *
 * @param image interleaved 8-bit RGB
 * @returns a whole file, without profile or metadata
 * @throws PortraitError cancelled
 */
export async function encodeJpegInBands(image: RgbImage, options: JpegBandOptions): Promise<Buffer> {
  const { width, height } = image;
  const plan = planJpegBands(width, height, options.chroma, options.bands ?? bandCount(image));
  const files = await Promise.all(plan.map(band => encodeBand(image, band, options)));
  if (files.length === 1) return files[0];
  return stitch(files.map(cut), height, intervalOf(image, plan[0], options.chroma));
}

async function encodeBand(image: RgbImage, band: Band, options: JpegBandOptions): Promise<Buffer> {
  await options.whenReady?.(band);
  if (options.signal?.aborted) throw new PortraitError('cancelled', 'Saving was cancelled.');
  const row = image.width * 3;
  const rows = image.data.subarray(band.top * row, (band.top + band.height) * row);
  return openPixels(rows, image.width, band.height, 3).jpeg(jpegOptions(options)).toBuffer();
}

/** What every JPEG is encoded with. Huffman tables made to measure would triple the time for a few per cent. */
export const jpegOptions = ({ quality, chroma }: Pick<JpegBandOptions, 'quality' | 'chroma'>) => ({
  quality,
  chromaSubsampling: chroma,
  optimiseCoding: false,
  progressive: false,
});

function intervalOf({ width }: RgbImage, { height }: Band, chroma: Chroma): number {
  const side = chroma === '4:2:0' ? 16 : 8;
  return Math.ceil(width / side) * Math.ceil(height / side);
}

const marker = { sof0: 0xc0, sof1: 0xc1, sos: 0xda, rst0: 0xd0 } as const;

interface CutFile {
  /** All before SOS. */
  readonly head: Buffer;
  /** SOS with its parameters. */
  readonly scan: Buffer;
  /** Entropy-coded data, without EOI. */
  readonly data: Buffer;
  /** Where in the head the frame's height is. */
  readonly heightAt: number;
}

/** Cuts a JPEG of one scan at its scan. */
function cut(file: Buffer): CutFile {
  let heightAt = 0;
  for (let at = 2; at < file.length;) {
    const [kind, length] = [file[at + 1], file.readUInt16BE(at + 2)];
    const end = at + 2 + length;
    if (kind === marker.sof0 || kind === marker.sof1) heightAt = at + 5;
    if (kind === marker.sos)
      return {
        head: file.subarray(0, at),
        scan: file.subarray(at, end),
        data: file.subarray(end, -2),
        heightAt,
      };
    at = end;
  }
  throw new PortraitError('internal', 'The JPEG encoder wrote a file without a scan. Please report it.');
}

function stitch(files: readonly CutFile[], height: number, interval: number): Buffer {
  const { head, scan, heightAt } = files[0];
  const start = Buffer.from(head);
  start.writeUInt16BE(height, heightAt);
  const restarts = Buffer.from([0xff, 0xdd, 0, 4, interval >> 8, interval & 255]);
  const data = files.flatMap((file, i) =>
    i === 0 ? [file.data] : [Buffer.from([0xff, marker.rst0 + ((i - 1) % 8)]), file.data],
  );
  return Buffer.concat([start, restarts, scan, ...data, Buffer.from([0xff, 0xd9])]);
}
