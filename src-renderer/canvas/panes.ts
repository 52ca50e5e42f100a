import type { Camera } from './camera.ts';
import type { Position } from './geometry.ts';
import type { Rect } from './view.ts';

/** A pane in device pixels, from the canvas's bottom left, as WebGL counts. */
export type PaneBox = Rect;

export function paneBox(
  index: number,
  { pane, pixelRatio }: Pick<Camera, 'pane' | 'pixelRatio'>,
  canvasHeight: number,
): PaneBox {
  const edge = (i: number) => Math.round(i * pane.width * pixelRatio);
  return { x: edge(index), y: 0, width: edge(index + 1) - edge(index), height: canvasHeight };
}

/** Where a part of the photo lies in its pane, in clip space; the height is negative, because rows count downwards. */
export function placeIn(box: PaneBox, part: Rect, position: Position, pixelRatio: number): Rect {
  const across = (2 * pixelRatio) / box.width;
  const down = (2 * pixelRatio) / box.height;
  return {
    x: (position.x + part.x * position.scale) * across - 1,
    y: 1 - (position.y + part.y * position.scale) * down,
    width: part.width * position.scale * across,
    height: -part.height * position.scale * down,
  };
}
