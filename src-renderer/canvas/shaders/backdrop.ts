/**
 * What lies behind the subject, at a point of the photo. Codes: see `behindCodes`. Gradient as
 * `src-shared/imaging/gradient.ts`; the backdrop picture's edge pixels repeat outwards.
 */
export const backdrop = `
uniform int behind;
uniform sampler2D picture;
uniform vec4 pictureMap;
uniform vec2 pictureSize;
uniform bool pictureSmooth;
uniform vec3 colourFrom;
uniform vec3 colourTo;
uniform vec3 gradientLine;

/** Catmull-Rom between pixel centres, as the enlarging resize of the export (Keys, 1981, a = −1/2). */
vec4 weightsOf(float t) {
  return vec4(
    ((2.0 - t) * t - 1.0) * t,
    (3.0 * t - 5.0) * t * t + 2.0,
    ((4.0 - 3.0 * t) * t + 1.0) * t,
    (t - 1.0) * t * t) / 2.0;
}
vec3 rowAt(ivec2 base, int y, vec4 weights) {
  vec3 sum = vec3(0.0);
  ivec2 last = ivec2(pictureSize) - 1;
  for (int i = 0; i < 4; i++)
    sum += weights[i] * texelFetch(picture, clamp(base + ivec2(i - 1, y), ivec2(0), last), 0).rgb;
  return sum;
}
vec3 enlarged(vec2 at) {
  vec2 place = at * pictureSize - 0.5;
  ivec2 base = ivec2(floor(place));
  vec4 across = weightsOf(fract(place.x));
  vec4 down = weightsOf(fract(place.y));
  vec3 sum = vec3(0.0);
  for (int i = 0; i < 4; i++) sum += down[i] * rowAt(base, i - 1, across);
  return clamp(sum, 0.0, 1.0);
}
vec3 pictureAt(vec2 at) {
  if (!pictureSmooth) return textureLod(picture, at, 0.0).rgb;
  vec2 across = dFdx(at) * pictureSize;
  vec2 down = dFdy(at) * pictureSize;
  if (max(dot(across, across), dot(down, down)) < 1.0) return enlarged(clamp(at, 0.0, 1.0));
  return texture(picture, at).rgb;
}
vec3 gradientAt(vec2 at) {
  float share = clamp(dot(at - 0.5, gradientLine.xy) / gradientLine.z + 0.5, 0.0, 1.0);
  return mix(colourFrom, colourTo, share);
}
vec3 behindAt(vec2 at, vec3 photo) {
  if (behind == 1) return textureLod(picture, at, 0.0).rgb;
  if (behind == 2) return pictureAt(at * pictureMap.xy + pictureMap.zw);
  if (behind == 3) return colourFrom;
  if (behind == 4) return gradientAt(at);
  return photo;
}`;

/** `photo`: its own background. `over`: a picture of the photo's own extent. */
export const behindCodes = { photo: 0, over: 1, picture: 2, colour: 3, gradient: 4, nothing: 5 } as const;
