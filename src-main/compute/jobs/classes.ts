import type { LookReport, RequestOf } from '../../../src-shared/contract/compute.ts';
import { toLevels } from '../../../src-shared/imaging/levels.ts';
import { findModel, namingModel } from '../../models/index.ts';
import { inspectPhoto } from '../../photo/index.ts';
import { type JobContext, StageClock } from './job.ts';
import { subjectShare } from './matte.ts';
import { findSubject } from './photo-cache.ts';
import { lookReportOf } from './report.ts';

/**
 * What is in the photo. Nothing is written.
 *
 * @throws PortraitError model-missing without a network that names things: an empty list would say that nothing is there
 */
export async function classes(request: RequestOf<'classes'>, context: JobContext): Promise<LookReport> {
  const clock = new StageClock(context);
  const { photo, engine, maxMegapixels, network } = request;
  const facts = await inspectPhoto(photo, { maxMegapixels });
  if (network === undefined && !(await namingModel())) await findModel('deeplab');
  const found = await findSubject(facts, engine, { ...request, style: 'lens' }, clock);
  return lookReportOf(facts, clock, found, {
    subjectShare: subjectShare(toLevels(found.segmentation)),
    warnings: [...facts.warnings, ...found.warnings],
  });
}
