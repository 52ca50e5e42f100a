import { GRAIN_BLOCK, GRAIN_SIDE, GRAIN_STEP } from '../../../src-shared/imaging/scene/grain.ts';
import { NOISE_BANDS } from '../../../src-shared/imaging/scene/noise.ts';

/**
 * The photo's grain: `src-shared/imaging/scene/grain.ts`. What shows several of the photo's pixels as one gets the mean
 * of their grain. `full`: the photo's size; `grain`: deviation for each band of luma, in levels of 0…1.
 */
export const grain = `
uniform bool grainy;
uniform sampler2D grainTile;
uniform float grainBands[${NOISE_BANDS}];
uniform vec2 full;
const int SIDE = ${GRAIN_SIDE};
const int MOST_LEVEL = 4;
uint hash(uint bits) {
  bits = (bits ^ (bits >> 16)) * 0x7feb352du;
  bits = (bits ^ (bits >> 15)) * 0x846ca68bu;
  return bits ^ (bits >> 16);
}
vec2 blockPlace(ivec2 block) {
  uint bits = hash(uint(block.y * 65536 + block.x));
  uint places = ${GRAIN_SIDE / GRAIN_STEP}u;
  return vec2(uvec2(bits % places, (bits >> 8) % places) * ${GRAIN_STEP}u);
}
/** The mean of the tile over a square round a pixel of the photo. @param span its side, in pixels of the photo */
vec3 grainMean(vec2 pixel, float span) {
  ivec2 block = ivec2(floor(pixel / ${GRAIN_BLOCK}.0));
  int level = clamp(int(floor(log2(span))), 0, MOST_LEVEL);
  float side = float(1 << level);
  vec2 middle = pixel - vec2(block) * ${GRAIN_BLOCK}.0 + blockPlace(block) + float(SIDE);
  vec2 from = (middle - span / 2.0) / side;
  vec2 to = (middle + span / 2.0) / side;
  vec3 sum = vec3(0.0);
  for (float y = floor(from.y); y < to.y; y += 1.0) {
    float down = min(y + 1.0, to.y) - max(y, from.y);
    for (float x = floor(from.x); x < to.x; x += 1.0) {
      float share = down * (min(x + 1.0, to.x) - max(x, from.x));
      sum += share * texelFetch(grainTile, ivec2(x, y) & ((SIDE >> level) - 1), level).rgb;
    }
  }
  return sum * side * side / (span * span);
}
/**
 * The side of what a pixel of the screen shows of the photo, in pixels of the photo. One that is enlarged is one pixel,
 * however large; what is shrunk is read from mipmaps, which mix half as much again.
 * @param texel pixels of the photo in one of the texture that it is shown from
 */
float spanOf(float pixel, float texel) {
  return max(texel, pixel * (1.0 + 0.5 * clamp(4.0 * (pixel / texel - 1.0), 0.0, 1.0)));
}
float grainDeviation(vec3 colour) {
  float luma = dot(colour, vec3(77.0, 150.0, 29.0) / 256.0) * 255.0;
  float at = clamp((luma + 0.5) * ${NOISE_BANDS / 256} - 0.5, 0.0, ${NOISE_BANDS - 1}.0);
  int band = min(int(at), ${NOISE_BANDS - 2});
  return mix(grainBands[band], grainBands[band + 1], at - float(band));
}
/** @param share of the grain that is missing */
vec3 grained(vec3 colour, vec2 at, float span, float share) {
  if (!grainy) return colour;
  return clamp(colour + share * grainDeviation(colour) * grainMean(at * full, max(1.0, span)), 0.0, 1.0);
}`;
