import type { Answers, RequestOf } from '../../../src-shared/contract/compute.ts';
import type { Edit } from '../../../src-shared/edit/schema.ts';
import {
  carriedFrom,
  carriedSize,
  encodedSize,
  fitLongSide,
  type PhotoFacts,
  type Picture,
} from '../../photo/index.ts';
import { share } from '../bands/shared-memory.ts';
import { type JobContext, StageClock } from './job.ts';
import { screenAlpha } from './live-matte.ts';
import { liveKey } from './key-matte.ts';
import { edgeOf, scaledEdge } from './edge.ts';
import type { Matte } from './matte.ts';
import { type CachedPhoto, cachedPhoto } from './photo-cache.ts';
import { viewOf } from './render.ts';
import { shrunk } from './shrunk.ts';

/** A file grows a little slower than its pixels: a larger version of a picture holds less detail in each. */
const GROWTH = 0.9;

/** How large a file the edit would give, from the same recipe at screen scale. */
export async function estimate(
  request: RequestOf<'estimate'>,
  context: JobContext,
): Promise<Answers['estimate']> {
  const { edit, format, quality, show } = request;
  const clock = new StageClock(context);
  const cached = await cachedPhoto(request.photo);
  const facts = await cached.facts(request.maxMegapixels);
  const small = await cached.proxy(facts, request.longSide);
  const { alpha, screen } = await alphaOf(request, cached, facts, small, clock);
  const size = { width: small.image.width, height: small.image.height };
  const scaled = scaledEdit(edit, size.width / facts.width);
  const mattes = await edgeOf(alpha, scaled);
  const wish = { show, edit: scaled, output: { format } };
  const { picture } = await clock.time('composite', () =>
    viewOf(wish, { ...facts, ...size }, copyOf(small), { ...mattes, screen }),
  );
  // What is smaller than the screen's version is made as it will be: it holds more detail in each pixel.
  const bytes = await encodedSize(await shrunk(picture, request.outputSide), { format, quality });
  const carried = show === 'mask' ? {} : carriedFrom(facts, facts, request.keepMetadata);
  const pixelsOf = (photo: typeof size) => areaOf(fitLongSide(photo, request.outputSide ?? Infinity));
  const grown = bytes * (pixelsOf(facts) / pixelsOf(size)) ** GROWTH;
  return { bytes: Math.round(grown + carriedSize(carried)) };
}

const areaOf = ({ width, height }: { width: number; height: number }): number => width * height;

async function alphaOf(
  { edit, engine }: RequestOf<'estimate'>,
  cached: CachedPhoto,
  facts: PhotoFacts,
  small: Picture,
  clock: StageClock,
): Promise<Pick<Matte, 'alpha' | 'screen'>> {
  if (edit.key) return liveKey(cached, facts, small, { key: edit.key, strokes: edit.strokes });
  const found = await clock.time('segment', () => cached.subject(facts, engine, edit));
  return { alpha: await cached.inTurn(() => screenAlpha(cached, facts, small, found, edit)) };
}

/** The proxy is needed again. */
const copyOf = (picture: Picture): Picture => ({
  ...picture,
  image: share({ ...picture.image, data: picture.image.data.slice() }),
});

/** Lengths in pixels of the photo, brought to a smaller version of it. */
function scaledEdit(edit: Edit, scale: number): Edit {
  const { background, style } = edit;
  return {
    ...scaledEdge(edit, scale),
    background:
      style === 'classic' && background.kind === 'blur'
        ? { kind: 'blur', amount: background.amount * scale }
        : background,
  };
}
