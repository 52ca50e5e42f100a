import type { Screen } from '../../../src-shared/contract/compute.ts';
import { defaultEdit, type Edit } from '../../../src-shared/edit/schema.ts';
import {
  createPhotoView,
  defaultLayers,
  type LayerState,
  type PhotoView,
  type Rect,
} from '../../../src-renderer/canvas/index.ts';

/** What the tests call inside the page. Pictures are names that the page's server knows. */
const canvas = document.querySelector('canvas')!;
const made = createPhotoView(canvas, { preserveDrawingBuffer: true });
if ('unavailable' in made) throw new Error(made.unavailable);
const view: PhotoView = made;

const exactly = { premultiplyAlpha: 'none' } as const;

async function bitmapOf(name: string): Promise<ImageBitmap> {
  const answer = await fetch(`/files/${name}`);
  return createImageBitmap(await answer.blob(), exactly);
}

/** @param full the photo's full size, where the file is a proxy @param screen that the matte was keyed from */
async function load(
  photo: string,
  matte?: string,
  full?: { width: number; height: number },
  screen?: Screen,
) {
  const bitmap = await bitmapOf(photo);
  const { width, height } = full ?? bitmap;
  view.setPhoto({ bitmap, width, height, hasAlpha: true });
  if (matte) view.setMatte(await bitmapOf(matte), screen);
}

const setBackdrop = async (name?: string) => view.setBackdrop(name ? await bitmapOf(name) : undefined);

const setColours = async (name?: string) => view.setEdgeColours(name ? await bitmapOf(name) : undefined);

/** Sends the result to the page's server, under a name. */
async function send(name: string): Promise<{ width: number; height: number }> {
  const { width, height, data } = view.readPixels();
  await fetch(`/results/${name}`, { method: 'POST', body: data });
  return { width, height };
}

/** Tiles cut from a picture of the photo's full size; what was asked for is written down. */
async function tilesFrom(name: string): Promise<Rect[]> {
  const whole = await bitmapOf(name);
  const asked: Rect[] = [];
  view.setTileSource(rect => {
    asked.push(rect);
    return createImageBitmap(whole, rect.x, rect.y, rect.width, rect.height, exactly);
  });
  return asked;
}

/** Until two frames have passed in which nothing was drawn. */
async function still() {
  for (let before = -1; before !== view.frameStatistics().frames;) {
    before = view.frameStatistics().frames;
    for (let i = 0; i < 2; i++) await new Promise(resolve => requestAnimationFrame(resolve));
  }
}

const harness = {
  view,
  canvas,
  bitmapOf,
  load,
  setBackdrop,
  setColours,
  send,
  tilesFrom,
  still,
  defaultEdit,
  defaultLayers,
};
export type Harness = typeof harness;
export type { Edit, LayerState };

declare global {
  interface Window {
    harness: Harness;
  }
}
window.harness = harness;
