import { mipmapFor } from '../blur-plan.ts';
import type { Size } from '../geometry.ts';
import type { Program } from './program.ts';
import type { Texture } from './texture.ts';

/** Sets what `AREA` of `shaders/area.ts` reads: the mipmap to start from, its size, and its pixels a new pixel. */
export function setArea(gl: WebGL2RenderingContext, { at }: Program, source: Texture, into: Size) {
  const factor = Math.min(source.width / into.width, source.height / into.height);
  const mipmap = mipmapFor(factor);
  const width = Math.max(1, source.width >> mipmap);
  const height = Math.max(1, source.height >> mipmap);
  gl.uniform1i(at.mipmap ?? null, mipmap);
  gl.uniform2f(at.size ?? null, width, height);
  gl.uniform2f(at.factor ?? null, width / into.width, height / into.height);
}
