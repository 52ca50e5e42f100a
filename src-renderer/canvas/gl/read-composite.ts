import type { ReadPixels } from '../view.ts';
import { setSource } from './composite-pass.ts';
import { beginPass, drawQuad } from './pass.ts';
import type { Program } from './program.ts';
import { dropTarget, target, type Texture } from './texture.ts';

/** Draws the prepared composite at the proxy's size into a target of its own, and reads that. */
export function readComposite(gl: WebGL2RenderingContext, program: Program, proxy: Texture): ReadPixels {
  const { width, height } = proxy;
  const into = target(gl, undefined, proxy, gl.RGBA8);
  beginPass(gl, program, into);
  setSource(gl, program, { texture: proxy, x: 0, y: 0, width: 1, height: 1, exact: true });
  gl.uniform1i(program.at.straight ?? null, 1);
  gl.uniform1i(program.at.plain ?? null, 0);
  gl.uniform1f(program.at.split ?? null, -1);
  drawQuad(gl);
  const data = new Uint8ClampedArray(width * height * 4);
  gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, data);
  dropTarget(gl, into);
  return { width, height, data };
}
