import { backdrop } from './backdrop.ts';
import { clean } from './clean.ts';
import { grain } from './grain.ts';
import { overlay } from './overlay.ts';
import { spill } from './spill.ts';

/**
 * Subject over what is behind it, in the encoded values: `src-shared/imaging/composite.ts`; what a transparent photo
 * does, as `src-main/compute/jobs/composite.ts`. `strength`: of the original, and of what is behind.
 * `straight`: the result itself with its alpha; otherwise on a checkerboard, with the overlay, for the screen.
 */
export const compositeFragment = `#version 300 es
precision highp float;
in vec2 spot;
uniform sampler2D photo;
uniform sampler2D matte;
/** Of the photo's texture: its place in the photo, and pixels to snap to (0: none). */
uniform vec4 source;
uniform vec2 snap;
uniform vec2 strength;
uniform bool replaced;
uniform bool straight;
uniform bool plain;
uniform float split;
uniform float checker;
out vec4 result;
${backdrop}
${overlay}
${spill}
${clean}
${grain}
vec3 checkers() {
  vec2 square = floor(gl_FragCoord.xy / checker);
  return vec3(mod(square.x + square.y, 2.0) < 0.5 ? 0.8 : 0.6);
}
/** Premultiplied: the picture behind over the photo's own background, then the subject over both. */
vec4 composed(vec4 here, vec3 subjectColour, vec3 back, float alpha) {
  float own = replaced ? here.a : 1.0;
  vec4 ground = vec4(here.rgb, 1.0) * own * strength.x;
  vec4 covering = behind == 5 ? vec4(0.0) : vec4(back, 1.0);
  vec4 below = mix(ground, covering, strength.y);
  float subject = alpha * own * strength.x;
  vec4 sum = vec4(subjectColour, 1.0) * subject + below * (1.0 - subject);
  return replaced ? sum : sum * here.a;
}
void main() {
  vec2 inner = (spot - source.xy) / source.zw;
  if (snap.x > 0.0) inner = (floor(inner * snap) + 0.5) / snap;
  vec2 at = source.xy + inner * source.zw;
  vec4 here = texture(photo, inner);
  float alpha = texture(matte, at).r;
  float span = spanOf(abs(dFdx(spot.x)) * full.x, source.z * full.x / float(textureSize(photo, 0).x));
  vec3 back = grained(behindAt(at, here.rgb), at, span, grainLost(at));
  vec3 subject = relitSubject(cleaned(despilled(here.rgb, alpha, at), alpha, at));
  bool before = plain || gl_FragCoord.x < split;
  vec4 shown = before ? vec4(here.rgb, 1.0) * here.a : composed(here, subject, back, alpha);
  if (straight) {
    result = vec4(shown.a > 0.0 ? shown.rgb / shown.a : vec3(0.0), shown.a);
    return;
  }
  vec3 board = checkers();
  vec3 seen = shown.rgb + board * (1.0 - shown.a);
  result = vec4(before ? seen : overlaid(seen, subject, alpha, board), 1.0);
}`;
