import { backdrop } from './backdrop.ts';

/** A backdrop picture in its place and light, alone: what a lens blur of it starts from. */
export const placedFragment = `#version 300 es
precision highp float;
in vec2 spot;
out vec4 result;
${backdrop}
void main() { result = vec4(behindAt(spot, vec3(0.0)), 1.0); }`;
