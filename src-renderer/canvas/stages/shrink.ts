import type { Size } from '../geometry.ts';
import { setArea } from '../gl/area-pass.ts';
import { beginPass, drawQuad } from '../gl/pass.ts';
import type { Programs } from '../gl/programs.ts';
import { bindTexture, target, type Target, type Texture } from '../gl/texture.ts';

/** A smaller version of a texture with mipmaps by area average, in a target that it keeps. */
export class Shrink {
  private readonly gl: WebGL2RenderingContext;
  private readonly programs: Programs;
  private small: Target | undefined;

  constructor(gl: WebGL2RenderingContext, programs: Programs) {
    this.gl = gl;
    this.programs = programs;
  }

  run(source: Texture, size: Size, format: number, mipmaps = false): Target {
    const { gl, programs } = this;
    const { at } = programs.shrink;
    this.small = target(gl, this.small, size, format, mipmaps);
    beginPass(gl, programs.shrink, this.small);
    setArea(gl, programs.shrink, source, size);
    bindTexture(gl, 0, source, at.source);
    drawQuad(gl);
    return this.small;
  }
}
