/**
 * The mean under a lens's opening, chord by chord, as `src-shared/imaging/aperture-blur.ts`; what lies outside of the
 * picture is 0. `chords`: half the length and the share of the row that is covered, from `firstRow` below the middle.
 */
export const apertureFragment = (mostChords: number): string => `#version 300 es
precision highp float;
uniform sampler2D source;
uniform vec2 size;
uniform int firstRow;
uniform int count;
uniform float scale;
uniform vec2 chords[${mostChords}];
out vec4 result;
vec4 chord(float y, float halfLength) {
  float from = max(0.0, gl_FragCoord.x - halfLength);
  float to = min(size.x, gl_FragCoord.x + halfLength);
  vec4 sum = vec4(0.0);
  // Two neighbours in one tap: the sampler mixes them by what the chord holds of each.
  for (float i = floor(from); i < to; i += 2.0) {
    float first = min(i + 1.0, to) - max(i, from);
    float second = max(0.0, min(i + 2.0, to) - (i + 1.0));
    float at = i + 0.5 + second / (first + second);
    sum += (first + second) * textureLod(source, vec2(at, y) / size, 0.0);
  }
  return sum;
}
void main() {
  vec4 sum = vec4(0.0);
  for (int i = 0; i < count; i++) {
    float y = gl_FragCoord.y + float(firstRow + i);
    if (y > 0.0 && y < size.y) sum += chords[i].y * chord(y, chords[i].x);
  }
  result = sum * scale;
}`;
