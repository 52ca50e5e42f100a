import type { PhotoView, Unavailable, ViewOptions } from './view.ts';

/** Makes the view of a canvas, or says why it cannot. */
export function createPhotoView(
  canvas: HTMLCanvasElement,
  options: ViewOptions = {},
): PhotoView | Unavailable {
  void canvas;
  void options;
  return { unavailable: 'canvas.no-webgl2' };
}
