/**
 * The matte laid over what is shown. Codes: see `overlayCodes`. `cool` as `src-shared/imaging/overlay.ts`; the tint
 * leaves the picture recognisable under it.
 */
export const overlay = `
uniform int look;
uniform float overlayStrength;
uniform vec3 tint;
const float TINT = 0.6;
vec3 looked(vec3 shown, vec3 photo, float alpha, vec3 checkers) {
  if (look == 0) return 0.6 * shown + 0.35 * vec3(alpha, 1.0 - alpha, 1.0);
  if (look == 1) return mix(shown, tint, TINT * alpha);
  if (look == 2) return vec3(alpha);
  return mix(checkers, photo, alpha);
}
vec3 overlaid(vec3 shown, vec3 photo, float alpha, vec3 checkers) {
  if (overlayStrength == 0.0) return shown;
  return clamp(mix(shown, looked(shown, photo, alpha, checkers), overlayStrength), 0.0, 1.0);
}`;

export const overlayCodes = { cool: 0, colour: 1, 'black-white': 2, checkerboard: 3 } as const;
