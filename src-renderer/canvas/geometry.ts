import type { Point, Rect } from './view.ts';

/** Where the photo lies on the canvas: pure functions, all lengths in CSS pixels unless they say photo pixels. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** `x`, `y`: where the photo's top left corner is; `scale`: CSS pixels a photo pixel. */
export interface Position extends Point {
  readonly scale: number;
}

/** Screen pixels a photo pixel. */
export const SMALLEST_SCALE = 0.05;
export const LARGEST_SCALE = 8;
/** A fitted photo is enlarged to this many screen pixels a photo pixel at most. */
const LARGEST_FIT = 2;
const FIT_MARGIN = 16;

/** The scale at which the whole photo is in the pane, with a little air around it. */
export function fittingScale(photo: Size, pane: Size, pixelRatio: number): number {
  const room = (side: number) => Math.max(1, side - 2 * FIT_MARGIN);
  const inside = Math.min(room(pane.width) / photo.width, room(pane.height) / photo.height);
  return Math.min(inside, LARGEST_FIT / pixelRatio);
}

export const fitted = (photo: Size, pane: Size, pixelRatio: number): Position =>
  centredAt(fittingScale(photo, pane, pixelRatio), photo, pane);

/** The photo's middle in the pane's. */
export const centredAt = (scale: number, photo: Size, pane: Size): Position => ({
  scale,
  x: (pane.width - photo.width * scale) / 2,
  y: (pane.height - photo.height * scale) / 2,
});

/** A photo so large that 5 % is too much for the pane may be made as small as fits. */
export const limitScale = (scale: number, fitting: number, pixelRatio: number): number =>
  Math.min(LARGEST_SCALE / pixelRatio, Math.max(Math.min(SMALLEST_SCALE / pixelRatio, fitting), scale));

/** The photo's point under `at` stays under it. */
export function zoomedTo(position: Position, scale: number, at: Point): Position {
  const ratio = scale / position.scale;
  return { scale, x: at.x - (at.x - position.x) * ratio, y: at.y - (at.y - position.y) * ratio };
}

/** A side that has room is centred; a longer one may be moved until its end is in the pane's middle. */
export function kept(position: Position, photo: Size, pane: Size): Position {
  const { scale } = position;
  return {
    scale,
    x: keptAlong(position.x, photo.width * scale, pane.width),
    y: keptAlong(position.y, photo.height * scale, pane.height),
  };
}

function keptAlong(at: number, shown: number, room: number): number {
  if (shown <= room) return (room - shown) / 2;
  return Math.min(room / 2, Math.max(room / 2 - shown, at));
}

export const toPhoto = (position: Position, point: Point): Point => ({
  x: (point.x - position.x) / position.scale,
  y: (point.y - position.y) / position.scale,
});

export const toPane = (position: Position, point: Point): Point => ({
  x: point.x * position.scale + position.x,
  y: point.y * position.scale + position.y,
});

/** Whole device pixels, so that a still photo at 1:1, 2:1 … shows its own pixels and no mixture of them. */
export const onWholePixels = (position: Position, pixelRatio: number): Position => ({
  scale: position.scale,
  x: Math.round(position.x * pixelRatio) / pixelRatio,
  y: Math.round(position.y * pixelRatio) / pixelRatio,
});

/** The part of the photo that is in the pane, in photo pixels; empty when none is. */
export function inView(position: Position, photo: Size, pane: Size): Rect {
  const from = toPhoto(position, { x: 0, y: 0 });
  const to = toPhoto(position, { x: pane.width, y: pane.height });
  const x = Math.max(0, from.x);
  const y = Math.max(0, from.y);
  return {
    x,
    y,
    width: Math.max(0, Math.min(photo.width, to.x) - x),
    height: Math.max(0, Math.min(photo.height, to.y) - y),
  };
}
