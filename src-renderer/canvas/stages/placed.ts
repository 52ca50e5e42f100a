import { type ShownBackdrop, setBackdrop, setGains } from '../gl/backdrop-uniforms.ts';
import type { Size } from '../geometry.ts';
import { beginPass, drawQuad } from '../gl/pass.ts';
import type { Programs } from '../gl/programs.ts';
import { bindTexture, target, type Target, type Texture } from '../gl/texture.ts';

/** A backdrop picture laid in its place, in the light that it is brought into. */
export class Placed {
  private readonly gl: WebGL2RenderingContext;
  private readonly programs: Programs;
  private result: Target | undefined;

  constructor(gl: WebGL2RenderingContext, programs: Programs) {
    this.gl = gl;
    this.programs = programs;
  }

  /** @param gains that the backdrop is multiplied by */
  run(size: Size, shown: ShownBackdrop, gains: Texture | undefined): Texture {
    const { gl } = this;
    const { placed } = this.programs;
    this.result = target(gl, this.result, size, gl.RGBA8);
    beginPass(gl, placed, this.result);
    setGains(gl, placed.at, gains ?? shown.empty, gains ? 'backdrop' : 'nothing');
    setBackdrop(gl, placed.at, shown);
    // Samplers that are not set read unit 0, where a new target still is: no program may read what it draws into.
    bindTexture(gl, 0, shown.empty, null);
    drawQuad(gl);
    return this.result;
  }
}
