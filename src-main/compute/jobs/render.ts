import type { JobReport, OutputFormat, RequestOf, Warning } from '../../../src-shared/contract/compute.ts';
import { missingCase, PortraitError } from '../../../src-shared/contract/errors.ts';
import { cleansEdge } from '../../../src-shared/edit/cleans-edge.ts';
import type { EdgeMattes } from '../../../src-shared/imaging/foreground/decontaminate.ts';
import {
  checkOutput,
  inspectPhoto,
  type PhotoFacts,
  type Picture,
  readPhoto,
  type WritablePicture,
  writePicture,
} from '../../photo/index.ts';
import { warmThreads } from '../bands/pool.ts';
import { reusingMemory, sharedBytes } from '../bands/shared-memory.ts';
import { behindSubject } from './behind.ts';
import { cleanBy, edgeColours } from './clean-edge.ts';
import {
  cleansWhileLaying,
  compositePicture,
  layOnWhite,
  overlayPicture,
  subjectColours,
} from './composite.ts';
import { type JobContext, StageClock } from './job.ts';
import { makeMatte, type Matte, subjectShare } from './matte.ts';
import { reportOf } from './report.ts';
import { shrunk } from './shrunk.ts';

type RenderRequest = RequestOf<'render'>;

/** Photo + edit = result, file to file. */
export const render = (request: RenderRequest, context: JobContext): Promise<JobReport> =>
  reusingMemory(() => renderPhoto(request, context));

async function renderPhoto(request: RenderRequest, context: JobContext): Promise<JobReport> {
  const clock = new StageClock(context);
  refuseLostAlpha(request);
  await checkOutput(request.output.path, request.output);
  const facts = await inspectPhoto(request.photo, { maxMegapixels: request.maxMegapixels });
  warmThreads();
  let reading: Promise<Picture> | undefined;
  const read = () => (reading ??= clock.time('read', () => readPhoto(facts, { allocate: sharedBytes })));
  const matte = await makeMatte(request, facts, read, clock);
  const photo = await read();
  const { picture, warnings } = await clock.time('composite', async () => {
    const view = await viewOf(request, facts, photo, matte);
    return { ...view, picture: await shrunk(view.picture, request.longSide) };
  });
  const writing = clock.time('write', () =>
    writePicture(picture, facts, { ...request.output, signal: context.signal }),
  );
  // While the first rows are painted.
  const share = subjectShare(matte.alpha);
  const written = await writing;
  return reportOf(facts, { ...written, ...sizeOf(picture) }, clock, matte.found, {
    subjectShare: share,
    warnings: [...facts.warnings, ...matte.warnings, ...warnings, ...written.warnings],
  });
}

const sizeOf = (picture: WritablePicture): { width: number; height: number } => {
  const { width, height } = 'mask' in picture ? picture.mask : picture.image;
  return { width, height };
};

/** The picture that is asked for, still at the photo's size. The photo's own pixels may be spent on it. */
export async function viewOf(
  { show, edit, output }: Pick<RenderRequest, 'show' | 'edit'> & { output: { format: OutputFormat } },
  facts: PhotoFacts,
  photo: Picture,
  { screen, found, ...mattes }: EdgeMattes & Pick<Matte, 'screen' | 'found'>,
): Promise<{ picture: WritablePicture; warnings: readonly Warning[] }> {
  const { alpha } = mattes;
  switch (show) {
    case 'mask':
      return { picture: { mask: alpha }, warnings: [] };
    case 'overlay':
      return { picture: await overlayPicture(photo, alpha), warnings: [] };
    case 'result': {
      // This thread looks for the colours while the others blur; what it needs of them is asked for first.
      const finding = cleansEdge(edit) ? edgeColours(photo.image, mattes, found?.guide) : undefined;
      const [colours, { layer, warnings }] = await Promise.all([
        finding,
        behindSubject(edit, photo, facts, alpha),
      ]);
      const cleaning = colours && { colours, truth: mattes.truth, strength: edit.edge.decontaminate / 100 };
      const laid = cleansWhileLaying(layer) ? cleaning : undefined;
      if (cleaning && !laid) await cleanBy(cleaning.colours, photo.image, mattes, cleaning.strength);
      const subject = await subjectColours(photo.image, alpha, edit.key, screen);
      const picture = await compositePicture(photo, alpha, layer, { subject, cleaning: laid });
      if (!picture.alpha || output.format !== 'jpeg') return { picture, warnings };
      return { picture: await layOnWhite(picture), warnings: [...warnings, flattened] };
    }
    default:
      return missingCase(show);
  }
}

function refuseLostAlpha({ edit, output, show }: RenderRequest) {
  if (show !== 'result' || edit.background.kind !== 'transparent' || output.format !== 'jpeg') return;
  throw new PortraitError(
    'output-format-no-alpha',
    `${output.path} cannot be transparent, because JPEG has no alpha: choose PNG, WebP, TIFF or AVIF.`,
  );
}

/** The photo's own transparency, which nobody asked to lose or to keep. */
const flattened: Warning = {
  code: 'alpha-flattened',
  message: 'The photo is transparent in places, which JPEG cannot hold: they were laid on white.',
};
