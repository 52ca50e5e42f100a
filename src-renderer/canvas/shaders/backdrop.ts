import { relight } from './relight.ts';

/**
 * What lies behind the subject, at a point of the photo. Codes: see `behindCodes`. Gradient as
 * `src-shared/imaging/gradient.ts`; the picture's placement as `src-shared/imaging/placement.ts`: linear between pixel
 * centres, its edge pixels repeated outwards; what is out of focus as `src-shared/imaging/falloff.ts`.
 * @param sample reads `picture` at `place`
 */
export const backdropOf = (sample: string): string => `
uniform int behind;
uniform sampler2D picture;
uniform vec4 pictureMap;
uniform vec3 colourFrom;
uniform vec3 colourTo;
uniform vec3 gradientLine;
uniform bool falloff;
uniform sampler2D quarter;
uniform sampler2D halfway;
uniform sampler2D plane;
${relight}

vec3 gradientAt(vec2 at) {
  float share = clamp(dot(at - 0.5, gradientLine.xy) / gradientLine.z + 0.5, 0.0, 1.0);
  return mix(relitBehind(colourFrom), relitBehind(colourTo), share);
}
/** Between the blurs of the plane that is in focus. */
vec3 betweenLevels(vec2 at, vec3 photo) {
  vec2 focus = texelFetch(plane, ivec2(0), 0).rg;
  float blur = min(1.0, abs(at.y - focus.x) / focus.y);
  vec3 first = textureLod(quarter, at, 0.0).rgb;
  if (blur < 0.25) return mix(photo, first, blur / 0.25);
  vec3 second = textureLod(halfway, at, 0.0).rgb;
  if (blur < 0.5) return mix(first, second, (blur - 0.25) / 0.25);
  return mix(second, textureLod(picture, at, 0.0).rgb, (blur - 0.5) / 0.5);
}
/** How much of the photo's grain the falloff takes away, as lostInFocus there. */
float grainLost(vec2 at) {
  if (behind != 6 || !falloff) return 1.0;
  vec2 focus = texelFetch(plane, ivec2(0), 0).rg;
  float sharp = max(0.0, 1.0 - abs(at.y - focus.x) / focus.y / 0.25);
  return sqrt(1.0 - sharp * sharp);
}
vec3 pictureAt(vec2 place) { return ${sample}.rgb; }
/** Noise of less than a level before rounding (Jimenez, "Next generation post processing", SIGGRAPH courses 2014). */
vec3 dithered(vec3 colour) {
  float noise = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715))));
  return colour + (noise - 0.5) * 0.9 / 255.0;
}
vec3 behindAt(vec2 at, vec3 photo) {
  if (behind == 1) return textureLod(picture, at, 0.0).rgb;
  if (behind == 2) return relitBehind(pictureAt(at * pictureMap.xy + pictureMap.zw));
  if (behind == 3) return relitBehind(colourFrom);
  if (behind == 4) return gradientAt(at);
  if (behind == 6) return dithered(falloff ? betweenLevels(at, photo) : textureLod(picture, at, 0.0).rgb);
  return photo;
}`;

export const backdrop = backdropOf('texture(picture, place)');

/** `photo`: its own background. `over`: a picture of the photo's own extent; `unfocused` likewise, with more than 8 bits. */
export const behindCodes = {
  photo: 0,
  over: 1,
  picture: 2,
  colour: 3,
  gradient: 4,
  nothing: 5,
  unfocused: 6,
} as const;
