/**
 * The quad of every pass: `place` is where it lies in clip space (x, y, width, height; a negative height turns it
 * over), `part` which part of the picture it shows (0…1, from the top left). `spot` is a point of the picture.
 */
export const quadVertex = `#version 300 es
uniform vec4 place;
uniform vec4 part;
out vec2 spot;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  spot = part.xy + corner * part.zw;
  gl_Position = vec4(place.xy + corner * place.zw, 0.0, 1.0);
}`;
