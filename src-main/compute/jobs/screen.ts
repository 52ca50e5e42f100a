import type { Answers, RequestOf } from '../../../src-shared/contract/compute.ts';
import { PortraitError } from '../../../src-shared/contract/errors.ts';
import { encodeForScreen, encodeTile, readBackdropSmall } from '../../photo/index.ts';
import { warmThreads } from '../bands/pool.ts';
import { type JobContext, StageClock } from './job.ts';
import { cachedPhoto, fullPhoto } from './photo-cache.ts';

/** The photo at screen scale, in its own numbers, with its profile. */
export async function proxy(
  { photo, maxMegapixels, longSide }: RequestOf<'proxy'>,
  context: JobContext,
): Promise<Answers['proxy']> {
  const cached = await cachedPhoto(photo);
  const facts = await cached.facts(maxMegapixels);
  warmThreads();
  const picture = await new StageClock(context).time('read', () => cached.proxy(facts, longSide));
  const { width, height } = picture.image;
  return {
    ...(await encodeForScreen(picture, facts)),
    width,
    height,
    fullWidth: facts.width,
    fullHeight: facts.height,
    hasAlpha: picture.alpha !== undefined,
    warnings: facts.warnings,
  };
}

/** Full-resolution pixels. @throws PortraitError usage when the tile does not lie in the photo */
export async function tile({ photo, maxMegapixels, ...box }: RequestOf<'tile'>): Promise<Answers['tile']> {
  const cached = await cachedPhoto(photo);
  const facts = await cached.facts(maxMegapixels);
  if (box.x + box.width > facts.width || box.y + box.height > facts.height) {
    const size = `${facts.width} × ${facts.height}`;
    throw new PortraitError(
      'usage',
      `Expected a tile inside of ${size} but received ${JSON.stringify(box)}.`,
    );
  }
  const bytes = await encodeTile(await fullPhoto(facts), box, facts);
  return { bytes, type: 'image/png', width: box.width, height: box.height };
}

/** The photo's noise; full-resolution pixels that were read for it serve the tiles. */
export async function noise({ photo, maxMegapixels }: RequestOf<'noise'>): Promise<Answers['noise']> {
  const cached = await cachedPhoto(photo);
  return cached.noise(await cached.facts(maxMegapixels));
}

/** Another picture at screen scale. */
export async function backdrop({
  path,
  longSide,
  maxMegapixels,
}: RequestOf<'backdrop'>): Promise<Answers['backdrop']> {
  const image = await readBackdropSmall(path, longSide, { maxMegapixels });
  return { ...(await encodeForScreen({ image })), width: image.width, height: image.height };
}
