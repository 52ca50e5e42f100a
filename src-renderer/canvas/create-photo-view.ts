import { openContext } from './gl/context.ts';
import { GlPhotoView } from './gl-photo-view.ts';
import type { PhotoView, Unavailable, ViewOptions } from './view.ts';

/**
 * Makes the view of a canvas, or says why it cannot. The canvas's size is the page's to set, by style; its
 * `width` and `height` follow it.
 */
export function createPhotoView(
  canvas: HTMLCanvasElement,
  options: ViewOptions = {},
): PhotoView | Unavailable {
  const gl = openContext(canvas, options);
  return 'unavailable' in gl ? gl : new GlPhotoView(canvas, gl, options);
}
