import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RgbImage } from '../../src-shared/imaging/image.ts';
import { pixelsOf } from './decode.ts';
import { inspectPicture, type PhotoFacts } from './facts.ts';
import { sourceOf } from './source-file.ts';
import { openPicture, type Sharp } from './vips.ts';
import type { Warning } from './warnings.ts';

/** `own-size` keeps the picture's size, `fill` stretches it to the photo's, `cover` keeps the shape and cuts. */
export type BackdropFit = 'own-size' | 'fill' | 'cover';

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
  const image = await withProfileFile(photo.icc, async profile => {
    const pipeline = await openConverted(facts, profile);
    const sized = fit === 'own-size' ? pipeline : pipeline.resize(photo.width, photo.height, { fit });
    const { data, width, height } = await pixelsOf(sized, facts, 'backdrop');
    return { width, height, data };
  });
  return { image, warnings: facts.warnings.filter(({ code }) => code === 'first-frame-only') };
}

async function openConverted(facts: PhotoFacts, profile?: string): Promise<Sharp> {
  const options = { autoOrient: true, limitInputPixels: facts.maxMegapixels * 1e6 };
  const opened = openPicture(await sourceOf(facts.path), options)
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb');
  return profile ? opened.withIccProfile(profile, { attach: false }) : opened;
}

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
