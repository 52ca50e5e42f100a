import { areaOf } from '../../../src-shared/imaging/aperture-blur.ts';
import { type Aperture, chordsOf } from '../../../src-shared/imaging/aperture.ts';
import { gaussianTaps } from '../../../src-shared/imaging/gaussian-rows.ts';
import { type LensPlan, planLens, radiusOf } from '../../../src-shared/imaging/lens-plan.ts';
import type { LensShape } from '../../../src-shared/edit/schema.ts';
import { screenBudget } from '../blur-plan.ts';
import { beginPass, drawQuad } from '../gl/pass.ts';
import type { Programs } from '../gl/programs.ts';
import { bindTexture, target, type Target, type Texture } from '../gl/texture.ts';
import { Fill } from './fill.ts';
import { Shrink } from './shrink.ts';

/** One blur of the weighed background: shrunk, filled in, put through the opening, and encoded. */
export class LensLevel {
  private readonly gl: WebGL2RenderingContext;
  private readonly programs: Programs;
  private readonly small: Shrink;
  private readonly filling: Fill;
  private across: Target | undefined;
  private blurred: Target | undefined;
  private result: Target | undefined;

  constructor(gl: WebGL2RenderingContext, programs: Programs) {
    this.gl = gl;
    this.programs = programs;
    this.small = new Shrink(gl, programs);
    this.filling = new Fill(gl, programs);
  }

  /**
   * @param light times weight, and the weight, with mipmaps
   * @param sigma in pixels of it
   */
  run(light: Texture, sigma: number, shape: LensShape, bend: number): Target {
    const { gl } = this;
    const plan = planLens(light, sigma, shape, screenBudget);
    const whole = plan.width === light.width && plan.height === light.height;
    const known = this.filling.run(whole ? light : this.small.run(light, plan, gl.RGBA16F));
    this.blurred = target(gl, this.blurred, plan, gl.RGBA16F);
    if (plan.shape === 'gaussian') this.blurSoftly(known, this.blurred, plan);
    else this.blur(known, this.blurred, plan.shape, radiusOf(plan.sigma));
    return this.encode(this.blurred, bend);
  }

  private blur(from: Texture, into: Target, aperture: Aperture, radius: number) {
    const { gl } = this;
    const program = this.programs.aperture;
    const { at } = program;
    const chords = chordsOf(aperture, radius);
    beginPass(gl, program, into);
    gl.uniform2f(at.size ?? null, into.width, into.height);
    gl.uniform1i(at.firstRow ?? null, chords[0].row);
    gl.uniform1i(at.count ?? null, chords.length);
    gl.uniform1f(at.scale ?? null, 1 / areaOf(chords));
    gl.uniform2fv(
      at.chords ?? null,
      chords.flatMap(({ half, covered }) => [half, covered]),
    );
    bindTexture(gl, 0, from, at.source);
    drawQuad(gl);
  }

  private blurSoftly(from: Texture, into: Target, { sigma }: LensPlan) {
    const { gl } = this;
    const taps = gaussianTaps(sigma);
    this.across = target(gl, this.across, into, gl.RGBA16F);
    this.blurAlong(from, this.across, [1, 0], taps);
    this.blurAlong(this.across, into, [0, 1], taps);
  }

  private blurAlong(from: Texture, into: Target, [x, y]: readonly [number, number], taps: readonly number[]) {
    const { gl } = this;
    const { gaussian } = this.programs;
    beginPass(gl, gaussian, into);
    gl.uniform2i(gaussian.at.axis ?? null, x, y);
    gl.uniform1i(gaussian.at.count ?? null, taps.length);
    gl.uniform1fv(gaussian.at.taps ?? null, taps);
    bindTexture(gl, 0, from, gaussian.at.source);
    drawQuad(gl);
  }

  private encode(blurred: Target, bend: number): Target {
    const { gl } = this;
    const { encode } = this.programs;
    // More than 8 bits: it is scaled up, and dithered where it is shown.
    this.result = target(gl, this.result, blurred, gl.RGBA16F);
    beginPass(gl, encode, this.result);
    gl.uniform1f(encode.at.bend ?? null, bend);
    bindTexture(gl, 0, blurred, encode.at.source);
    drawQuad(gl);
    return this.result;
  }
}
