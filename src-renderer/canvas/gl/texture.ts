import type { Size } from '../geometry.ts';

export interface Texture extends Size {
  readonly texture: WebGLTexture;
}

/** A texture that can be drawn into. */
export interface Target extends Texture {
  readonly framebuffer: WebGLFramebuffer;
  readonly format: number;
}

/** The numbers of a bitmap just as they are: no colour conversion, alpha not premultiplied, first row first. */
export function uploadBitmap(gl: WebGL2RenderingContext, bitmap: ImageBitmap): Texture {
  const texture = newTexture(gl, gl.LINEAR_MIPMAP_LINEAR);
  gl.pixelStorei(gl.UNPACK_COLORSPACE_CONVERSION_WEBGL, gl.NONE);
  gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
  gl.generateMipmap(gl.TEXTURE_2D);
  return { texture, width: bitmap.width, height: bitmap.height };
}

/** One pixel of one colour, 0…255 each. */
export function plainTexture(gl: WebGL2RenderingContext, rgba: readonly number[]): Texture {
  const texture = newTexture(gl, gl.NEAREST);
  const pixel = Uint8Array.from(rgba);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, 1, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
  return { texture, width: 1, height: 1 };
}

/** Floats, four a pixel, with mipmaps. */
export function floatTexture(
  gl: WebGL2RenderingContext,
  { width, height }: Size,
  rgba: Float32Array,
): Texture {
  const texture = newTexture(gl, gl.NEAREST_MIPMAP_NEAREST);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA16F, width, height, 0, gl.RGBA, gl.FLOAT, rgba);
  gl.generateMipmap(gl.TEXTURE_2D);
  return { texture, width, height };
}

/** The target that was there, if it is of this size and format; otherwise a new one in its place. */
export function target(
  gl: WebGL2RenderingContext,
  before: Target | undefined,
  { width, height }: Size,
  format: number,
  mipmaps = false,
): Target {
  if (before?.width === width && before.height === height && before.format === format) return before;
  dropTarget(gl, before);
  const texture = newTexture(gl, mipmaps ? gl.LINEAR_MIPMAP_LINEAR : gl.LINEAR);
  gl.texStorage2D(gl.TEXTURE_2D, mipmaps ? levelsOf(width, height) : 1, format, width, height);
  const framebuffer = gl.createFramebuffer();
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
  return { texture, framebuffer, width, height, format };
}

export function dropTarget(gl: WebGL2RenderingContext, old: Target | undefined) {
  if (!old) return;
  gl.deleteFramebuffer(old.framebuffer);
  gl.deleteTexture(old.texture);
}

export function makeMipmaps(gl: WebGL2RenderingContext, { texture }: Texture) {
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.generateMipmap(gl.TEXTURE_2D);
}

/** Binds a texture to a unit, and the unit to a sampler. */
export function bindTexture(
  gl: WebGL2RenderingContext,
  unit: number,
  { texture }: Texture,
  sampler: WebGLUniformLocation | null | undefined,
) {
  gl.activeTexture(gl.TEXTURE0 + unit);
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.uniform1i(sampler ?? null, unit);
}

const levelsOf = (width: number, height: number): number =>
  1 + Math.floor(Math.log2(Math.max(width, height)));

function newTexture(gl: WebGL2RenderingContext, minification: number): WebGLTexture {
  const texture = gl.createTexture();
  gl.activeTexture(gl.TEXTURE0);
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, minification);
  gl.texParameteri(
    gl.TEXTURE_2D,
    gl.TEXTURE_MAG_FILTER,
    minification === gl.NEAREST ? gl.NEAREST : gl.LINEAR,
  );
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  return texture;
}
