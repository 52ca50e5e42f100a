import { type Lens, lensSigma } from '../../../src-shared/edit/schema.ts';
import { blurLevels, focusPlane, subjectStripes } from '../../../src-shared/imaging/falloff.ts';
import { highlightBend } from '../../../src-shared/imaging/highlights.ts';
import type { Plane8, SamplesF } from '../../../src-shared/imaging/image.ts';
import { fullSizeBudget, type LensPlan, planLens } from '../../../src-shared/imaging/lens-plan.ts';
import { FILLED, pulledSize, settleTop } from '../../../src-shared/imaging/pull-push.ts';
import type { FineImage } from '../../../src-shared/imaging/smooth-rows.ts';
import type { Picture } from '../../photo/index.ts';
import type { Behind } from '../bands/passes.ts';
import { runOnAllCores } from '../bands/pool.ts';
import { share, sharedFloats, sharedWords } from '../bands/shared-memory.ts';

/** The photo's background as a lens would blur it, without the subject, which is left out and filled in. */
export async function lensBlur(
  picture: Picture,
  subject: Plane8 | undefined,
  amount: number,
  lens: Lens,
): Promise<Behind> {
  const { width, height } = picture.image;
  const sigma = lensSigma(amount, width, height);
  if (!lens.falloff) return { kind: 'smooth', picture: await blurred(picture, subject, sigma, lens) };
  const blurs: FineImage[] = [];
  for (const level of blurLevels.slice(1)) blurs.push(await blurred(picture, subject, sigma * level, lens));
  return {
    kind: 'falloff',
    sharp: share(picture.image),
    blurs,
    plane: focusPlane(subject ? subjectStripes(subject) : []),
  };
}

/** A wide blur holds no fine detail: it is computed small, and scaled up when it is laid behind the subject. */
async function blurred(
  picture: Picture,
  subject: Plane8 | undefined,
  sigma: number,
  { shape, highlights }: Lens,
): Promise<FineImage> {
  const plan = planLens(picture.image, sigma, shape, fullSizeBudget);
  const bend = highlightBend(highlights);
  const source = await weighed(picture, subject, bend, plan);
  await fillIn(source, FILLED);
  const into = { width: plan.width, height: plan.height, data: sharedWords(plan.width * plan.height * 3) };
  await runOnAllCores({ kind: 'blur-light', source, lens: plan, bend, into });
  return into;
}

async function weighed(
  { image, alpha: own }: Picture,
  subject: Plane8 | undefined,
  bend: number,
  size: LensPlan,
): Promise<SamplesF> {
  const into = emptyLight(size);
  const weighing = {
    photo: share(image),
    subject: subject && share(subject),
    present: own && share(own),
    bend,
  };
  await runOnAllCores({ kind: 'weigh', weighing, into });
  return into;
}

/** Fills in what does not count, in place. @param weight of what is filled in */
async function fillIn(light: SamplesF, weight: number) {
  if (light.width === 1 && light.height === 1) {
    settleTop(light);
    return;
  }
  const pulled = emptyLight(pulledSize(light));
  await runOnAllCores({ kind: 'pull', source: light, into: pulled });
  await fillIn(pulled, 1);
  await runOnAllCores({ kind: 'push', pulled, weight, into: light });
}

const emptyLight = ({ width, height }: { width: number; height: number }): SamplesF => ({
  width,
  height,
  channels: 4,
  data: sharedFloats(width * height * 4),
});
