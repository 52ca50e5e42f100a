/**
 * The most of alpha along a line through each pixel, between pixels as well: `src-shared/imaging/edge/shift.ts`.
 * `inward`: the least of it. `slope`: what the result is steepened by, as `src-shared/imaging/edge/contrast.ts`.
 */
export const lineFragment = `#version 300 es
precision highp float;
uniform sampler2D source;
uniform vec2 direction;
uniform float reach;
uniform bool inward;
uniform float slope;
out vec4 result;
float levelAt(ivec2 at) {
  if (any(lessThan(at, ivec2(0))) || any(greaterThanEqual(at, textureSize(source, 0)))) return 0.0;
  float level = texelFetch(source, at, 0).r;
  return inward ? 1.0 - level : level;
}
float endAt(ivec2 here, ivec2 to, int whole, float part) {
  return mix(levelAt(here + whole * to), levelAt(here + (whole + 1) * to), part);
}
void main() {
  ivec2 here = ivec2(gl_FragCoord.xy);
  ivec2 to = ivec2(direction);
  int whole = int(floor(reach));
  float part = reach - float(whole);
  float most = max(endAt(here, to, whole, part), endAt(here, -to, whole, part));
  for (int i = -whole; i <= whole; i++) most = max(most, levelAt(here + i * to));
  float level = inward ? 1.0 - most : most;
  result = vec4(clamp((level - 0.5) * slope + 0.5, 0.0, 1.0));
}`;
