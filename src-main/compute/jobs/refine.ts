import type { JobReport, RequestOf, Warning } from '../../../src-shared/contract/compute.ts';
import { enlargePlane } from '../../../src-shared/imaging/enlarge-plane.ts';
import type { Plane8, PlaneF } from '../../../src-shared/imaging/image.ts';
import { softness } from '../../../src-shared/imaging/matte/softness.ts';
import { SOLVE_SIDE } from '../../../src-shared/imaging/matte/solve.ts';
import { finishedBrush } from '../../../src-shared/imaging/strokes-path.ts';
import {
  checkOutput,
  fitLongSide,
  inspectPhoto,
  type PhotoFacts,
  type Picture,
  readMask,
  readPhoto,
  writePicture,
} from '../../photo/index.ts';
import { runOnAllCores } from '../bands/pool.ts';
import { emptyPlane, reusingMemory, sharedBytes, sharedFloats } from '../bands/shared-memory.ts';
import { cleanEdge } from './clean-edge.ts';
import { type JobContext, StageClock } from './job.ts';
import { noteOtherShape, subjectShare } from './matte.ts';
import { reportOf } from './report.ts';
import { shrink } from './shrunk.ts';
import { CELLS, StrokeSolver } from './stroke-solver.ts';

type RefineRequest = RequestOf<'refine'>;

/** A coarse mask from anywhere, refined to the photo's edges: alpha, and the subject's own colours where asked for. */
export const refine = (request: RefineRequest, context: JobContext): Promise<JobReport> =>
  reusingMemory(() => refinePhoto(request, context));

async function refinePhoto(request: RefineRequest, context: JobContext): Promise<JobReport> {
  const clock = new StageClock(context);
  const { output, foreground } = request;
  await checkOutput(output.path, output);
  if (foreground) await checkOutput(foreground.path, foreground);
  const facts = await inspectPhoto(request.photo, { maxMegapixels: request.maxMegapixels });
  const [photo, mask] = await clock.time('read', () =>
    Promise.all([readPhoto(facts, { allocate: sharedBytes }), readMask(request.segmentation, facts)]),
  );
  const alpha = await clock.time('matte', () => refinedAlpha(photo, mask, request, facts));
  const written = await clock.time('write', () =>
    writePicture({ mask: alpha }, facts, { ...output, signal: context.signal }),
  );
  const warnings: Warning[] = [...facts.warnings, ...noteOtherShape(request.segmentation, mask, facts)];
  if (foreground) {
    await clock.time('composite', () => cleanEdge(photo.image, { truth: alpha, alpha }, 1));
    const colours = { ...foreground, signal: context.signal };
    await clock.time('write', () => writePicture({ image: photo.image }, facts, colours));
  }
  const size = { width: facts.width, height: facts.height };
  return reportOf(facts, { ...written, ...size }, clock, undefined, {
    subjectShare: subjectShare(alpha),
    warnings: [...warnings, ...written.warnings],
  });
}

/** A mask of many pixels is looked at about as large as networks' answers are. */
const softnessOf = (mask: PlaneF): number => {
  const { width, height } = fitLongSide(mask, CELLS);
  return softness(enlargePlane(mask, width, height));
};

/** Alpha at the photo's size. */
async function refinedAlpha(
  { image }: Picture,
  mask: Plane8,
  { strokes }: RefineRequest,
  facts: PhotoFacts,
): Promise<Plane8> {
  const guide = await shrink(image, 3, fitLongSide(facts, SOLVE_SIDE));
  const segmentation: PlaneF = { ...mask, data: Float32Array.from(mask.data, level => level / 255) };
  // A mask that is finer than what networks see is not believed to be exact for that.
  const cells = Math.min(CELLS, Math.max(mask.width, mask.height)) / softnessOf(segmentation);
  const matte = await new StrokeSolver(cells, sharedFloats).solve(
    { guide, segmentation },
    { strokes, regions: [] },
    facts,
  );
  const into = emptyPlane(facts);
  await runOnAllCores({ kind: 'matte', photo: image, matte, into });
  if (strokes.length === 0) return into;
  await runOnAllCores({ kind: 'strokes', paths: strokes.map(finishedBrush), photo: facts, into });
  return into;
}
