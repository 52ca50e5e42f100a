/**
 * One axis of the Gaussian, edge pixels repeated outwards: the kernel of `src-shared/imaging/gaussian-blur.ts`, two
 * neighbours in one tap.
 */
export const gaussianFragment = (mostTaps: number): string => `#version 300 es
precision highp float;
uniform sampler2D source;
uniform vec2 size;
uniform vec2 axis;
uniform int count;
uniform float offsets[${mostTaps}];
uniform float weights[${mostTaps}];
out vec4 result;
vec4 at(float offset) { return textureLod(source, (gl_FragCoord.xy + axis * offset) / size, 0.0); }
void main() {
  vec4 sum = weights[0] * at(0.0);
  for (int i = 1; i < count; i++) sum += weights[i] * (at(offsets[i]) + at(-offsets[i]));
  result = sum;
}`;
