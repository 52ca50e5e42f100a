/** One axis of `src-shared/imaging/gaussian-rows.ts`; what lies outside of the picture is 0. */
export const gaussianFragment = (mostTaps: number): string => `#version 300 es
precision highp float;
uniform sampler2D source;
uniform ivec2 axis;
uniform int count;
uniform float taps[${mostTaps}];
out vec4 result;
void main() {
  ivec2 size = textureSize(source, 0);
  vec4 sum = vec4(0.0);
  for (int i = 1 - count; i < count; i++) {
    ivec2 at = ivec2(gl_FragCoord.xy) + axis * i;
    if (all(greaterThanEqual(at, ivec2(0))) && all(lessThan(at, size)))
      sum += taps[abs(i)] * texelFetch(source, at, 0);
  }
  result = sum;
}`;
