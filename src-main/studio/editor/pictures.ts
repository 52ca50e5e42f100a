import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { ScreenPicture } from '../../../src-shared/contract/compute.ts';
import { PortraitError } from '../../../src-shared/contract/errors.ts';
import { type Desk, MAX_MEGAPIXELS, PROXY_SIDE } from './desk.ts';
import { samples } from './sources.ts';

/**
 * Answers `pictures/…` and `downloads/…`: only what was given out, nothing by path.
 *
 *     pictures/PHOTO/proxy            pictures/PHOTO/tile?x=&y=&w=&h=      pictures/PHOTO/matte/VERSION
 *     pictures/PHOTO/colours/VERSION
 *     pictures/backdrop/KEY           pictures/sample/NAME                 downloads/TOKEN/NAME
 */
export async function servePicture(desk: Desk, request: globalThis.Request): Promise<globalThis.Response> {
  if (request.method !== 'GET') return new Response(null, { status: 405, headers: { allow: 'GET' } });
  const { pathname, searchParams } = new URL(request.url);
  const [, door, first = '', second = '', third = ''] = pathname.split('/');
  if (door === 'downloads') return (await desk.downloads.fetch(first)) ?? nothing();
  if (door !== 'pictures') return nothing();
  if (first === 'sample') return serveSample(desk, second);
  try {
    const picture =
      first === 'backdrop'
        ? desk.backdrops.get(second)
        : await photoPicture(desk, first, [second, third], searchParams);
    return picture ? answer(picture) : nothing();
  } catch (error) {
    return failure(error);
  }
}

async function photoPicture(
  desk: Desk,
  photo: string,
  [kind, version]: readonly [string, string],
  query: URLSearchParams,
): Promise<ScreenPicture | undefined> {
  if (!desk.photos.find(photo)) return undefined;
  switch (kind) {
    case 'proxy':
      return proxyOf(desk, photo);
    case 'matte':
      return desk.photos.matteOf(photo, version);
    case 'colours':
      return desk.photos.coloursOf(photo, version);
    case 'tile':
      return tileOf(desk, photo, query);
    default:
      return undefined;
  }
}

async function proxyOf({ photos, studio }: Desk, id: string): Promise<ScreenPicture> {
  const { path: photo } = photos.get(id);
  const size = { maxMegapixels: MAX_MEGAPIXELS, longSide: PROXY_SIDE };
  const picture = photos.proxyOf(id) ?? (await studio.compute.call('proxy', { photo, ...size }));
  photos.keepProxy(id, picture);
  return picture;
}

const tileOf = ({ photos, studio }: Desk, id: string, query: URLSearchParams): Promise<ScreenPicture> =>
  studio.compute.call('tile', {
    photo: photos.get(id).path,
    maxMegapixels: MAX_MEGAPIXELS,
    x: wholeNumber(query, 'x'),
    y: wholeNumber(query, 'y'),
    width: wholeNumber(query, 'w'),
    height: wholeNumber(query, 'h'),
  });

function wholeNumber(query: URLSearchParams, name: string): number {
  const value = query.get(name) ?? '';
  if (/^\d{1,7}$/.test(value)) return Number(value);
  throw new PortraitError('usage', `Expected a whole number for ${name} but received "${value}".`);
}

function serveSample({ folders }: Desk, name: string): globalThis.Response {
  const sample = samples.find(known => known.name === name);
  if (!sample) return nothing();
  const stream = Readable.toWeb(createReadStream(join(folders.samples, sample.file)));
  const type = sample.file.endsWith('.png') ? 'image/png' : 'image/jpeg';
  return new Response(stream as ReadableStream<Uint8Array>, { headers: headersOf(type) });
}

const answer = ({ bytes, type }: ScreenPicture): globalThis.Response =>
  new Response(new Uint8Array(bytes), { headers: headersOf(type) });

/** An address always means the same picture, for as long as its photo is open. */
const headersOf = (type: string) => ({
  'content-type': type,
  'cache-control': 'private, max-age=3600',
  'x-content-type-options': 'nosniff',
});

const nothing = () => new Response(null, { status: 404, headers: { 'cache-control': 'no-store' } });

/** What was asked for was wrong, or the compute process died: the page may ask again. */
function failure(error: unknown): globalThis.Response {
  const status = error instanceof PortraitError && error.code === 'usage' ? 400 : 503;
  return new Response(null, { status, headers: { 'cache-control': 'no-store' } });
}
