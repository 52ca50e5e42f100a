import type { OpenedBackdrop } from '../../../src-shared/contract/editor/backdrop.ts';
import type { Source } from '../../../src-shared/contract/editor/channel.ts';
import type { Request } from '../../../src-shared/contract/editor/channels.ts';
import type { MadeMatte, OpenedPhoto, PictureRef } from '../../../src-shared/contract/editor/photo.ts';
import type { Caller } from './caller.ts';
import { type Desk, MAX_MEGAPIXELS, PROXY_SIDE } from './desk.ts';
import type { HandlersOf } from './handlers.ts';
import { locate } from './sources.ts';

const onScreen = { maxMegapixels: MAX_MEGAPIXELS, longSide: PROXY_SIDE };

/** Photos, their mattes, and what goes behind. */
export const photoHandlers = (desk: Desk): HandlersOf<'photo.' | 'job.' | 'backdrop.'> => ({
  'photo.open': (request, caller) => openPhoto(desk, request, caller),
  'photo.close'({ photo }) {
    desk.photos.close(photo);
    return Promise.resolve(null);
  },
  'photo.matte': (request, caller) => makeMatte(desk, request, caller),
  'photo.colours': (request, caller) => findColours(desk, request, caller),
  'photo.noise': ({ photo }) =>
    desk.studio.compute.call('noise', { photo: desk.photos.get(photo).path, maxMegapixels: MAX_MEGAPIXELS }),
  'job.cancel'({ job }, caller) {
    desk.jobs.cancel(caller, job);
    return Promise.resolve(null);
  },
  'backdrop.open': ({ source }) => openBackdrop(desk, source),
});

async function openPhoto(
  desk: Desk,
  { source, job }: Request<'photo.open'>,
  caller: Caller,
): Promise<OpenedPhoto> {
  const { jobs, photos, edits, remembered } = desk;
  const { path, name } = await locate(source, desk);
  const proxy = await jobs.run(caller, job, 'proxy', { photo: path, ...onScreen });
  const editKey = await edits.keyOf(path);
  const size = { width: proxy.fullWidth, height: proxy.fullHeight };
  const { id } = photos.add({ path, name, editKey, ...size }, proxy);
  const recovered = await edits.recover(editKey);
  remembered.noteOpened(name, source);
  return {
    photo: id,
    name,
    ...size,
    proxy: { address: `${id}/proxy`, width: proxy.width, height: proxy.height },
    hasAlpha: proxy.hasAlpha,
    warnings: proxy.warnings,
    ...(recovered && { recovered }),
  };
}

async function makeMatte(
  { photos, jobs }: Desk,
  { photo, job, engine, subject = 'auto', style = 'lens', ...asked }: Request<'photo.matte'>,
  caller: Caller,
): Promise<MadeMatte> {
  const { id, path } = photos.get(photo);
  const request = { photo: path, ...onScreen, engine, style, subject, ...asked };
  const answer = await jobs.run(caller, job, 'matte', request);
  const { width, height, share, empty, engine: ran, models, classes, meant, screen, milliseconds } = answer;
  return {
    matte: { address: `${id}/matte/${photos.addMatte(id, answer)}`, width, height },
    subjectShare: share,
    empty,
    engine: ran,
    models,
    classes,
    meant,
    screen,
    milliseconds,
    ...(answer.early && { early: true }),
  };
}

async function findColours(
  { photos, jobs }: Desk,
  { photo, job, subject = 'auto', style = 'lens', ...asked }: Request<'photo.colours'>,
  caller: Caller,
): Promise<PictureRef> {
  const { id, path } = photos.get(photo);
  const answer = await jobs.run(caller, job, 'colours', {
    photo: path,
    ...onScreen,
    style,
    subject,
    ...asked,
  });
  const { width, height } = answer;
  return { address: `${id}/colours/${photos.addColours(id, answer)}`, width, height };
}

async function openBackdrop(desk: Desk, source: Source): Promise<OpenedBackdrop> {
  const { path, name } = await locate(source, desk);
  const picture = await desk.studio.compute.call('backdrop', { path, ...onScreen });
  const { width, height } = picture;
  return { path, name, picture: { address: `backdrop/${desk.backdrops.add(picture)}`, width, height } };
}
