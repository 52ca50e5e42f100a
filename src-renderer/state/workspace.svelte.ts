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
  /** Of the brush, in pixels of the photo. */
  radius = $state(40);
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
  shortcutsOpen = $state(false);
  view = $state.raw<PhotoView>();
  unavailable = $state<string>();
  #overlayByTool = false;

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
    this.radius = Math.min(Math.max(this.radius * factor, 1), 2000);
  }

  /** A brush remembered from a photo of quite another size is of no use: it starts at a share of this one. */
  fitBrush(width: number, height: number): void {
    const side = Math.min(width, height);
    if (this.radius > side / 8 || this.radius < side / 400) this.radius = Math.max(2, Math.round(side / 25));
  }

  /** The beginning of a stroke with the brush as it is. */
  stroke(mode: Stroke['mode'], point: Stroke['points'][number]): Stroke {
    return { mode, radius: this.radius, hardness: this.hardness, smart: this.smart, points: [point] };
  }
}
