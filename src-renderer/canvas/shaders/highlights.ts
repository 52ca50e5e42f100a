import { HIGHLIGHT_KNEE } from '../../../src-shared/imaging/highlights.ts';

const glFloat = (value: number): string => value.toFixed(6);

/** The curve of `src-shared/imaging/highlights.ts`: all channels are scaled alike, by the strongest of them. */
export const highlights = `
uniform float bend;
const float KNEE = ${glFloat(HIGHLIGHT_KNEE)};
float strongest(vec3 light) { return max(max(light.r, light.g), light.b); }
vec3 expanded(vec3 light) {
  float most = strongest(light);
  float above = most - KNEE;
  return above > 0.0 ? light * (1.0 + bend * above * above / most) : light;
}
vec3 compressed(vec3 light) {
  float most = strongest(light);
  float above = most - KNEE;
  if (above <= 0.0) return light;
  return light * (KNEE + 2.0 * above / (1.0 + sqrt(1.0 + 4.0 * bend * above))) / most;
}`;
