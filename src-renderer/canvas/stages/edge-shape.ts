import type { Edge } from '../../../src-shared/edit/schema.ts';
import { edgeSlope } from '../../../src-shared/imaging/edge/contrast.ts';
import { octagonLines } from '../../../src-shared/imaging/edge/shift.ts';
import { beginPass, drawQuad } from '../gl/pass.ts';
import type { Programs } from '../gl/programs.ts';
import { bindTexture, target, type Target } from '../gl/texture.ts';

/** A matte's edge moved and hardened: `src-main/compute/jobs/edge.ts` on the GPU. */
export class EdgeShape {
  private readonly gl: WebGL2RenderingContext;
  private readonly programs: Programs;
  private between: Target | undefined;
  private result: Target | undefined;

  constructor(gl: WebGL2RenderingContext, programs: Programs) {
    this.gl = gl;
    this.programs = programs;
  }

  /** @param scale of the photo's pixels to the matte's @returns the matte itself where the edge stays as it is */
  run(matte: Target, { shift, contrast }: Edge, scale: number): Target {
    if (shift === 0 && contrast === 0) return matte;
    const { gl } = this;
    this.between = target(gl, this.between, matte, gl.R8);
    this.result = target(gl, this.result, matte, gl.R8, true);
    const { straight, slanted } = octagonLines(Math.abs(shift) * scale);
    const inward = shift < 0;
    const slope = edgeSlope(contrast);
    this.pass(matte, this.between, { to: [1, 0], reach: straight, inward, slope: 1 });
    this.pass(this.between, this.result, { to: [0, 1], reach: straight, inward, slope: 1 });
    this.pass(this.result, this.between, { to: [1, 1], reach: slanted, inward, slope: 1 });
    this.pass(this.between, this.result, { to: [-1, 1], reach: slanted, inward, slope });
    return this.result;
  }

  private pass(from: Target, into: Target, { to, reach, inward, slope }: Line) {
    const { gl } = this;
    const { line } = this.programs;
    beginPass(gl, line, into);
    gl.uniform2f(line.at.direction ?? null, ...to);
    gl.uniform1f(line.at.reach ?? null, reach);
    gl.uniform1i(line.at.inward ?? null, inward ? 1 : 0);
    gl.uniform1f(line.at.slope ?? null, slope);
    bindTexture(gl, 0, from, line.at.source);
    drawQuad(gl);
  }
}

interface Line {
  readonly to: readonly [number, number];
  /** To both sides, in steps. */
  readonly reach: number;
  readonly inward: boolean;
  readonly slope: number;
}
