import type { JobReport, Warning } from '../../../src-shared/contract/compute.ts';
import type { PhotoFacts } from '../../photo/index.ts';
import type { FoundSubject } from './find-subject.ts';
import type { StageClock } from './job.ts';

/** What a job says of itself when it is done. */
export function reportOf(
  { path, format, width, height }: PhotoFacts,
  { path: outputPath, format: outputFormat, ...size }: JobReport['output'],
  clock: StageClock,
  found: FoundSubject | undefined,
  rest: { subjectShare: number; warnings: readonly Warning[] },
): JobReport {
  return {
    photo: { path, format, width, height },
    output: {
      path: outputPath,
      format: outputFormat,
      width: size.width,
      height: size.height,
      bytes: size.bytes,
    },
    timings: clock.finish(),
    ...(found && {
      engine: found.engine,
      models: found.models,
      classes: found.classes,
      subject: found.meant,
    }),
    ...rest,
  };
}
