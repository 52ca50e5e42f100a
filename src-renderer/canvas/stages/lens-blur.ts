import { gaussianTaps, planGaussian, type Taps } from '../blur-plan.ts';
import { setArea } from '../gl/area-pass.ts';
import { beginPass, drawQuad } from '../gl/pass.ts';
import type { Programs } from '../gl/programs.ts';
import { bindTexture, makeMipmaps, target, type Target, type Texture } from '../gl/texture.ts';

/** The background blurred without the subject, in linear light: `src-shared/imaging/blur-behind.ts` on the GPU. */
export class LensBlur {
  private readonly gl: WebGL2RenderingContext;
  private readonly programs: Programs;
  private weighted: Target | undefined;
  private across: Target | undefined;
  private blurred: Target | undefined;
  private result: Target | undefined;
  private taps: { readonly sigma: number; readonly taps: Taps } | undefined;

  constructor(gl: WebGL2RenderingContext, programs: Programs) {
    this.gl = gl;
    this.programs = programs;
  }

  /** @param sigma in pixels of the proxy */
  run(photo: Texture, matte: Texture, sigma: number): Target {
    const { gl } = this;
    const plan = planGaussian(photo, sigma);
    this.weighted = target(gl, this.weighted, plan, gl.RGBA16F, true);
    this.across = target(gl, this.across, plan, gl.RGBA16F);
    this.blurred = target(gl, this.blurred, plan, gl.RGBA16F);
    this.result = target(gl, this.result, plan, gl.RGBA8);
    this.weigh(photo, matte, this.weighted);
    const taps = this.tapsOf(plan.sigma);
    this.blur(this.weighted, this.across, 0, taps);
    this.blur(this.across, this.blurred, 1, taps);
    this.encode(this.blurred, this.weighted, this.result);
    return this.result;
  }

  private weigh(photo: Texture, matte: Texture, into: Target) {
    const { gl, programs } = this;
    const { at } = programs.premultiply;
    beginPass(gl, programs.premultiply, into);
    setArea(gl, programs.premultiply, photo, into);
    gl.uniform1f(at.matteBehind ?? null, Math.log2(photo.width / matte.width));
    bindTexture(gl, 1, matte, at.matte);
    bindTexture(gl, 0, photo, at.photo);
    drawQuad(gl);
    makeMipmaps(gl, into);
  }

  private blur(from: Texture, into: Target, axis: 0 | 1, { count, offsets, weights }: Taps) {
    const { gl, programs } = this;
    const { at } = programs.gaussian;
    beginPass(gl, programs.gaussian, into);
    gl.uniform2f(at.size ?? null, into.width, into.height);
    gl.uniform2f(at.axis ?? null, 1 - axis, axis);
    gl.uniform1i(at.count ?? null, count);
    gl.uniform1fv(at.offsets ?? null, offsets);
    gl.uniform1fv(at.weights ?? null, weights);
    bindTexture(gl, 0, from, at.source);
    drawQuad(gl);
  }

  private encode(blurred: Texture, whole: Texture, into: Target) {
    const { gl, programs } = this;
    const { at } = programs.unpremultiply;
    beginPass(gl, programs.unpremultiply, into);
    bindTexture(gl, 1, whole, at.whole);
    bindTexture(gl, 0, blurred, at.blurred);
    drawQuad(gl);
  }

  /** The kernel is worked out once a standard deviation: from 5 pixels on it is always the same. */
  private tapsOf(sigma: number): Taps {
    if (this.taps?.sigma !== sigma) this.taps = { sigma, taps: gaussianTaps(sigma) };
    return this.taps.taps;
  }
}
