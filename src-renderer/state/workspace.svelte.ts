import { type Compare, type LayerState, type PhotoView, defaultLayers } from '../canvas/index.ts';
import type { Stroke } from '../../src-shared/edit/strokes.ts';

export const tools = ['move', 'keep', 'drop'] as const;
export type Tool = (typeof tools)[number];
export const compareModes = ['off', 'split', 'side-by-side'] as const;
export type CompareMode = (typeof compareModes)[number];
export type LayerName = keyof LayerState;

/** The tools and the way of looking: nothing here is part of the edit, and nothing of it can be undone. */
export class Workspace {
  tool = $state<Tool>('move');
  /** The brush's diameter, of the photo's long side: what was chosen on one photo suits any other. */
  brushShare = $state(0.04);
  hardness = $state(0.7);
  smart = $state(true);
  /** Clicks add and drop whole regions without Alt. */
  clicking = $state(false);
  /** A drag moves the backdrop picture, not the view. */
  placing = $state(true);
  layers = $state.raw<LayerState>(defaultLayers);
  compareMode = $state<CompareMode>('off');
  splitAt = $state(0.5);
  /** The original alone, while a key is held or the button is down. */
  original = $state(false);
  /** Screen pixels a photo pixel. */
  scale = $state(1);
  /** Counts the view's moves, so that what lies over the canvas follows. */
  moves = $state(0);
  /** Counts what the brush paints, for who shows it beside the canvas. */
  painted = $state(0);
  shortcutsOpen = $state(false);
  aboutOpen = $state(false);
  view = $state.raw<PhotoView>();
  unavailable = $state<string>();
  #overlayByTool = false;
  #longSide = $state(1000);

  /** Of the brush, in pixels of the photo. */
  get radius(): number {
    return Math.max(1, Math.round(this.brushShare * this.#longSide) / 2);
  }

  set radius(radius: number) {
    this.brushShare = Math.min(Math.max(2 * radius, 2) / this.#longSide, 1);
  }

  get compare(): Compare {
    if (this.original) return { mode: 'original' };
    return this.compareMode === 'split' ? { mode: 'split', at: this.splitAt } : { mode: this.compareMode };
  }

  /** A brush shows the overlay while it is in hand; if it was hidden before, it is hidden again after. */
  take(tool: Tool): void {
    const brush = tool !== 'move';
    if (brush && !this.layers.overlay.visible) {
      this.setLayer('overlay', { visible: true });
      this.#overlayByTool = true;
    } else if (!brush && this.#overlayByTool) {
      this.setLayer('overlay', { visible: false });
    }
    this.tool = tool;
  }

  setLayer<N extends LayerName>(name: N, change: Partial<LayerState[N]>): void {
    if (name === 'overlay') this.#overlayByTool = false;
    this.layers = { ...this.layers, [name]: { ...this.layers[name], ...change } };
  }

  /** @param factor 1 keeps it; the size stays within what a hand can use */
  resizeBrush(factor: number): void {
    this.brushShare = Math.min(Math.max(this.brushShare * factor, 2 / this.#longSide), 1);
  }

  /** The photo on which the brush paints, in pixels. */
  fitBrush(width: number, height: number): void {
    this.#longSide = Math.max(width, height);
  }

  /** The beginning of a stroke with the brush as it is. */
  stroke(mode: Stroke['mode'], point: Stroke['points'][number]): Stroke {
    return { mode, radius: this.radius, hardness: this.hardness, smart: this.smart, points: [point] };
  }
}
