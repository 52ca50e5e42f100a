/**
 * What lies behind the subject, at a point of the photo. Codes: see `behindCodes`. Gradient as
 * `src-shared/imaging/gradient.ts`; the picture's placement as `src-shared/imaging/placement.ts`: linear between pixel
 * centres, its edge pixels repeated outwards.
 */
export const backdrop = `
uniform int behind;
uniform sampler2D picture;
uniform vec4 pictureMap;
uniform vec3 colourFrom;
uniform vec3 colourTo;
uniform vec3 gradientLine;

vec3 gradientAt(vec2 at) {
  float share = clamp(dot(at - 0.5, gradientLine.xy) / gradientLine.z + 0.5, 0.0, 1.0);
  return mix(colourFrom, colourTo, share);
}
vec3 behindAt(vec2 at, vec3 photo) {
  if (behind == 1) return textureLod(picture, at, 0.0).rgb;
  if (behind == 2) return texture(picture, at * pictureMap.xy + pictureMap.zw).rgb;
  if (behind == 3) return colourFrom;
  if (behind == 4) return gradientAt(at);
  return photo;
}`;

/** `photo`: its own background. `over`: a picture of the photo's own extent. */
export const behindCodes = { photo: 0, over: 1, picture: 2, colour: 3, gradient: 4, nothing: 5 } as const;
