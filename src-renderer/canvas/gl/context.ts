import type { Unavailable, ViewOptions } from '../view.ts';

/** A WebGL2 context that can draw into half floats, or why there is none. */
export function openContext(
  canvas: HTMLCanvasElement,
  { preserveDrawingBuffer = false }: ViewOptions,
): WebGL2RenderingContext | Unavailable {
  const gl = canvas.getContext('webgl2', {
    alpha: true,
    antialias: false,
    depth: false,
    desynchronized: false,
    premultipliedAlpha: true,
    preserveDrawingBuffer,
  });
  if (!gl) return { unavailable: 'canvas.no-webgl2' };
  return enableFloatTargets(gl) ? gl : { unavailable: 'canvas.no-float-targets' };
}

/** Extensions are gone with a lost context: asked for again on each. */
export const enableFloatTargets = (gl: WebGL2RenderingContext): boolean =>
  gl.getExtension('EXT_color_buffer_float') !== null ||
  gl.getExtension('EXT_color_buffer_half_float') !== null;
