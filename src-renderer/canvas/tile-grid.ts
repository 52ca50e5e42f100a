import type { Size } from './geometry.ts';
import type { Rect } from './view.ts';

/** Side of a tile, in photo pixels. */
export const TILE = 512;
/** Photo pixels around a tile, so that neighbours mix without a seam. */
const APRON = 1;

/** Calls `each` with the column and row of every tile that the part touches. */
export function forTilesIn(part: Rect, each: (column: number, row: number) => void) {
  if (part.width <= 0 || part.height <= 0) return;
  const right = Math.ceil((part.x + part.width) / TILE);
  const bottom = Math.ceil((part.y + part.height) / TILE);
  for (let row = Math.floor(part.y / TILE); row < bottom; row++)
    for (let column = Math.floor(part.x / TILE); column < right; column++) each(column, row);
}

/** A tile's own part of the photo. */
export const tileRect = (column: number, row: number, photo: Size): Rect =>
  within(column * TILE, row * TILE, TILE, photo);

/** The part that is fetched for a tile. */
export const fetchedRect = (column: number, row: number, photo: Size): Rect =>
  within(column * TILE - APRON, row * TILE - APRON, TILE + 2 * APRON, photo);

function within(x: number, y: number, side: number, photo: Size): Rect {
  const left = Math.max(0, x);
  const top = Math.max(0, y);
  return {
    x: left,
    y: top,
    width: Math.min(photo.width, x + side) - left,
    height: Math.min(photo.height, y + side) - top,
  };
}

/** The proxy has fewer pixels than the screen shows. `proxyScale`: proxy pixels a photo pixel. */
export const wantsTiles = (scale: number, pixelRatio: number, proxyScale: number): boolean =>
  proxyScale < 1 && scale * pixelRatio > proxyScale * 1.01;
