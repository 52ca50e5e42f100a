import { type BoxSide, planBox } from '../blur-plan.ts';
import { beginPass, drawQuad } from '../gl/pass.ts';
import type { Programs } from '../gl/programs.ts';
import { bindTexture, target, type Target, type Texture } from '../gl/texture.ts';
import { Shrink } from './shrink.ts';

/** The mean over a box of any size: shrunk by area where the box is wide, then across, then down. */
export class BoxBlur {
  private readonly gl: WebGL2RenderingContext;
  private readonly programs: Programs;
  /** Between the passes, and at the end. */
  private readonly formats: { between: number; result: number };
  private readonly small: Shrink;
  private across: Target | undefined;
  private result: Target | undefined;

  constructor(gl: WebGL2RenderingContext, programs: Programs, formats: { between: number; result: number }) {
    this.gl = gl;
    this.programs = programs;
    this.formats = formats;
    this.small = new Shrink(gl, programs);
  }

  run(source: Texture, across: BoxSide, down: BoxSide): Target {
    const { gl, formats } = this;
    const plan = planBox(source, across, down);
    const { reduced } = plan;
    const start = reduced.x === 1 && reduced.y === 1 ? source : this.small.run(source, plan, formats.between);
    this.across = target(gl, this.across, plan, formats.between);
    this.result = target(gl, this.result, plan, formats.result, true);
    this.pass(start, this.across, 0, plan.across, reduced.x);
    this.pass(this.across, this.result, 1, plan.down, reduced.y);
    return this.result;
  }

  private pass(from: Texture, into: Target, axis: 0 | 1, { span, shift }: BoxSide, reduced: number) {
    const { gl, programs } = this;
    const { at } = programs.box;
    beginPass(gl, programs.box, into);
    gl.uniform2f(at.size ?? null, into.width, into.height);
    gl.uniform2f(at.axis ?? null, 1 - axis, axis);
    gl.uniform1f(at.span ?? null, span);
    gl.uniform1f(at.shift ?? null, shift);
    gl.uniform1f(at.edge ?? null, 0.5 / reduced);
    bindTexture(gl, 0, from, at.source);
    drawQuad(gl);
  }
}
