/** The red channel as it is: the matte that was sent, before strokes. */
export const copyFragment = `#version 300 es
precision highp float;
uniform sampler2D source;
in vec2 spot;
out vec4 result;
void main() { result = vec4(textureLod(source, spot, 0.0).r); }`;
