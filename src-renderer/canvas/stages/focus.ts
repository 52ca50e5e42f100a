import { FOCUS_ROWS } from '../../../src-shared/imaging/falloff.ts';
import { beginPass, drawQuad } from '../gl/pass.ts';
import type { Programs } from '../gl/programs.ts';
import { bindTexture, target, type Target, type Texture } from '../gl/texture.ts';
import { Shrink } from './shrink.ts';

/** The plane that is in focus, through the subject's base: `src-shared/imaging/falloff.ts` on the GPU, in one pixel. */
export class Focus {
  private readonly gl: WebGL2RenderingContext;
  private readonly programs: Programs;
  private readonly stripes: Shrink;
  private plane: Target | undefined;

  constructor(gl: WebGL2RenderingContext, programs: Programs) {
    this.gl = gl;
    this.programs = programs;
    this.stripes = new Shrink(gl, programs);
  }

  /** @param matte with mipmaps */
  run(matte: Texture): Target {
    const { gl } = this;
    const { focus } = this.programs;
    const rows = this.stripes.run(matte, { width: 1, height: FOCUS_ROWS }, gl.R16F);
    this.plane = target(gl, this.plane, { width: 1, height: 1 }, gl.RGBA16F);
    beginPass(gl, focus, this.plane);
    bindTexture(gl, 0, rows, focus.at.rows);
    drawQuad(gl);
    return this.plane;
  }
}
