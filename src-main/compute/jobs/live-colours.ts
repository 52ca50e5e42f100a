import type { Answers, RequestOf, ScreenPicture } from '../../../src-shared/contract/compute.ts';
import type { EdgeMattes } from '../../../src-shared/imaging/foreground/decontaminate.ts';
import type { Colours } from '../../../src-shared/imaging/foreground/levels.ts';
import type { RgbImage } from '../../../src-shared/imaging/image.ts';
import { encodeForScreen, type PhotoFacts } from '../../photo/index.ts';
import { edgeColours } from './clean-edge.ts';
import { edgeOf, scaledEdge } from './edge.ts';
import { type JobContext, StageClock } from './job.ts';
import { screenAlpha } from './live-matte.ts';
import { cachedPhoto } from './photo-cache.ts';

/** The colours that mix in the subject's edge, for the window to clean it by: as `cleanEdge` has them at full size. */
export async function colours(
  request: RequestOf<'colours'>,
  context: JobContext,
): Promise<Answers['colours']> {
  const clock = new StageClock(context);
  const cached = await cachedPhoto(request.photo);
  const facts = await cached.facts(request.maxMegapixels);
  const small = await cached.proxy(facts, request.longSide);
  const found = await clock.time('segment', () => cached.subject(facts, request.engine, request));
  const truth = await cached.inTurn(() => {
    context.signal.throwIfAborted();
    return screenAlpha(cached, facts, small, found, request);
  });
  const mattes = await edgeOf(truth, scaledEdge(request, small.image.width / facts.width));
  context.signal.throwIfAborted();
  return colourPicture(small.image, mattes, facts);
}

/** What the window is sent. @param profile the photo's, so that the window has these colours as it has the photo's */
export async function colourPicture(
  photo: RgbImage,
  mattes: EdgeMattes,
  profile: Pick<PhotoFacts, 'icc'>,
): Promise<ScreenPicture> {
  const image = sideBySide(await edgeColours(photo, mattes));
  return { ...(await encodeForScreen({ image }, profile)), width: image.width, height: image.height };
}

/** The subject's on the left. */
function sideBySide({ foreground, background }: Colours): RgbImage {
  const { width, height } = foreground;
  const data = new Uint8Array(width * height * 6);
  for (let y = 0; y < height; y++) {
    const row = (picture: RgbImage) => picture.data.subarray(y * width * 3, (y + 1) * width * 3);
    data.set(row(foreground), y * width * 6);
    data.set(row(background), y * width * 6 + width * 3);
  }
  return { width: width * 2, height, data };
}
