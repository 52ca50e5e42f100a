/**
 * Takes the old background out of the edge's colours: `src-shared/imaging/foreground/decontaminate.ts`. `colours`: the
 * subject's on the left, those behind it on the right. No strength: they are not known, or not wanted.
 */
export const clean = `
uniform float cleaning;
uniform sampler2D truth;
uniform sampler2D colours;
vec3 colourOf(float side, vec2 at) {
  float margin = 0.5 / float(textureSize(colours, 0).x);
  float x = 0.5 * (side + at.x);
  return textureLod(colours, vec2(clamp(x, 0.5 * side + margin, 0.5 * (side + 1.0) - margin), at.y), 0.0).rgb;
}
vec3 cleaned(vec3 seen, float alpha, vec2 at) {
  float mixed = texture(truth, at).r;
  if (cleaning == 0.0 || alpha == 0.0 || mixed == 1.0) return seen;
  vec3 subject = colourOf(0.0, at);
  vec3 own = subject + mixed * (seen - mixed * subject - (1.0 - mixed) * colourOf(1.0, at));
  return mix(seen, clamp(own, 0.0, 1.0), cleaning);
}`;
