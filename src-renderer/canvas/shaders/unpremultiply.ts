import { srgb } from './srgb.ts';

/**
 * Light divided by its weight and encoded; where nothing near counts, the mean of all that does (the top mipmap of
 * what went in): `unpremultiply` of `src-shared/imaging/blur-behind.ts`.
 */
export const unpremultiplyFragment = `#version 300 es
precision highp float;
uniform sampler2D blurred;
uniform sampler2D whole;
out vec4 result;
${srgb}
const float FAINT = 1e-3;
void main() {
  vec4 here = texelFetch(blurred, ivec2(gl_FragCoord.xy), 0);
  vec4 mean = textureLod(whole, vec2(0.5), 100.0);
  vec3 light = here.a > FAINT ? here.rgb / here.a : mean.rgb / max(mean.a, 1e-6);
  result = vec4(encodedOf(light), 1.0);
}`;
