import { area } from './area.ts';

/** A smaller version by area average, as `src-shared/imaging/resize-area.ts`. */
export const shrinkFragment = `#version 300 es
precision highp float;
uniform sampler2D source;
uniform vec2 size;
uniform vec2 factor;
uniform int mipmap;
out vec4 result;
${area}
void main() {
  vec4 sum = vec4(0.0);
  AREA(size, factor, sum += share * texelFetch(source, at, mipmap);)
  result = sum;
}`;
