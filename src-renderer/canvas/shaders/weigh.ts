import { highlights } from './highlights.ts';
import { srgb } from './srgb.ts';

/**
 * The photo's linear light times the background's weight, and the weight: `src-shared/imaging/weighted-light.ts`,
 * before anything is shrunk.
 */
export const weighFragment = `#version 300 es
precision highp float;
in vec2 spot;
uniform sampler2D photo;
uniform sampler2D matte;
out vec4 result;
${srgb}
${highlights}
void main() {
  vec4 colour = texelFetch(photo, ivec2(gl_FragCoord.xy), 0);
  float shown = 1.0 - textureLod(matte, spot, 0.0).r;
  float weight = shown * shown * shown * shown * colour.a;
  result = vec4(expanded(linearOf(colour.rgb)) * weight, weight);
}`;
