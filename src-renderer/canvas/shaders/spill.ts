/**
 * Takes a keyed screen's light off the subject: `despilled` of `src-shared/imaging/key/spill.ts`, and `surfaceAt` of
 * `light-surface.ts` there. A negative amount: nothing is keyed.
 */
export const spill = `
uniform float spillAmount;
uniform vec3 screenColour;
uniform vec3 screenFirst;
uniform vec3 screenSecond;
uniform float screenLight[6];
float screenBehind(vec2 at) {
  return screenLight[0] + screenLight[1] * at.x + screenLight[2] * at.y + screenLight[3] * at.x * at.x
    + screenLight[4] * at.x * at.y + screenLight[5] * at.y * at.y;
}
vec3 despilled(vec3 colour, float alpha, vec2 at) {
  if (spillAmount < 0.0 || alpha <= 0.0) return colour;
  float share = min(dot(colour, screenFirst), dot(colour, screenSecond));
  float through = max(0.0, min((1.0 - alpha) * screenBehind(at), share + 0.3));
  float excess = max(0.0, share - through);
  float taken = through + spillAmount * excess * (1.0 - smoothstep(0.5, 0.75, excess));
  return clamp((colour - taken * screenColour) / alpha, 0.0, 1.0);
}`;
