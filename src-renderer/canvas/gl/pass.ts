import type { Program } from './program.ts';
import type { Target } from './texture.ts';

/** Begins to draw over the whole of a target; the caller sets uniforms, then calls `drawQuad`. */
export function beginPass(gl: WebGL2RenderingContext, { program, at }: Program, into: Target) {
  gl.bindFramebuffer(gl.FRAMEBUFFER, into.framebuffer);
  gl.viewport(0, 0, into.width, into.height);
  gl.useProgram(program);
  gl.uniform4f(at.place ?? null, -1, -1, 2, 2);
  gl.uniform4f(at.part ?? null, 0, 0, 1, 1);
}

/** Two triangles; the vertex shader makes their corners from the vertex's number. */
export const drawQuad = (gl: WebGL2RenderingContext) => gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
