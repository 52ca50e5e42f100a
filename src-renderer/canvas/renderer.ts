import { defaultEdit } from '../../src-shared/edit/schema.ts';
import type { Stroke } from '../../src-shared/edit/strokes.ts';
import type { Camera } from './camera.ts';
import { inView, onWholePixels } from './geometry.ts';
import { prepareComposite, setSource } from './gl/composite-pass.ts';
import { drawCursor } from './gl/cursor-pass.ts';
import { drawQuad } from './gl/pass.ts';
import { linkPrograms, type Programs } from './gl/programs.ts';
import { readComposite } from './gl/read-composite.ts';
import type { Texture } from './gl/texture.ts';
import { parseHexColour } from './hex-colour.ts';
import { paneBox, type PaneBox, placeIn } from './panes.ts';
import type { Scene } from './scene.ts';
import { Stages } from './stages/stages.ts';
import { wantsTiles } from './tile-grid.ts';
import { Tiles } from './tiles.ts';
import type { ReadPixels, Rect, ShownPhoto, ViewOptions } from './view.ts';

const untouched = defaultEdit();
/** Side of a square of the checkerboard, in CSS pixels. */
const CHECKER = 8;
/** From two screen pixels a picture's pixel on (but for rounding), its pixels are shown and not mixtures of them. */
const EXACT_FROM = 2 - 1e-3;

/** Everything that lives on one WebGL context; a lost context takes it along, and a new one is made from the scene. */
export class Renderer {
  private readonly gl: WebGL2RenderingContext;
  private readonly programs: Programs;
  private readonly stages: Stages;
  private readonly tiles: Tiles;
  private readonly surround: ViewOptions['surround'];

  constructor(gl: WebGL2RenderingContext, scene: Scene, options: ViewOptions, changed: () => void) {
    this.gl = gl;
    this.programs = linkPrograms(gl);
    this.stages = new Stages(gl, this.programs);
    this.tiles = new Tiles(gl, changed);
    this.surround = options.surround;
    this.takeAll(scene);
  }

  private takeAll(scene: Scene) {
    this.takePhoto(scene);
    this.takeMatte(scene);
    this.takeBackdrop(scene);
    this.takeColours(scene);
    this.takeNoise(scene);
    this.repaint(scene);
  }

  private repaint({ strokes }: Scene) {
    for (const stroke of strokes) this.paint(stroke, 0);
  }

  takePhoto(scene: Scene) {
    this.stages.setPhoto(scene.photo);
    this.takeTileSource(scene);
  }

  takeTileSource({ photo, fetchTile }: Scene) {
    this.tiles.reset(photo, fetchTile);
  }

  takeMatte({ matte }: Scene) {
    this.stages.matte.set(matte);
    this.stages.matteChanged();
  }

  takeBackdrop({ backdrop }: Scene) {
    this.stages.setBackdrop(backdrop);
  }

  takeColours({ colours }: Scene) {
    this.stages.setColours(colours);
  }

  takeNoise({ noise }: Scene) {
    this.stages.setNoise(noise);
  }

  paint(stroke: Stroke, from: number) {
    this.stages.matte.paint(stroke, from, this.stages.proxyScale);
    this.stages.matteChanged();
  }

  /** Back to the matte that was sent, and the strokes that are left on it. */
  restoreMatte(scene: Scene) {
    this.stages.matte.restore();
    this.stages.matteChanged();
    this.repaint(scene);
  }

  draw(scene: Scene, camera: Camera) {
    const { photo } = scene;
    if (photo && this.stages.photo) this.prepare(scene, photo);
    this.clear();
    if (!photo || !this.stages.photo) return;
    for (let pane = 0; pane < camera.paneCount; pane++) this.drawPane(pane, scene, camera, this.stages.photo);
    if (scene.cursor) drawCursor(this.gl, this.programs.cursor, scene.cursor, camera);
  }

  /** The result itself, at the proxy's size. */
  read(scene: Scene): ReadPixels {
    const { photo } = scene;
    if (!photo || !this.stages.photo) return { width: 0, height: 0, data: new Uint8ClampedArray() };
    this.prepare(scene, photo);
    return readComposite(this.gl, this.programs.composite, this.stages.photo);
  }

  private prepare({ edit = untouched, layers, screen, noise }: Scene, full: ShownPhoto) {
    prepareComposite(this.gl, this.programs.composite, this.stages, { edit, layers, full, screen, noise });
  }

  private clear() {
    const { gl, surround } = this;
    const [red, green, blue] = parseHexColour(surround ?? '#000000');
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
    gl.clearColor(red, green, blue, surround ? 1 : 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
  }

  private drawPane(index: number, scene: Scene, camera: Camera, proxy: Texture) {
    const { gl } = this;
    const box = paneBox(index, camera, gl.drawingBufferHeight);
    gl.viewport(box.x, box.y, box.width, box.height);
    gl.scissor(box.x, box.y, box.width, box.height);
    gl.enable(gl.SCISSOR_TEST);
    this.setScreen(index, scene, camera);
    this.drawProxy(scene.photo!, camera, box, proxy);
    this.drawTiles(scene.photo!, camera, box);
    gl.disable(gl.SCISSOR_TEST);
  }

  private setScreen(index: number, { compare }: Scene, { pixelRatio, paneCount }: Camera) {
    const { gl } = this;
    const { program, at } = this.programs.composite;
    const plain = compare.mode === 'original' || (paneCount > 1 && index === 0);
    gl.useProgram(program);
    gl.uniform1i(at.straight ?? null, 0);
    gl.uniform1i(at.plain ?? null, plain ? 1 : 0);
    gl.uniform1f(at.split ?? null, compare.mode === 'split' ? compare.at * gl.drawingBufferWidth : -1);
    gl.uniform1f(at.checker ?? null, CHECKER * pixelRatio);
  }

  private drawProxy(photo: ShownPhoto, camera: Camera, box: PaneBox, texture: Texture) {
    const exact = (camera.position.scale * camera.pixelRatio) / this.stages.proxyScale >= EXACT_FROM;
    setSource(this.gl, this.programs.composite, { texture, x: 0, y: 0, width: 1, height: 1, exact });
    this.drawPart({ x: 0, y: 0, width: photo.width, height: photo.height }, photo, camera, box);
  }

  private drawTiles(photo: ShownPhoto, camera: Camera, box: PaneBox) {
    const { position, pixelRatio, pane } = camera;
    if (!wantsTiles(position.scale, pixelRatio, this.stages.proxyScale)) return;
    const exact = position.scale * pixelRatio >= EXACT_FROM;
    this.tiles.show(inView(position, photo, pane), (texture, tile, fetched) => {
      setSource(this.gl, this.programs.composite, { texture, exact, ...shareOf(fetched, photo) });
      this.drawPart(tile, photo, camera, box);
    });
  }

  private drawPart(part: Rect, photo: ShownPhoto, camera: Camera, box: PaneBox) {
    const { gl } = this;
    const { at } = this.programs.composite;
    const position = onWholePixels(camera.position, camera.pixelRatio);
    const share = shareOf(part, photo);
    const place = placeIn(box, part, position, camera.pixelRatio);
    gl.uniform4f(at.part ?? null, share.x, share.y, share.width, share.height);
    gl.uniform4f(at.place ?? null, place.x, place.y, place.width, place.height);
    drawQuad(gl);
  }
}

const shareOf = (rect: Rect, { width, height }: ShownPhoto): Rect => ({
  x: rect.x / width,
  y: rect.y / height,
  width: rect.width / width,
  height: rect.height / height,
});
