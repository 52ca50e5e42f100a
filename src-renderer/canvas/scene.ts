import type { Screen } from '../../src-shared/contract/compute.ts';
import type { Edit } from '../../src-shared/edit/schema.ts';
import type { Stroke } from '../../src-shared/edit/strokes.ts';
import type { Noise } from '../../src-shared/imaging/scene/noise.ts';
import { type Compare, defaultLayers, type LayerState } from './layers.ts';
import type { BrushCursor, FetchTile, ShownPhoto } from './view.ts';

/** All that the view has been told: enough to draw everything again on a new context. */
export interface Scene {
  photo: ShownPhoto | undefined;
  matte: ImageBitmap | undefined;
  /** The screen that the matte was keyed from. */
  screen: Screen | undefined;
  backdrop: ImageBitmap | undefined;
  /** Of the edge: the subject's on the left, those behind it on the right. */
  colours: ImageBitmap | undefined;
  /** What the photo's grain is like. */
  noise: Noise | undefined;
  fetchTile: FetchTile | undefined;
  edit: Edit | undefined;
  layers: LayerState;
  compare: Compare;
  cursor: BrushCursor | undefined;
  /** Strokes painted since the matte was set, each as it last was. */
  strokes: Stroke[];
}

export const emptyScene = (): Scene => ({
  photo: undefined,
  matte: undefined,
  screen: undefined,
  backdrop: undefined,
  colours: undefined,
  noise: undefined,
  fetchTile: undefined,
  edit: undefined,
  layers: defaultLayers,
  compare: { mode: 'off' },
  cursor: undefined,
  strokes: [],
});
