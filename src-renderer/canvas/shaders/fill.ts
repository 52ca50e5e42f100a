/** Pull and push, as `src-shared/imaging/pull-push.ts`: what a weight leaves open is filled in from round about. */

/** Four pixels become one, their mean; what lies outside weighs nothing. */
export const pullFragment = `#version 300 es
precision highp float;
uniform sampler2D source;
out vec4 result;
vec4 at(ivec2 place) {
  return all(lessThan(place, textureSize(source, 0))) ? texelFetch(source, place, 0) : vec4(0.0);
}
void main() {
  ivec2 corner = 2 * ivec2(gl_FragCoord.xy);
  vec4 sum = at(corner) + at(corner + ivec2(1, 0)) + at(corner + ivec2(0, 1)) + at(corner + ivec2(1, 1));
  result = sum / 4.0;
}`;

/** What is open takes the smaller picture's colours; the smallest picture of all has none to take. */
export const pushFragment = `#version 300 es
precision highp float;
uniform sampler2D source;
uniform sampler2D pulled;
uniform float weight;
uniform bool top;
out vec4 result;
void main() {
  vec4 known = texelFetch(source, ivec2(gl_FragCoord.xy), 0);
  if (top) {
    result = vec4(known.a > 0.0 ? known.rgb / known.a : vec3(0.0), 1.0);
    return;
  }
  vec2 between = gl_FragCoord.xy / 2.0 / vec2(textureSize(pulled, 0));
  float open = max(0.0, 1.0 - known.a) * weight;
  result = known + vec4(textureLod(pulled, between, 0.0).rgb, 1.0) * open;
}`;
