import type { Screen } from '../../src-shared/contract/compute.ts';
import type { Edit } from '../../src-shared/edit/schema.ts';
import type { Stroke } from '../../src-shared/edit/strokes.ts';
import type { Noise } from '../../src-shared/imaging/scene/noise.ts';
import type { Compare, LayerState } from './layers.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rect extends Point {
  readonly width: number;
  readonly height: number;
}

/** The photo as the window has it. Bitmaps: sRGB, `premultiplyAlpha: 'none'`. */
export interface ShownPhoto {
  /** The proxy, long side ≤ 2048. The view never closes a bitmap: it reads it again when the context was lost. */
  readonly bitmap: ImageBitmap;
  /** Full size in pixels; every coordinate of a photo is one of these. */
  readonly width: number;
  readonly height: number;
  readonly hasAlpha: boolean;
}

/** Full-resolution pixels of a part of the photo; the view closes the bitmap when it has taken it. */
export type FetchTile = (rect: Rect) => Promise<ImageBitmap>;

/** The brush under the pointer, in pixels of the photo. */
export interface BrushCursor extends Point {
  readonly radius: number;
  readonly hardness: number;
  readonly mode: Stroke['mode'];
}

/** Interleaved RGBA, alpha not premultiplied. */
export interface ReadPixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

export interface FrameStatistics {
  /** Frames drawn since the view was made: stands still while the picture does. */
  readonly frames: number;
  /** Script time of the last frames, at most 240, the newest last. */
  readonly scriptMilliseconds: readonly number[];
}

/** Draws one photo with its edit. It draws when something has changed, and not otherwise. */
export interface PhotoView {
  /** A new photo fits the canvas, and has neither matte, backdrop nor noise; `undefined` clears the canvas. */
  setPhoto(photo: ShownPhoto | undefined): void;
  /** Asked for what is in view when the proxy no longer has enough pixels. */
  setTileSource(fetchTile: FetchTile | undefined): void;
  /** Alpha in the red channel, at the proxy's size, not feathered. Takes the place of live strokes. */
  setMatte(bitmap: ImageBitmap | undefined, screen?: Screen): void;
  /** The picture that `edit.background` of kind `picture` shows; without one, the photo's own background. */
  setBackdrop(bitmap: ImageBitmap | undefined): void;
  /** What the edge is cleaned by: the subject's colours on the left, those behind it on the right; without, nothing is. */
  setEdgeColours(bitmap: ImageBitmap | undefined): void;
  /** Of the photo at full size: what an edit's grain is like. Without it, there is none. */
  setNoise(noise: Noise | undefined): void;
  setEdit(edit: Edit): void;
  setLayers(layers: LayerState): void;
  setCompare(compare: Compare): void;
  /** @param at in CSS pixels of the canvas, the canvas's middle when left out */
  zoomBy(factor: number, at?: Point): void;
  /**
   * The whole photo; it stays fitted when the canvas changes size. A small one is enlarged, to two screen pixels a
   * photo pixel at most: so much that a picture from the web can be worked on, and its pixels still look like a photo.
   */
  fit(): void;
  /** One photo pixel a screen pixel. */
  actualSize(): void;
  /** In CSS pixels. */
  panBy(dx: number, dy: number): void;
  /** CSS pixels a photo pixel; 0.05 … 8 screen pixels (fewer where only that fits the photo). */
  readonly scale: number;
  /** Screen pixels a CSS pixel. */
  readonly pixelRatio: number;
  /** CSS pixels of the canvas → pixels of the photo. */
  toPhoto(point: Point): Point;
  /** Pixels of the photo → CSS pixels of the canvas. */
  toCanvas(point: Point): Point;
  /** A ring, and a soft preview of what the brush would cover. */
  setBrushCursor(brush: BrushCursor | undefined): void;
  /** Paints points[from…] of a stroke under way on the shown matte, at once. */
  paintStroke(stroke: Stroke, from: number): void;
  /** Takes back the stroke that was begun last; earlier ones, whose matte is still to come, stay. */
  cancelStroke(): void;
  /** Scale or position changed. @returns how to stop */
  onChange(listener: () => void): () => void;
  /** The result at the proxy's size, without overlay, compare and cursor. */
  readPixels(): ReadPixels;
  frameStatistics(): FrameStatistics;
  destroy(): void;
}

/** Why there is no view: a key of the sentence catalogue. */
export const unavailableReasons = ['canvas.no-webgl2', 'canvas.no-float-targets'] as const;
export interface Unavailable {
  readonly unavailable: (typeof unavailableReasons)[number];
}

export interface ViewOptions {
  /** Colour around the photo, as a CSS hexadecimal colour; transparent when left out: the page shows through. */
  readonly surround?: string;
  /** Keeps the drawn frame readable (screenshots); costs a copy a frame. */
  readonly preserveDrawingBuffer?: boolean;
}
