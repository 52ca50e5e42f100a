/**
 * The mean over a box along one axis, with fractional ends, mirrored at the border without repeating the end pixel:
 * `src-shared/imaging/box-blur.ts` at any scale. `edge` is the mirror's place, the middle of the photo's end pixel.
 */
export const boxFragment = `#version 300 es
precision highp float;
uniform sampler2D source;
uniform vec2 size;
uniform vec2 axis;
uniform float span;
uniform float shift;
uniform float edge;
out vec4 result;
float mirrored(float at, float side) {
  float length = side - 2.0 * edge;
  if (length <= 0.0) return side / 2.0;
  float t = mod(at - edge, 2.0 * length);
  return edge + min(t, 2.0 * length - t);
}
void main() {
  float side = dot(size, axis);
  float middle = dot(gl_FragCoord.xy, axis) + shift;
  float from = middle - span / 2.0;
  float to = middle + span / 2.0;
  vec4 sum = vec4(0.0);
  // Two neighbours in one tap: the sampler mixes them by what the box holds of each.
  for (float i = floor(from); i < to; i += 2.0) {
    float first = min(i + 1.0, to) - max(i, from);
    float second = max(0.0, min(i + 2.0, to) - (i + 1.0));
    float at = mirrored(i + 0.5 + second / (first + second), side);
    sum += (first + second) * textureLod(source, mix(gl_FragCoord.xy, vec2(at), axis) / size, 0.0);
  }
  result = sum / span;
}`;
