import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Rgb } from '../../src-shared/imaging/gradient.ts';
import type { RgbImage } from '../../src-shared/imaging/image.ts';
import type { Placement } from '../../src-shared/edit/schema.ts';
import { shownSize } from '../../src-shared/imaging/placement.ts';
import { fitLongSide, openUpright, pixelsOf } from './decode.ts';
import { inspectPicture, type PhotoFacts, type ReadLimits } from './facts.ts';
import { openPixels } from './vips.ts';
import type { Warning } from './warnings.ts';

/**
 * `cover` brings the picture to the photo's size and cuts what hangs over, `fill` stretches it. With a placement comes
 * the whole picture, at the size that it will show at, or its own where that is smaller.
 * `own-size` leaves its size alone, and its numbers too: the classic recipe scales by itself and knows no profiles.
 */
export type BackdropFit = 'own-size' | 'fill' | 'cover' | Placement;

export interface Backdrop {
  readonly image: RgbImage;
  readonly warnings: readonly Warning[];
}

/**
 * Reads another picture to go behind the subject: upright, 8-bit RGB, its colours brought from its own profile to
 * the photo's (or sRGB). A profile that knows no way back (some scanners') cannot be reached; the numbers are sRGB
 * then. Transparency is laid on white.
 *
 * @param photo the photo that it goes behind: its size, profile and limit count
 * @throws PortraitError backdrop-missing, backdrop-not-a-picture (also: damaged, refused, too large, not readable)
 */
export async function readBackdrop(path: string, photo: PhotoFacts, fit: BackdropFit): Promise<Backdrop> {
  const facts = await inspectPicture(path, 'backdrop', photo);
  const image = fit === 'own-size' ? await readAsIs(facts) : await readFitted(facts, photo, fit);
  return { image, warnings: facts.warnings.filter(({ code }) => code === 'first-frame-only') };
}

const onWhite = { background: '#ffffff' };

async function readAsIs(facts: PhotoFacts): Promise<RgbImage> {
  const pipeline = (await openUpright(facts)).flatten(onWhite);
  return rgbOf(await pixelsOf(pipeline, facts, 'backdrop'));
}

const readFitted = (
  facts: PhotoFacts,
  photo: PhotoFacts,
  fit: Exclude<BackdropFit, 'own-size'>,
): Promise<RgbImage> =>
  withProfileFile(photo.icc, async profile => {
    const { width, height } = typeof fit === 'object' ? shownSize(facts, photo, fit) : photo;
    const pipeline = (await openUpright({ ...facts, convertsToSrgb: true }))
      .flatten(onWhite)
      .resize(width, height, { fit: fit === 'cover' ? fit : 'fill' });
    const converted = profile ? pipeline.withIccProfile(profile, { attach: false }) : pipeline;
    return rgbOf(await pixelsOf(converted, facts, 'backdrop'));
  });

/** A backdrop for the screen: its long side at most this, in sRGB, laid on white. */
export async function readBackdropSmall(
  path: string,
  longSide: number,
  limits: ReadLimits,
): Promise<RgbImage> {
  const facts = await inspectPicture(path, 'backdrop', limits);
  const { width, height } = fitLongSide(facts, longSide);
  const pipeline = (await openUpright({ ...facts, convertsToSrgb: true }))
    .flatten(onWhite)
    .resize(width, height, { fit: 'fill' });
  return rgbOf(await pixelsOf(pipeline, facts, 'backdrop'));
}

/** sRGB colours as the numbers that show them in the photo's profile. */
export function coloursIn({ icc }: Pick<PhotoFacts, 'icc'>, colours: readonly Rgb[]): Promise<Rgb[]> {
  if (!icc) return Promise.resolve([...colours]);
  return withProfileFile(icc, async profile => {
    const row = openPixels(Uint8Array.from(colours.flat()), colours.length, 1, 3);
    const data = await row.withIccProfile(profile!, { attach: false }).raw().toBuffer();
    return colours.map((_, i): Rgb => [data[i * 3], data[i * 3 + 1], data[i * 3 + 2]]);
  });
}

const rgbOf = ({ data, width, height }: RgbImage): RgbImage => ({ data, width, height });

/** sharp takes a profile to convert to from a file only. */
async function withProfileFile<T>(
  icc: Uint8Array | undefined,
  use: (path?: string) => Promise<T>,
): Promise<T> {
  if (!icc) return use();
  const path = join(tmpdir(), `portrait-${process.pid}-${randomBytes(8).toString('hex')}.icc`);
  try {
    await writeFile(path, icc, { flag: 'wx', mode: 0o600 });
    return await use(path);
  } finally {
    await rm(path, { force: true });
  }
}
