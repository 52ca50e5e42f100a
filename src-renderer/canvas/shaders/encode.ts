import { highlights } from './highlights.ts';
import { srgb } from './srgb.ts';

/** Light divided by its weight, brought back under white and encoded: `src-shared/imaging/lens-rows.ts`. */
export const encodeFragment = `#version 300 es
precision highp float;
uniform sampler2D source;
out vec4 result;
${srgb}
${highlights}
void main() {
  vec4 light = texelFetch(source, ivec2(gl_FragCoord.xy), 0);
  result = vec4(encodedOf(compressed(light.rgb / light.a)), 1.0);
}`;
