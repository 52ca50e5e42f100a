/**
 * The area of the source that one new pixel covers (`src-shared/imaging/resize-area.ts`): `AREA` runs `each` for
 * every source pixel with its `share` of the whole. `size` is that of the mipmap which is read.
 */
export const area = `
float overlap(float i, float from, float to) { return max(0.0, min(i + 1.0, to) - max(i, from)); }
#define AREA(size, factor, each) \\
  vec2 from = (gl_FragCoord.xy - 0.5) * factor; \\
  vec2 to = min(from + factor, size); \\
  for (float y = floor(from.y); y < to.y; y += 1.0) { \\
    float down = overlap(y, from.y, to.y); \\
    for (float x = floor(from.x); x < to.x; x += 1.0) { \\
      float share = down * overlap(x, from.x, to.x) / (factor.x * factor.y); \\
      ivec2 at = min(ivec2(x, y), ivec2(size) - 1); \\
      each \\
    } \\
  }`;
