/**
 * A photo's levels end at white; the light of a lamp does not. The curve guesses it back before the blur, so that a
 * point of light fills its disc, and is undone after it: what is flat comes out as it went in. Linear light, 0…1, of a
 * pixel's strongest channel: all three are scaled alike, so that a light keeps its hue.
 */

/** Light up to here is taken for what it is: level 231 of 255. */
export const HIGHLIGHT_KNEE = 0.8;
/** How much more light than white a clipped pixel stands for at most. */
const MOST = 20;

/** @param highlights 0…100 @returns how the curve bends above the knee; 0 leaves all light as it is */
export const highlightBend = (highlights: number): number =>
  ((highlights / 100) * MOST) / (1 - HIGHLIGHT_KNEE) ** 2;

/** The light that a photo's light stands for: `light + bend · (light − knee)²` above the knee. */
export function expanded(light: number, bend: number): number {
  const above = light - HIGHLIGHT_KNEE;
  return above > 0 ? light + bend * above * above : light;
}

/** Undoes `expanded`: the root of that parabola, in the form that also holds where it is straight. */
export function compressed(light: number, bend: number): number {
  const above = light - HIGHLIGHT_KNEE;
  return above > 0 ? HIGHLIGHT_KNEE + (2 * above) / (1 + Math.sqrt(1 + 4 * bend * above)) : light;
}
