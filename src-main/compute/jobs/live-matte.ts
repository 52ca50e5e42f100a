import type { Answers, RequestOf } from '../../../src-shared/contract/compute.ts';
import type { Key, Style } from '../../../src-shared/edit/schema.ts';
import type { Plane8 } from '../../../src-shared/imaging/image.ts';
import { toLevels } from '../../../src-shared/imaging/levels.ts';
import { applyRegions } from '../../../src-shared/imaging/regions.ts';
import { applyBounds } from '../../../src-shared/imaging/strokes.ts';
import { encodeGrey, type PhotoFacts, type Picture } from '../../photo/index.ts';
import { runOnAllCores } from '../bands/pool.ts';
import { emptyPlane, share } from '../bands/shared-memory.ts';
import type { FoundSubject } from './find-subject.ts';
import { type JobContext, StageClock } from './job.ts';
import { liveKey } from './key-matte.ts';
import { hardMask, subjectShare } from './matte.ts';
import { type CachedPhoto, cachedPhoto } from './photo-cache.ts';
import type { Hand } from './stroke-solver.ts';

/** Alpha at the proxy's size, as often as a stroke is added: what can be kept from the last time is. */
export async function matte(request: RequestOf<'matte'>, context: JobContext): Promise<Answers['matte']> {
  const started = performance.now();
  const clock = new StageClock(context);
  const cached = await cachedPhoto(request.photo);
  const facts = await cached.facts(request.maxMegapixels);
  // A photo that cannot be read ends the job at once, without waiting for the network.
  const small = await cached.proxy(facts, request.longSide);
  if (request.key) return keyedMatte({ ...request, key: request.key }, cached, facts, small, clock);
  const { found, early } = await clock.time('segment', () => subjectFor(cached, facts, request));
  const alpha = await clock.time('matte', () =>
    cached.inTurn(() => {
      // Another stroke may have come while this one waited.
      context.signal.throwIfAborted();
      const alphaOf = early ? earlyAlpha : screenAlpha;
      return alphaOf(cached, facts, small, found, request);
    }),
  );
  const bytes = await encodeGrey(alpha);
  return {
    bytes,
    type: 'image/png',
    width: alpha.width,
    height: alpha.height,
    share: subjectShare(alpha),
    empty: found.empty,
    engine: found.engine,
    models: found.models,
    classes: found.classes,
    meant: found.meant,
    milliseconds: Math.round(performance.now() - started),
    early,
  };
}

/** Alpha from a screen's colour. */
async function keyedMatte(
  request: RequestOf<'matte'> & { key: Key },
  cached: CachedPhoto,
  facts: PhotoFacts,
  small: Picture,
  clock: StageClock,
): Promise<Answers['matte']> {
  const { alpha, screen } = await clock.time('matte', () => liveKey(cached, facts, small, request));
  const { width, height } = alpha;
  const told = { share: subjectShare(alpha), empty: false, models: [], classes: [], meant: [] };
  const milliseconds = clock.finish().total ?? 0;
  return {
    bytes: await encodeGrey(alpha),
    type: 'image/png',
    width,
    height,
    ...told,
    screen,
    milliseconds,
    early: false,
  };
}

async function subjectFor(cached: CachedPhoto, facts: PhotoFacts, request: RequestOf<'matte'>) {
  if (request.early) return cached.soonestSubject(facts, request.engine, request);
  return { found: await cached.subject(facts, request.engine, request), early: false };
}

/**
 * What was seen at first sight, its edges as coarse as the networks draw them: solving them takes as long as the closer
 * look that will replace it.
 */
async function earlyAlpha(
  { solver }: CachedPhoto,
  facts: PhotoFacts,
  { image }: Picture,
  { segmentation }: FoundSubject,
  { strokes, regions }: Hand,
): Promise<Plane8> {
  const into = emptyPlane(image);
  const mask = share(toLevels(applyRegions(segmentation, regions, facts)));
  await runOnAllCores({ kind: 'mask', mask, hard: false, into });
  if (strokes.length > 0) applyBounds(into.data, solver.plain.paint(strokes, image, facts));
  return into;
}

/** The same as `makeMatte` gives at full size, without the feather, which the window lays on by itself. */
export async function screenAlpha(
  { solver }: CachedPhoto,
  facts: PhotoFacts,
  { image }: Picture,
  found: FoundSubject,
  hand: Hand & { readonly style: Style },
): Promise<Plane8> {
  const into = emptyPlane(image);
  const classic = hand.style === 'classic';
  if (classic) await runOnAllCores({ kind: 'mask', mask: hardMask(found, hand, facts), hard: true, into });
  else {
    const matte = await solver.solve(found, hand, facts);
    await runOnAllCores({ kind: 'matte', photo: image, matte, into });
  }
  if (hand.strokes.length === 0) return into;
  const painted = classic ? solver.plain : solver.finished;
  applyBounds(into.data, painted.paint(hand.strokes, image, facts));
  return into;
}
