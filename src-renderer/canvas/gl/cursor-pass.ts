import type { Camera } from '../camera.ts';
import { toPane } from '../geometry.ts';
import { paneBox, placeIn } from '../panes.ts';
import type { BrushCursor } from '../view.ts';
import { drawQuad } from './pass.ts';
import type { Program } from './program.ts';

const TINTS: Readonly<Record<BrushCursor['mode'], readonly [number, number, number]>> = {
  keep: [0.2, 0.75, 0.45],
  drop: [0.9, 0.27, 0.3],
};
/** Width of the ring in CSS pixels, and the room that it takes outside. */
const RING = 1.25;
const ROOM = 4;

/** The brush's ring in every pane, over what is drawn. */
export function drawCursor(gl: WebGL2RenderingContext, cursor: Program, brush: BrushCursor, camera: Camera) {
  gl.useProgram(cursor.program);
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  setBrush(gl, cursor, brush, camera);
  for (let pane = 0; pane < camera.paneCount; pane++) {
    const box = paneBox(pane, camera, gl.drawingBufferHeight);
    gl.viewport(box.x, box.y, box.width, box.height);
    drawQuad(gl);
  }
  gl.disable(gl.BLEND);
}

function setBrush(gl: WebGL2RenderingContext, { at }: Program, brush: BrushCursor, camera: Camera) {
  const { pixelRatio, position } = camera;
  const radius = brush.radius * position.scale;
  const reach = radius + ROOM;
  const middle = toPane(position, brush);
  const around = { x: middle.x - reach, y: middle.y - reach, width: 2 * reach, height: 2 * reach };
  const box = paneBox(0, camera, gl.drawingBufferHeight);
  const place = placeIn(box, around, { x: 0, y: 0, scale: 1 }, pixelRatio);
  gl.uniform4f(at.place ?? null, place.x, place.y, place.width, place.height);
  gl.uniform4f(at.part ?? null, 0, 0, 1, 1);
  gl.uniform1f(at.reach ?? null, reach * pixelRatio);
  gl.uniform1f(at.radius ?? null, radius * pixelRatio);
  gl.uniform1f(at.hardness ?? null, brush.hardness);
  gl.uniform1f(at.stroke ?? null, RING * pixelRatio);
  gl.uniform3fv(at.tint ?? null, TINTS[brush.mode]);
}
