import { CLIPPED, LEAST_TOLD, LUMINANCE } from '../../../src-shared/imaging/scene/light.ts';
import { BALANCE_LIMITS, DARKEST, EXPOSURE_LIMITS } from '../../../src-shared/imaging/scene/relight.ts';
import { backdropOf } from './backdrop.ts';

const glFloat = (value: number): string => value.toFixed(6);
const pair = ([first, second]: readonly [number, number]): string =>
  `vec2(${glFloat(first)}, ${glFloat(second)})`;
const luminance = `
float luminance(vec3 light) { return dot(light, vec3(${LUMINANCE.map(glFloat).join(', ')})); }`;

/** Cells along each side of the photo, and looks along each side of a cell. */
export const LIGHT_CELLS = 64;

/**
 * The light of the subject (left half) and of what is behind it (right half), cell by cell:
 * `src-shared/imaging/scene/light.ts`.
 */
export const lightFragment = (looks: number): string => `#version 300 es
precision highp float;
uniform sampler2D photo;
uniform sampler2D matte;
out vec4 result;
const int CELLS = ${LIGHT_CELLS};
const int LOOKS = ${looks / LIGHT_CELLS};
const vec2 CLIPPED = ${pair(CLIPPED)};
const float LEAST = ${glFloat(LEAST_TOLD)};
${backdropOf('textureLod(picture, place, 0.0)')}
${luminance}
float told(vec3 light) {
  float most = max(max(light.r, light.g), light.b);
  float least = min(min(light.r, light.g), light.b);
  float clipped = clamp((most - CLIPPED.x) / (CLIPPED.y - CLIPPED.x), 0.0, 1.0);
  return luminance(light) * (least + LEAST) / (most + LEAST) * (1.0 - (1.0 - LEAST) * clipped);
}
void main() {
  ivec2 cell = ivec2(gl_FragCoord.xy);
  bool front = cell.x < CELLS;
  cell.x %= CELLS;
  vec4 sum = vec4(0.0);
  for (int y = 0; y < LOOKS; y++) {
    for (int x = 0; x < LOOKS; x++) {
      vec2 at = (vec2(cell * LOOKS + ivec2(x, y)) + 0.5) / float(CELLS * LOOKS);
      vec4 here = texelFetch(photo, ivec2(at * vec2(textureSize(photo, 0))), 0);
      float covered = textureLod(matte, at, 0.0).r * here.a;
      vec3 light = linearOf(front ? here.rgb : behindAt(at, here.rgb));
      sum += vec4(light, 1.0) * told(light) * (front ? covered : 1.0 - covered);
    }
  }
  result = sum;
}`;

/** The gains, in one pixel: `matchingGains` of `src-shared/imaging/scene/relight.ts`. */
export const gainsFragment = `#version 300 es
precision highp float;
uniform sampler2D cells;
uniform float amount;
uniform bool backdropMoves;
out vec4 result;
const int CELLS = ${LIGHT_CELLS};
${luminance}
vec4 lightFrom(int left) {
  vec4 sum = vec4(0.0);
  for (int y = 0; y < CELLS; y++)
    for (int x = 0; x < CELLS; x++) sum += texelFetch(cells, ivec2(left + x, y), 0);
  return sum;
}
float stops(float from, float to) { return log2((to + ${glFloat(DARKEST)}) / (from + ${glFloat(DARKEST)})); }
float limited(float value, vec2 limits) {
  float size = abs(value);
  float room = limits.y - limits.x;
  return size <= limits.x ? value : sign(value) * (limits.x + room * tanh((size - limits.x) / room));
}
void main() {
  vec4 subject = lightFrom(0);
  vec4 behind = lightFrom(CELLS);
  result = vec4(1.0);
  if (subject.a <= 0.0 || behind.a <= 0.0) return;
  vec4 moves = backdropMoves ? behind : subject;
  vec4 stays = backdropMoves ? subject : behind;
  vec3 from = moves.rgb / moves.a;
  vec3 to = stays.rgb / stays.a;
  float exposure = stops(luminance(from), luminance(to));
  vec3 apart = vec3(stops(from.r, to.r), stops(from.g, to.g), stops(from.b, to.b)) - exposure;
  float spread = max(max(apart.r, apart.g), apart.b) - min(min(apart.r, apart.g), apart.b);
  vec3 balance = exp2(apart * (spread > 0.0 ? amount * limited(spread, ${pair(BALANCE_LIMITS)}) / spread : 0.0));
  float brighter = stops(luminance(from), luminance(from * balance));
  result.rgb = balance * exp2(amount * limited(exposure, ${pair(EXPOSURE_LIMITS)}) - brighter);
}`;
