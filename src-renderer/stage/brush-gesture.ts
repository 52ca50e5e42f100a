import type { Stroke } from '../../src-shared/edit/strokes.ts';
import type { Point } from '../canvas/index.ts';
import type { Gesture, Scene } from './gesture.ts';
import { thinned } from './thin-stroke.ts';

type StrokePoint = Stroke['points'][number];

/** What the schema holds of one stroke. */
const MOST_POINTS = 20_000;

/** Where the last stroke of a photo ended: Shift draws on from there. */
const ends = new WeakMap<object, StrokePoint>();

/** Tenths of a pixel are enough, and keep the edit short. */
const tenth = (value: number): number => Math.round(value * 10) / 10;

/** The other end of a pen. */
export const ERASER_BUTTON = 5;

/** A pen's pressure; a mouse has none and always presses fully. */
const pressureOf = (event: PointerEvent): number => (event.pointerType === 'pen' ? event.pressure : 1);

/** Paints a stroke under the pointer within the event; on release it is one step. */
export function brushGesture(scene: Scene, start: PointerEvent, at: (event: PointerEvent) => Point): Gesture {
  const { editor, view, session } = scene;
  const pointOf = (event: PointerEvent): StrokePoint => {
    const { x, y } = view.toPhoto(at(event));
    return [tenth(x), tenth(y), pressureOf(event)];
  };
  const first = pointOf(start);
  const inverted = start.altKey !== (start.button === ERASER_BUTTON && editor.workspace.tool === 'keep');
  const stroke = editor.workspace.stroke(modeOf(editor.workspace.tool, inverted), first);
  const last = ends.get(session);
  if (start.shiftKey && last) stroke.points = [last, first];
  /** Points that hold while Shift draws a line from the last of them. */
  let held = start.shiftKey ? 1 : 0;
  session.stroke = stroke;
  show(0);
  return {
    move: event => (event.shiftKey ? straighten(event) : extend(event)),
    end() {
      session.stroke = undefined;
      ends.set(session, stroke.points.at(-1)!);
      const points = thinned(stroke.points, stroke.radius);
      const strokes = [...session.settled.strokes, { ...stroke, points }];
      session.commit(stroke.mode === 'keep' ? 'step.keep' : 'step.drop', { ...session.settled, strokes });
    },
    cancel() {
      session.stroke = undefined;
      view.cancelStroke();
      editor.workspace.painted += 1;
    },
  };

  function show(from: number): void {
    view.paintStroke(stroke, from);
    editor.workspace.painted += 1;
  }

  function extend(event: PointerEvent): void {
    held = 0;
    const coalesced = event.getCoalescedEvents();
    const added = coalesced.length > 0 ? coalesced : [event];
    if (stroke.points.length + added.length > MOST_POINTS)
      stroke.points = thinned(stroke.points, stroke.radius);
    const from = stroke.points.length;
    for (const one of added) if (stroke.points.length < MOST_POINTS) stroke.points.push(pointOf(one));
    show(from);
  }

  /** What was drawn by hand before Shift was pressed stays. */
  function straighten(event: PointerEvent): void {
    held ||= stroke.points.length;
    stroke.points = [...stroke.points.slice(0, held), pointOf(event)];
    view.cancelStroke();
    show(0);
  }
}

/** Alt turns keep into drop, and drop into keep. */
const modeOf = (tool: string, invert: boolean): Stroke['mode'] =>
  (tool === 'keep') !== invert ? 'keep' : 'drop';
