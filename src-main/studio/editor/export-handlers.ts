import { dirname, parse } from 'node:path';
import type { OutputFormat, RequestOf } from '../../../src-shared/contract/compute.ts';
import type { Request } from '../../../src-shared/contract/editor/channels.ts';
import type { Delivery, ExportOptions } from '../../../src-shared/contract/editor/export.ts';
import { missingCase, PortraitError } from '../../../src-shared/contract/errors.ts';
import type { Edit } from '../../../src-shared/edit/schema.ts';
import { extensionOfFormat, formatOfName } from '../outputs.ts';
import { dialogsOf } from './app-handlers.ts';
import { deliver } from './delivery.ts';
import { type Desk, MAX_MEGAPIXELS, PROXY_SIDE } from './desk.ts';
import type { HandlersOf } from './handlers.ts';
import type { Following } from './jobs.ts';

/** Finished files. */
export const exportHandlers = (desk: Desk): HandlersOf<'export.'> => ({
  // Known from the first: who cancels at once is heard, too.
  'export.run': (request, caller) =>
    desk.jobs.follow(caller, request.job, following => runExport(desk, request, following)),
  'export.estimate': request => estimate(desk, request),
  'export.show'({ path }) {
    const dialogs = dialogsOf(desk);
    if (![...desk.exported.paths.values()].includes(path)) {
      throw new PortraitError('usage', 'Expected the path of a file that was exported here.');
    }
    dialogs.showInFolder(path);
    return Promise.resolve(null);
  },
});

async function runExport(
  desk: Desk,
  { photo, edit, options, again, retry }: Request<'export.run'>,
  following: Following,
): Promise<Delivery> {
  const { path: photoPath, name: photoName } = desk.photos.get(photo);
  await desk.granted.requireBackdrop(edit);
  const view = viewFor(options, edit);
  const { paths, tried } = desk.exported;
  const before = retry ? tried.get(photoPath) : again ? paths.get(photoPath) : undefined;
  const wish = { name: exportName(photoName, options), path: fitting(before, options.format), beside: again };
  const delivery = await deliver(desk, wish, async path => {
    tried.set(photoPath, path);
    desk.studio.outputFolders.add(dirname(path));
    const request = { photo: photoPath, ...rendering(view, options), output: outputOf(path, options) };
    const { output, warnings } = await desk.jobs.render(request, following);
    return { bytes: output.bytes, warnings };
  });
  if (delivery.path !== undefined) paths.set(photoPath, delivery.path);
  return delivery;
}

async function estimate(desk: Desk, { photo, edit, options }: Request<'export.estimate'>) {
  await desk.granted.requireBackdrop(edit);
  const { format, quality, keepMetadata, longSide: outputSide } = options;
  return desk.studio.compute.call('estimate', {
    photo: desk.photos.get(photo).path,
    maxMegapixels: MAX_MEGAPIXELS,
    longSide: PROXY_SIDE,
    engine: 'auto',
    ...viewFor(options, edit),
    format,
    quality,
    keepMetadata,
    outputSide,
  });
}

type View = Pick<RequestOf<'render'>, 'show' | 'edit'>;

/** What an export shows, in the words of the compute process. */
function viewFor({ what }: ExportOptions, edit: Edit): View {
  switch (what) {
    case 'result':
      return { show: 'result', edit };
    case 'cut-out':
      return { show: 'result', edit: { ...edit, background: { kind: 'transparent' } } };
    case 'matte':
      return { show: 'mask', edit };
    default:
      return missingCase(what);
  }
}

const rendering = (view: View, { longSide }: ExportOptions) => ({
  ...view,
  engine: 'auto' as const,
  maxMegapixels: MAX_MEGAPIXELS,
  longSide,
});

const outputOf = (path: string, { format, quality, keepMetadata }: ExportOptions) => ({
  path,
  format,
  quality,
  keepMetadata,
  // The dialog has asked.
  overwrite: true,
});

const exportName = (photo: string, { what, format }: ExportOptions): string =>
  `${parse(photo).name}-${what === 'result' ? 'portrait' : what}${extensionOfFormat[format]}`;

/** The last path, unless its name says another format than the one that is wanted now. */
const fitting = (path: string | undefined, format: OutputFormat): string | undefined =>
  path !== undefined && formatOfName(path) === format ? path : undefined;
