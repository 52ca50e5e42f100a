import type { PhotoView } from '../canvas/index.ts';
import type { Editor } from '../state/editor.svelte.ts';
import type { PhotoSession } from '../state/session.svelte.ts';

/** What a gesture works on. */
export interface Scene {
  readonly editor: Editor;
  readonly view: PhotoView;
  readonly session: PhotoSession;
}

/** One press-drag-release of a pointer on the picture. */
export interface Gesture {
  /** @param event with its coalesced events still to be asked for */
  move(event: PointerEvent): void;
  end(event: PointerEvent): void;
  cancel(): void;
}
