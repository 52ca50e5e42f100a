import { area } from './area.ts';
import { srgb } from './srgb.ts';

/**
 * Shrinks the photo and its matte by area, then linear light times the background's weight, and the weight:
 * `lensBlur` of `src-main/compute/jobs/behind.ts` and `premultiply` of `src-shared/imaging/blur-behind.ts`.
 */
export const premultiplyFragment = `#version 300 es
precision highp float;
uniform sampler2D photo;
uniform sampler2D matte;
uniform vec2 size;
uniform vec2 factor;
uniform int mipmap;
/** Mipmaps that the matte is smaller by: a feathered one may be reduced already. */
uniform float matteBehind;
out vec4 result;
${srgb}
${area}
void main() {
  vec4 colour = vec4(0.0);
  float subject = 0.0;
  AREA(size, factor,
    colour += share * texelFetch(photo, at, mipmap);
    subject += share * textureLod(matte, (vec2(at) + 0.5) / size, float(mipmap) - matteBehind).r;)
  float weight = (1.0 - subject) * colour.a;
  result = vec4(linearOf(colour.rgb) * weight, weight);
}`;
