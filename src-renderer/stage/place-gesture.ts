import type { Edit, Placement } from '../../src-shared/edit/schema.ts';
import { centred } from '../../src-shared/edit/schema.ts';
import type { Gesture, Scene } from './gesture.ts';

/** The backdrop's place after a move of the pointer, in pixels of the photo. */
export const shifted = (
  from: Placement,
  dx: number,
  dy: number,
  width: number,
  height: number,
): Placement => ({
  ...from,
  x: clamp(from.x + dx / width, -5, 5),
  y: clamp(from.y + dy / height, -5, 5),
});

/** The backdrop's place after it grew by this factor about its middle. */
export const grown = (from: Placement, factor: number): Placement => ({
  ...from,
  scale: clamp(from.scale * factor, 0.1, 10),
});

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);

/** The edit with its backdrop picture somewhere else. */
export const placedEdit = (edit: Edit, placement: Placement): Edit =>
  edit.background.kind === 'picture' ? { ...edit, background: { ...edit.background, placement } } : edit;

/** Drags the backdrop picture behind the subject; one drag is one step. */
export function placeGesture({ view, session }: Scene, start: PointerEvent): Gesture {
  const { edit, opened } = session;
  const from = edit.background.kind === 'picture' ? edit.background.placement : centred;
  const at = (event: PointerEvent): Edit => {
    const dx = (event.clientX - start.clientX) / view.scale;
    const dy = (event.clientY - start.clientY) / view.scale;
    return placedEdit(edit, shifted(from, dx, dy, opened.width, opened.height));
  };
  return {
    move: event => session.preview(at(event)),
    end: event => session.commit('step.placed', at(event)),
    cancel: () => session.preview(edit),
  };
}
