import {
  centredAt,
  fitted,
  fittingScale,
  kept,
  limitScale,
  type Position,
  type Size,
  toPane,
  toPhoto,
  zoomedTo,
} from './geometry.ts';
import type { Compare } from './layers.ts';
import type { Point } from './view.ts';

const NOTHING: Size = { width: 1, height: 1 };

/** Where one looks from: the position of the photo in its pane, and who wants to know when it changes. */
export class Camera {
  private readonly listeners = new Set<() => void>();
  private photo: Size = NOTHING;
  private canvas: Size = NOTHING;
  private panes = 1;
  private ratio = 1;
  private stays: 'fitted' | 'free' = 'fitted';
  private current: Position = { scale: 1, x: 0, y: 0 };

  get position(): Position {
    return this.current;
  }

  get pixelRatio(): number {
    return this.ratio;
  }

  /** Side by side, the canvas is two panes that show the same part of the photo. */
  get pane(): Size {
    return { width: this.canvas.width / this.panes, height: this.canvas.height };
  }

  get paneCount(): number {
    return this.panes;
  }

  setPhoto(photo: Size | undefined) {
    this.photo = photo ?? NOTHING;
    this.fit();
  }

  setCanvas(canvas: Size, pixelRatio: number) {
    this.keepMiddle(() => {
      this.canvas = canvas;
      this.ratio = pixelRatio;
    });
  }

  setCompare({ mode }: Compare) {
    const panes = mode === 'side-by-side' ? 2 : 1;
    if (panes !== this.panes) this.keepMiddle(() => (this.panes = panes));
  }

  fit() {
    this.stays = 'fitted';
    this.move(fitted(this.photo, this.pane, this.ratio));
  }

  actualSize() {
    this.zoomTo(1 / this.ratio, this.middle());
  }

  zoomBy(factor: number, at?: Point) {
    this.zoomTo(this.current.scale * factor, at ? this.inPane(at) : this.middle());
  }

  panBy(dx: number, dy: number) {
    this.stays = 'free';
    const { scale, x, y } = this.current;
    this.move(kept({ scale, x: x + dx, y: y + dy }, this.photo, this.pane));
  }

  toPhoto(point: Point): Point {
    return toPhoto(this.current, this.inPane(point));
  }

  /** In the last pane: the one with the result. */
  toCanvas(point: Point): Point {
    const { x, y } = toPane(this.current, point);
    return { x: x + (this.panes - 1) * this.pane.width, y };
  }

  /** A point of the canvas, in the pane that it is in. */
  inPane({ x, y }: Point): Point {
    const { width } = this.pane;
    return { x: this.panes > 1 && x >= width ? x - width : x, y };
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private zoomTo(scale: number, at: Point) {
    this.stays = 'free';
    const limited = limitScale(scale, fittingScale(this.photo, this.pane, this.ratio), this.ratio);
    this.move(kept(zoomedTo(this.current, limited, at), this.photo, this.pane));
  }

  /** The canvas or its panes change; a fitted photo fits again, another keeps what it has in the middle. */
  private keepMiddle(change: () => void) {
    const middle = toPhoto(this.current, this.middle());
    change();
    if (this.stays === 'fitted') {
      this.fit();
      return;
    }
    const at = centredAt(this.current.scale, { width: middle.x * 2, height: middle.y * 2 }, this.pane);
    this.move(kept(at, this.photo, this.pane));
  }

  private middle(): Point {
    return { x: this.pane.width / 2, y: this.pane.height / 2 };
  }

  private move(to: Position) {
    const { scale, x, y } = this.current;
    if (to.scale === scale && to.x === x && to.y === y) return;
    this.current = to;
    for (const listener of this.listeners) listener();
  }
}
