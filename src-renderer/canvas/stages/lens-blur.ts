import type { Lens } from '../../../src-shared/edit/schema.ts';
import { blurLevels } from '../../../src-shared/imaging/falloff.ts';
import { highlightBend } from '../../../src-shared/imaging/highlights.ts';
import { beginPass, drawQuad } from '../gl/pass.ts';
import type { Programs } from '../gl/programs.ts';
import { bindTexture, makeMipmaps, target, type Target, type Texture } from '../gl/texture.ts';
import { Focus } from './focus.ts';
import { LensLevel } from './lens-level.ts';

/** What a lens makes of the background. */
export interface LensBackground {
  /** A quarter of the blur, half of it, and all; the same three times where all is out of focus alike. */
  readonly levels: readonly [Texture, Texture, Texture];
  /** One pixel, see `stages/focus.ts`; none without falloff. */
  readonly plane?: Texture;
}

/** The background as a lens blurs it, without the subject: `src-main/compute/jobs/lens-blur.ts` on the GPU. */
export class LensBlur {
  private readonly gl: WebGL2RenderingContext;
  private readonly programs: Programs;
  private readonly focus: Focus;
  private readonly levels: readonly [LensLevel, LensLevel, LensLevel];
  private light: Target | undefined;

  constructor(gl: WebGL2RenderingContext, programs: Programs) {
    this.gl = gl;
    this.programs = programs;
    this.focus = new Focus(gl, programs);
    const level = () => new LensLevel(gl, programs);
    this.levels = [level(), level(), level()];
  }

  /** @param sigma in pixels of the proxy @param matte with mipmaps */
  run(photo: Texture, matte: Texture, sigma: number, { shape, highlights, falloff }: Lens): LensBackground {
    const bend = highlightBend(highlights);
    const light = this.weigh(photo, matte, bend);
    const [quarter, half, full] = this.levels;
    const all = full.run(light, sigma, shape, bend);
    if (!falloff) return { levels: [all, all, all] };
    const some = [quarter, half].map((level, i) => level.run(light, sigma * blurLevels[i + 1], shape, bend));
    return { levels: [some[0], some[1], all], plane: this.focus.run(matte) };
  }

  /** The background's light, at the photo's own size: what is shrunk later holds nothing of the subject. */
  private weigh(photo: Texture, matte: Texture, bend: number): Target {
    const { gl } = this;
    const { weigh } = this.programs;
    this.light = target(gl, this.light, photo, gl.RGBA16F, true);
    beginPass(gl, weigh, this.light);
    gl.uniform1f(weigh.at.bend ?? null, bend);
    bindTexture(gl, 1, matte, weigh.at.matte);
    bindTexture(gl, 0, photo, weigh.at.photo);
    drawQuad(gl);
    makeMipmaps(gl, this.light);
    return this.light;
  }
}
