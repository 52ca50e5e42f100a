import type { JobReport, RequestOf } from '../../../src-shared/contract/compute.ts';
import { toLevels } from '../../../src-shared/imaging/levels.ts';
import { checkOutput, inspectPhoto, writePicture } from '../../photo/index.ts';
import { runOnAllCores } from '../bands/pool.ts';
import { share, sharedBytes } from '../bands/shared-memory.ts';
import { type JobContext, StageClock } from './job.ts';
import { subjectShare } from './matte.ts';
import { findSubject } from './photo-cache.ts';
import { reportOf } from './report.ts';

/** The network's own answer, scaled to the photo's size and written as one 8-bit channel. */
export async function segment(request: RequestOf<'segment'>, context: JobContext): Promise<JobReport> {
  const clock = new StageClock(context);
  await checkOutput(request.output.path, request.output);
  const facts = await inspectPhoto(request.photo, { maxMegapixels: request.maxMegapixels });
  const found = await findSubject(facts, request.engine, { ...request, style: 'lens' }, clock);
  const { width, height } = facts;
  const into = { width, height, data: sharedBytes(width * height) };
  const mask = share(toLevels(found.segmentation));
  await clock.time('matte', () => runOnAllCores({ kind: 'mask', mask, hard: false, into }));
  const written = await clock.time('write', () =>
    writePicture({ mask: into }, facts, { ...request.output, signal: context.signal }),
  );
  return reportOf(facts, { ...written, width, height }, clock, found, {
    subjectShare: subjectShare(into),
    warnings: [...facts.warnings, ...found.warnings, ...written.warnings],
  });
}
