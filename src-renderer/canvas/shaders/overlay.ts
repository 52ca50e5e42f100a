/**
 * The matte laid over what is shown. Codes: see `overlayCodes`. `cool` as `src-shared/imaging/overlay.ts`; the tint
 * leaves the picture recognisable under it.
 */
export const overlay = `
uniform int look;
uniform float overlayStrength;
uniform vec3 tint;
const float TINT = 0.6;
/** The tint where subject and background mix; what surely is the one or the other, grey, is only there to find one's way. */
vec3 band(vec3 subject, float alpha) {
  float doubt = smoothstep(0.0, 0.03, alpha) * smoothstep(0.0, 0.03, 1.0 - alpha);
  float grey = dot(subject, vec3(0.2126, 0.7152, 0.0722));
  return mix(vec3(grey * (alpha < 0.5 ? 0.3 : 0.8)), tint, doubt);
}
vec3 looked(vec3 shown, vec3 subject, float alpha, vec3 checkers) {
  if (look == 0) return 0.6 * shown + 0.35 * vec3(alpha, 1.0 - alpha, 1.0);
  if (look == 1) return mix(shown, tint, TINT * alpha);
  if (look == 2) return vec3(alpha);
  if (look == 3) return mix(checkers, subject, alpha);
  return band(subject, alpha);
}
vec3 overlaid(vec3 shown, vec3 subject, float alpha, vec3 checkers) {
  if (overlayStrength == 0.0) return shown;
  return clamp(mix(shown, looked(shown, subject, alpha, checkers), overlayStrength), 0.0, 1.0);
}`;

export const overlayCodes = { cool: 0, colour: 1, 'black-white': 2, checkerboard: 3, band: 4 } as const;
