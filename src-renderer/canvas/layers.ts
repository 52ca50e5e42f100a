/** What the person sees of the edit, and how it is compared: never part of the edit itself. */

/** Eye and opacity (0…1) of one layer. */
export interface Layer {
  readonly visible: boolean;
  readonly opacity: number;
}

/** How the matte is laid over the picture. `cool` is the notebook's colour map. */
export const overlayLooks = ['cool', 'colour', 'black-white', 'checkerboard', 'band'] as const;
export type OverlayLook = (typeof overlayLooks)[number];

/** From the top down: the overlay, the subject, then what is behind it. */
export interface LayerState {
  /** The subject, and its own background where nothing covers that. */
  readonly original: Layer;
  /** `colour`: six hexadecimal digits after a number sign; only the looks `colour` and `band` take it. */
  readonly overlay: Layer & { readonly look: OverlayLook; readonly colour: string };
  /** The photo's own background, blurred. */
  readonly blurred: Layer;
  /** What replaces the background: picture, colour, gradient, transparency. */
  readonly backdrop: Layer;
}

/** `split`: the original left of `at` (a share of the canvas's width, 0…1), the result right of it. */
export type Compare =
  { mode: 'off' } | { mode: 'original' } | { mode: 'split'; at: number } | { mode: 'side-by-side' };

const shown: Layer = { visible: true, opacity: 1 };

/** With these, the view equals the export. */
export const defaultLayers: LayerState = {
  original: shown,
  overlay: { visible: false, opacity: 1, look: 'cool', colour: '#e0245e' },
  blurred: shown,
  backdrop: shown,
};

/** What a layer adds to the picture, 0…1. */
export const strengthOf = ({ visible, opacity }: Layer): number => (visible ? opacity : 0);
