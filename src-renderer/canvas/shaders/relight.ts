import { SHOULDER } from '../../../src-shared/imaging/scene/relight.ts';
import { srgb } from './srgb.ts';

/**
 * Another light for what is behind, or for the subject: `relit` of `src-shared/imaging/scene/relight.ts` on encoded
 * colours, by the gains that `shaders/light.ts` finds. `matched`: see `matchedCodes`.
 */
export const relight = `
uniform int matched;
uniform sampler2D gains;
const float SHOULDER = ${SHOULDER};
${srgb}
vec3 relit(vec3 colour) {
  vec3 gain = texelFetch(gains, ivec2(0), 0).rgb;
  vec3 more = linearOf(colour) * gain;
  vec3 steep = (gain - SHOULDER) / (1.0 - SHOULDER);
  vec3 along = (more - SHOULDER) / max(gain - SHOULDER, vec3(1e-6));
  vec3 bent = SHOULDER + (1.0 - SHOULDER) * steep * along / (1.0 + (steep - 1.0) * along);
  bvec3 bends = bvec3(gain.r > 1.0 && more.r > SHOULDER, gain.g > 1.0 && more.g > SHOULDER, gain.b > 1.0 && more.b > SHOULDER);
  return encodedOf(mix(more, bent, bends));
}
vec3 relitBehind(vec3 colour) { return matched == 1 ? relit(colour) : colour; }
vec3 relitSubject(vec3 colour) { return matched == 2 ? relit(colour) : colour; }`;

export const matchedCodes = { nothing: 0, backdrop: 1, subject: 2 } as const;
