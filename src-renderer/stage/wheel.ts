import { grown, placedEdit } from './place-gesture.ts';
import type { Point } from '../canvas/index.ts';
import type { Scene } from './gesture.ts';

/** A wheel's notch in pixels, as browsers report it. */
const NOTCH_PX = 100;
const ZOOM_PER_NOTCH = 1.2;
const LINE_PX = 33;
const PAGE_PX = 800;

/** What a turn of the wheel is for. Ctrl or Cmd (and a pinch, which browsers report as Ctrl) always zooms. */
export function onWheel({ editor, view, session }: Scene, event: WheelEvent, at: Point): void {
  const { workspace } = editor;
  const pixels = event.deltaY * unitOf(event);
  const factor = ZOOM_PER_NOTCH ** (-pixels / (event.ctrlKey && isFine(event) ? NOTCH_PX / 4 : NOTCH_PX));
  if (event.ctrlKey || event.metaKey) view.zoomBy(factor, at);
  else if (isTrackpad(event)) view.panBy(-event.deltaX, -event.deltaY);
  else if (workspace.tool !== 'move') workspace.resizeBrush(factor);
  else if (session.edit.background.kind === 'picture' && workspace.placing) {
    const placement = grown(session.edit.background.placement, factor);
    session.commit('step.placed', placedEdit(session.edit, placement), 'wheel');
  } else view.zoomBy(factor, at);
}

function unitOf({ deltaMode }: WheelEvent): number {
  if (deltaMode === WheelEvent.DOM_DELTA_LINE) return LINE_PX;
  return deltaMode === WheelEvent.DOM_DELTA_PAGE ? PAGE_PX : 1;
}

const isFine = (event: WheelEvent): boolean => event.deltaMode === 0 && Math.abs(event.deltaY) < 40;
/** Two fingers move in small or slanted steps; a wheel turns in notches. */
const isTrackpad = (event: WheelEvent): boolean => event.deltaX !== 0 || isFine(event);
