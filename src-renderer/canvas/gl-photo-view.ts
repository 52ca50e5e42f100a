import type { Screen } from '../../src-shared/contract/compute.ts';
import type { Edit } from '../../src-shared/edit/schema.ts';
import type { Stroke } from '../../src-shared/edit/strokes.ts';
import type { Noise } from '../../src-shared/imaging/scene/noise.ts';
import { Camera } from './camera.ts';
import { watchCanvasSize } from './canvas-size.ts';
import { FrameClock } from './frame-clock.ts';
import { enableFloatTargets } from './gl/context.ts';
import type { Compare, LayerState } from './layers.ts';
import { Renderer } from './renderer.ts';
import { emptyScene, type Scene } from './scene.ts';
import type {
  BrushCursor,
  FetchTile,
  FrameStatistics,
  PhotoView,
  Point,
  ReadPixels,
  ShownPhoto,
  ViewOptions,
} from './view.ts';

/** The view on WebGL2: keeps what it was told, hands it to the renderer, and asks for a frame. */
export class GlPhotoView implements PhotoView {
  private readonly canvas: HTMLCanvasElement;
  private readonly gl: WebGL2RenderingContext;
  private readonly options: ViewOptions;
  private readonly scene: Scene = emptyScene();
  private readonly camera = new Camera();
  private readonly clock = new FrameClock(() => this.renderer?.draw(this.scene, this.camera));
  private readonly stopWatching: () => void;
  /** None while the context is lost. */
  private renderer: Renderer | undefined;

  constructor(canvas: HTMLCanvasElement, gl: WebGL2RenderingContext, options: ViewOptions) {
    this.canvas = canvas;
    this.gl = gl;
    this.options = options;
    this.renderer = this.newRenderer();
    canvas.addEventListener('webglcontextlost', this.lost);
    canvas.addEventListener('webglcontextrestored', this.restored);
    this.camera.onChange(() => this.clock.ask());
    this.stopWatching = watchCanvasSize(canvas, (size, ratio) => {
      this.camera.setCanvas(size, ratio);
      // At once: a resized canvas is empty, and would flicker until the next frame.
      this.clock.drawNow();
    });
  }

  setPhoto(photo: ShownPhoto | undefined) {
    Object.assign(this.scene, {
      photo,
      matte: undefined,
      screen: undefined,
      backdrop: undefined,
      colours: undefined,
      noise: undefined,
      strokes: [],
    });
    this.renderer?.takePhoto(this.scene);
    this.renderer?.takeMatte(this.scene);
    this.renderer?.takeBackdrop(this.scene);
    this.renderer?.takeColours(this.scene);
    this.renderer?.takeNoise(this.scene);
    this.camera.setPhoto(photo);
    this.clock.ask();
  }

  setTileSource(fetchTile: FetchTile | undefined) {
    this.scene.fetchTile = fetchTile;
    this.renderer?.takeTileSource(this.scene);
    this.clock.ask();
  }

  setMatte(bitmap: ImageBitmap | undefined, screen?: Screen) {
    this.scene.matte = bitmap;
    this.scene.screen = screen;
    this.scene.strokes = [];
    this.renderer?.takeMatte(this.scene);
    this.clock.ask();
  }

  setBackdrop(bitmap: ImageBitmap | undefined) {
    this.scene.backdrop = bitmap;
    this.renderer?.takeBackdrop(this.scene);
    this.clock.ask();
  }

  setEdgeColours(bitmap: ImageBitmap | undefined) {
    this.scene.colours = bitmap;
    this.renderer?.takeColours(this.scene);
    this.clock.ask();
  }

  setNoise(noise: Noise | undefined) {
    this.scene.noise = noise;
    this.renderer?.takeNoise(this.scene);
    this.clock.ask();
  }

  setEdit(edit: Edit) {
    this.scene.edit = edit;
    this.clock.ask();
  }

  setLayers(layers: LayerState) {
    this.scene.layers = layers;
    this.clock.ask();
  }

  setCompare(compare: Compare) {
    this.scene.compare = compare;
    this.camera.setCompare(compare);
    this.clock.ask();
  }

  zoomBy(factor: number, at?: Point) {
    this.camera.zoomBy(factor, at);
  }

  fit() {
    this.camera.fit();
  }

  actualSize() {
    this.camera.actualSize();
  }

  panBy(dx: number, dy: number) {
    this.camera.panBy(dx, dy);
  }

  get scale(): number {
    return this.camera.position.scale;
  }

  get pixelRatio(): number {
    return this.camera.pixelRatio;
  }

  toPhoto(point: Point): Point {
    return this.camera.toPhoto(point);
  }

  toCanvas(point: Point): Point {
    return this.camera.toCanvas(point);
  }

  setBrushCursor(brush: BrushCursor | undefined) {
    this.scene.cursor = brush;
    this.clock.ask();
  }

  paintStroke(stroke: Stroke, from: number) {
    const { strokes } = this.scene;
    if (from > 0) strokes.pop();
    strokes.push(stroke);
    this.renderer?.paint(stroke, from);
    this.clock.ask();
  }

  cancelStroke() {
    this.scene.strokes.pop();
    this.renderer?.restoreMatte(this.scene);
    this.clock.ask();
  }

  onChange(listener: () => void): () => void {
    return this.camera.onChange(listener);
  }

  readPixels(): ReadPixels {
    return this.renderer?.read(this.scene) ?? { width: 0, height: 0, data: new Uint8ClampedArray() };
  }

  frameStatistics(): FrameStatistics {
    return this.clock.statistics();
  }

  destroy() {
    this.clock.stop();
    this.stopWatching();
    this.renderer = undefined;
    this.canvas.removeEventListener('webglcontextlost', this.lost);
    this.canvas.removeEventListener('webglcontextrestored', this.restored);
    this.gl.getExtension('WEBGL_lose_context')?.loseContext();
  }

  private readonly lost = (event: Event) => {
    // Without this the browser never restores it.
    event.preventDefault();
    this.renderer = undefined;
  };

  private readonly restored = () => {
    enableFloatTargets(this.gl);
    this.renderer = this.newRenderer();
    this.clock.ask();
  };

  private newRenderer(): Renderer {
    return new Renderer(this.gl, this.scene, this.options, () => this.clock.ask());
  }
}
