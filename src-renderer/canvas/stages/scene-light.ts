import { type ShownBackdrop, setBackdrop, setGains } from '../gl/backdrop-uniforms.ts';
import { beginPass, drawQuad } from '../gl/pass.ts';
import type { Programs } from '../gl/programs.ts';
import { bindTexture, target, type Target, type Texture } from '../gl/texture.ts';
import { LIGHT_CELLS } from '../shaders/light.ts';

/**
 * The gains that bring subject and backdrop into one light, in one pixel: `src-shared/imaging/scene` on the GPU, where
 * the matte under the brush and the backdrop under the hand already are; nothing is read back.
 */
export class SceneLight {
  private readonly gl: WebGL2RenderingContext;
  private readonly programs: Programs;
  private cells: Target | undefined;
  private gains: Target | undefined;

  constructor(gl: WebGL2RenderingContext, programs: Programs) {
    this.gl = gl;
    this.programs = programs;
  }

  /** @returns nothing where there is no backdrop */
  run(photo: Texture, matte: Texture, shown: ShownBackdrop): Texture | undefined {
    if (!this.look(photo, matte, shown)) return undefined;
    const { gl } = this;
    const { gains } = this.programs;
    const { matchLight, matched } = shown.edit.scene;
    this.gains = target(gl, this.gains, { width: 1, height: 1 }, gl.RGBA16F);
    beginPass(gl, gains, this.gains);
    gl.uniform1f(gains.at.amount ?? null, matchLight / 100);
    gl.uniform1i(gains.at.backdropMoves ?? null, matched === 'backdrop' ? 1 : 0);
    bindTexture(gl, 0, this.cells!, gains.at.cells);
    drawQuad(gl);
    return this.gains;
  }

  private look(photo: Texture, matte: Texture, shown: ShownBackdrop): boolean {
    const { gl } = this;
    const { light } = this.programs;
    this.cells = target(gl, this.cells, { width: 2 * LIGHT_CELLS, height: LIGHT_CELLS }, gl.RGBA16F);
    beginPass(gl, light, this.cells);
    setGains(gl, light.at, shown.empty, 'nothing');
    bindTexture(gl, 1, matte, light.at.matte);
    if (!setBackdrop(gl, light.at, shown)) return false;
    bindTexture(gl, 0, photo, light.at.photo);
    drawQuad(gl);
    return true;
  }
}
