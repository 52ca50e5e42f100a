import type { JobReport, LookReport, Warning } from '../../../src-shared/contract/compute.ts';
import type { PhotoFacts } from '../../photo/index.ts';
import type { FoundSubject } from './find-subject.ts';
import type { StageClock } from './job.ts';

interface Rest {
  readonly subjectShare: number;
  readonly warnings: readonly Warning[];
}

/** What a job says of itself when it is done. */
export function reportOf(
  facts: PhotoFacts,
  { path, format, width, height, bytes }: JobReport['output'],
  clock: StageClock,
  found: FoundSubject | undefined,
  rest: Rest,
): JobReport {
  const { photo, ...others } = lookReportOf(facts, clock, found, rest);
  return { photo, output: { path, format, width, height, bytes }, ...others };
}

/** The same, of a job that writes nothing. */
export const lookReportOf = (
  { path, format, width, height }: PhotoFacts,
  clock: StageClock,
  found: FoundSubject | undefined,
  rest: Rest,
): LookReport => ({
  photo: { path, format, width, height },
  timings: clock.finish(),
  ...(found && {
    engine: found.engine,
    models: found.models,
    classes: found.classes,
    subject: found.meant,
  }),
  ...rest,
});
