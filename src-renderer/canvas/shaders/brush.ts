/** `brushCoverage` of `src-shared/imaging/strokes.ts`; lengths in pixels of what is painted on. */
const coverage = `
float coverage(float distance, float radius, float hardness) {
  if (radius <= 0.0) return 0.0;
  float inner = min(hardness * radius, radius - 0.5);
  float outer = max(radius, inner + 1.0);
  return 1.0 - smoothstep(inner, outer, distance);
}`;

/** A quad around one segment of the stroke: an instance each. `size` is the matte's. */
export const strokeVertex = `#version 300 es
in vec3 start;
in vec3 end;
uniform vec2 size;
flat out vec3 a;
flat out vec3 b;
out vec2 at;
void main() {
  float reach = max(start.z, end.z) + 1.0;
  vec2 low = min(start.xy, end.xy) - reach;
  vec2 high = max(start.xy, end.xy) + reach;
  at = mix(low, high, vec2(gl_VertexID & 1, gl_VertexID >> 1));
  a = start;
  b = end;
  gl_Position = vec4(at / size * 2.0 - 1.0, 0.0, 1.0);
}`;

/** Coverage of a segment; blending keeps the greater (keep), or the smaller of its complement (drop). */
export const strokeFragment = `#version 300 es
precision highp float;
flat in vec3 a;
flat in vec3 b;
in vec2 at;
uniform float hardness;
uniform float dropping;
out vec4 result;
${coverage}
void main() {
  vec2 line = b.xy - a.xy;
  float length2 = dot(line, line);
  float t = length2 == 0.0 ? 1.0 : clamp(dot(at - a.xy, line) / length2, 0.0, 1.0);
  float covered = coverage(distance(at, a.xy + line * t), mix(a.z, b.z, t), hardness);
  result = vec4(abs(dropping - covered));
}`;

/** The brush under the pointer: what it would cover, and a ring that shows on any ground. Lengths in screen pixels. */
export const cursorFragment = `#version 300 es
precision highp float;
in vec2 spot;
uniform float reach;
uniform float radius;
uniform float hardness;
uniform float stroke;
uniform vec3 tint;
out vec4 result;
${coverage}
vec4 over(vec4 above, vec4 below) { return above + below * (1.0 - above.a); }
float ring(float distance, float at, float width) {
  return clamp(0.5 + width / 2.0 - abs(distance - at), 0.0, 1.0);
}
void main() {
  float distance = length((spot - 0.5) * 2.0 * reach);
  vec4 preview = vec4(tint, 1.0) * 0.35 * coverage(distance, radius, hardness);
  vec4 dark = vec4(0.0, 0.0, 0.0, 1.0) * 0.6 * ring(distance, radius + stroke, stroke);
  vec4 light = vec4(1.0) * ring(distance, radius, stroke);
  result = over(light, over(dark, preview));
}`;
