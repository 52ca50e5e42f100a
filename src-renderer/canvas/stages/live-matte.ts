import type { Stroke } from '../../../src-shared/edit/strokes.ts';
import { packSegments, SEGMENT } from '../brush.ts';
import { beginPass, drawQuad } from '../gl/pass.ts';
import type { Programs } from '../gl/programs.ts';
import { bindTexture, dropTarget, target, type Target, type Texture, uploadBitmap } from '../gl/texture.ts';

/** Segments that the buffer holds; more are drawn in several goes. */
const BATCH = 256;
const BYTES = SEGMENT * Float32Array.BYTES_PER_ELEMENT;

/** The matte that was sent, and what the brush has painted on it since. */
export class LiveMatte {
  private readonly gl: WebGL2RenderingContext;
  private readonly programs: Programs;
  private readonly segments = new Float32Array(BATCH * SEGMENT);
  private readonly vertexArray: WebGLVertexArrayObject;
  private readonly buffer: WebGLBuffer;
  private sent: Texture | undefined;
  private live: Target | undefined;

  constructor(gl: WebGL2RenderingContext, programs: Programs) {
    this.gl = gl;
    this.programs = programs;
    this.vertexArray = gl.createVertexArray();
    this.buffer = gl.createBuffer();
    gl.bindVertexArray(this.vertexArray);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
    gl.bufferData(gl.ARRAY_BUFFER, this.segments.byteLength, gl.DYNAMIC_DRAW);
    for (const [location, offset] of [0, BYTES / 2].entries()) {
      gl.enableVertexAttribArray(location);
      gl.vertexAttribPointer(location, 3, gl.FLOAT, false, BYTES, offset);
      gl.vertexAttribDivisor(location, 1);
    }
    gl.bindVertexArray(null);
  }

  get texture(): Target | undefined {
    return this.live;
  }

  set(bitmap: ImageBitmap | undefined) {
    const { gl } = this;
    if (this.sent) gl.deleteTexture(this.sent.texture);
    this.sent = bitmap && uploadBitmap(gl, bitmap);
    if (this.sent) this.live = target(gl, this.live, this.sent, gl.R8, true);
    else {
      dropTarget(gl, this.live);
      this.live = undefined;
    }
    this.restore();
  }

  /** Back to what was sent. */
  restore() {
    const { gl, live, sent } = this;
    if (!live || !sent) return;
    beginPass(gl, this.programs.copy, live);
    bindTexture(gl, 0, sent, this.programs.copy.at.source);
    drawQuad(gl);
  }

  /** @param scale of the photo's coordinates to the matte's */
  paint(stroke: Stroke, from: number, scale: number) {
    if (!this.live) return;
    this.beginStroke(stroke, this.live);
    for (let first = from; first < stroke.points.length; first += BATCH) {
      const end = Math.min(first + BATCH, stroke.points.length);
      const part = end === stroke.points.length ? stroke : { ...stroke, points: stroke.points.slice(0, end) };
      this.drawSegments(packSegments(part, first, scale, this.segments));
    }
    this.endStroke();
  }

  private beginStroke({ mode, hardness }: Stroke, live: Target) {
    const { gl } = this;
    const { stroke } = this.programs;
    beginPass(gl, stroke, live);
    gl.uniform2f(stroke.at.size ?? null, live.width, live.height);
    gl.uniform1f(stroke.at.hardness ?? null, hardness);
    gl.uniform1f(stroke.at.dropping ?? null, mode === 'drop' ? 1 : 0);
    gl.enable(gl.BLEND);
    gl.blendEquation(mode === 'keep' ? gl.MAX : gl.MIN);
    gl.bindVertexArray(this.vertexArray);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
  }

  private drawSegments(count: number) {
    const { gl } = this;
    gl.bufferSubData(gl.ARRAY_BUFFER, 0, this.segments, 0, count * SEGMENT);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, count);
  }

  private endStroke() {
    const { gl } = this;
    gl.bindVertexArray(null);
    gl.blendEquation(gl.FUNC_ADD);
    gl.disable(gl.BLEND);
  }
}
