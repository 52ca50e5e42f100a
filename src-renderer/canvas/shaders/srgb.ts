/** The sRGB transfer function (IEC 61966-2-1), exact, as `src-shared/imaging/srgb.ts`. */
export const srgb = `
vec3 linearOf(vec3 v) {
  return mix(v / 12.92, pow((v + 0.055) / 1.055, vec3(2.4)), greaterThan(v, vec3(0.04045)));
}
vec3 encodedOf(vec3 v) {
  vec3 light = clamp(v, 0.0, 1.0);
  return mix(light * 12.92, 1.055 * pow(light, vec3(1.0 / 2.4)) - 0.055, greaterThan(light, vec3(0.0031308)));
}`;
