import { FILLED, pulledSize } from '../../../src-shared/imaging/pull-push.ts';
import { beginPass, drawQuad } from '../gl/pass.ts';
import type { Programs } from '../gl/programs.ts';
import { bindTexture, target, type Target, type Texture } from '../gl/texture.ts';

/** Fills in what the subject hid: `src-shared/imaging/pull-push.ts` on the GPU, in targets that it keeps. */
export class Fill {
  private readonly gl: WebGL2RenderingContext;
  private readonly programs: Programs;
  private readonly pulled: (Target | undefined)[] = [];
  private readonly filled: (Target | undefined)[] = [];

  constructor(gl: WebGL2RenderingContext, programs: Programs) {
    this.gl = gl;
    this.programs = programs;
  }

  run(known: Texture): Target {
    return this.fill(known, 0);
  }

  private fill(known: Texture, level: number): Target {
    const top = known.width === 1 && known.height === 1;
    const below = top ? known : this.fill(this.pull(known, level), level + 1);
    return this.push(known, below, level, top);
  }

  private pull(known: Texture, level: number): Target {
    const { gl } = this;
    const { pull } = this.programs;
    const into = target(gl, this.pulled[level], pulledSize(known), gl.RGBA16F);
    this.pulled[level] = into;
    beginPass(gl, pull, into);
    bindTexture(gl, 0, known, pull.at.source);
    drawQuad(gl);
    return into;
  }

  private push(known: Texture, pulled: Texture, level: number, top: boolean): Target {
    const { gl } = this;
    const { push } = this.programs;
    const into = target(gl, this.filled[level], known, gl.RGBA16F);
    this.filled[level] = into;
    beginPass(gl, push, into);
    gl.uniform1f(push.at.weight ?? null, level === 0 ? FILLED : 1);
    gl.uniform1i(push.at.top ?? null, top ? 1 : 0);
    bindTexture(gl, 1, pulled, push.at.pulled);
    bindTexture(gl, 0, known, push.at.source);
    drawQuad(gl);
    return into;
  }
}
