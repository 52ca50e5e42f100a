import { describe, expect, it, vi } from 'vitest';
import type { PhotoView } from '../../src-renderer/canvas/index.ts';
import { brushGesture } from '../../src-renderer/stage/brush-gesture.ts';
import type { Scene } from '../../src-renderer/stage/gesture.ts';
import { thinned } from '../../src-renderer/stage/thin-stroke.ts';
import type { Stroke } from '../../src-shared/edit/strokes.ts';
import { anEditor, settle, withPictures } from './a-window.ts';

interface Press {
  x: number;
  y: number;
  pressure?: number;
  pointerType?: string;
  shiftKey?: boolean;
  altKey?: boolean;
  button?: number;
  coalesced?: Press[];
}

/** A pointer event as the canvas hears it, at a point of the photo. */
const press = ({ coalesced = [], ...at }: Press): PointerEvent =>
  ({
    clientX: at.x,
    clientY: at.y,
    pressure: at.pressure ?? 0.5,
    pointerType: at.pointerType ?? 'mouse',
    shiftKey: at.shiftKey ?? false,
    altKey: at.altKey ?? false,
    button: at.button ?? 0,
    getCoalescedEvents: () => coalesced.map(one => press(one)),
  }) as unknown as PointerEvent;

async function aBrush(start: Press, tool: 'keep' | 'drop' = 'keep') {
  const { editor } = anEditor();
  await editor.open([{ kind: 'sample', name: 'cat' }]);
  await settle();
  editor.workspace.take(tool);
  editor.workspace.radius = 20;
  const session = editor.current!;
  const view = { paintStroke: vi.fn(), cancelStroke: vi.fn(), toPhoto: (at: object) => at };
  const scene: Scene = { editor, session, view: view as unknown as PhotoView };
  const gesture = brushGesture(scene, press(start), ({ clientX, clientY }) => ({ x: clientX, y: clientY }));
  const last = (): Stroke | undefined => session.settled.strokes.at(-1);
  return { gesture, session, view, scene, last };
}

describe('a stroke of the brush', () => {
  withPictures();

  it('is one step, with a pen’s pressure and what came between two frames', async () => {
    const { gesture, session, last } = await aBrush({ x: 1, y: 1, pressure: 0.25, pointerType: 'pen' });
    const coalesced = [
      { x: 50, y: 80, pressure: 0.5, pointerType: 'pen' },
      { x: 100, y: 10, pressure: 1, pointerType: 'pen' },
    ];
    gesture.move(press({ x: 100, y: 10, coalesced }));
    gesture.end(press({ x: 100, y: 10 }));
    expect(last()?.points).toEqual([
      [1, 1, 0.25],
      [50, 80, 0.5],
      [100, 10, 1],
    ]);
    expect(session.history.steps).toHaveLength(2);
  });

  it('is thinned on release, so that the edit stays small', async () => {
    const { gesture, last, view } = await aBrush({ x: 0, y: 0 });
    for (let i = 1; i <= 3000; i++) gesture.move(press({ x: i / 10, y: 40 * Math.sin(i / 500) }));
    gesture.end(press({ x: 300, y: 0 }));
    expect(view.paintStroke).toHaveBeenCalledTimes(3001);
    expect(last()!.points.length).toBeLessThan(60);
    expect(last()!.points.at(-1)?.[0]).toBe(300);
  });

  it('goes on beyond as many points as an edit holds of one stroke', async () => {
    const { gesture, last } = await aBrush({ x: 0, y: 0 });
    for (let i = 1; i <= 21_000; i++) gesture.move(press({ x: i / 10, y: 0 }));
    gesture.end(press({ x: 0, y: 0 }));
    expect(last()!.points).toEqual([
      [0, 0, 1],
      [2100, 0, 1],
    ]);
  });

  it('turns straight while Shift is held, and keeps what was drawn before', async () => {
    const { gesture, last } = await aBrush({ x: 0, y: 0 });
    gesture.move(press({ x: 40, y: 30 }));
    for (const x of [60, 90, 140]) gesture.move(press({ x, y: x - 30, shiftKey: true }));
    gesture.move(press({ x: 200, y: 0 }));
    gesture.end(press({ x: 200, y: 0 }));
    expect(last()?.points.map(([x]) => x)).toEqual([0, 40, 140, 200]);
  });

  it('goes on in a straight line from the last one with Shift', async () => {
    const { gesture, scene, last } = await aBrush({ x: 0, y: 0 });
    gesture.end(press({ x: 0, y: 0 }));
    const next = brushGesture(scene, press({ x: 200, y: 90, shiftKey: true }), ({ clientX, clientY }) => ({
      x: clientX,
      y: clientY,
    }));
    next.move(press({ x: 200, y: 100, shiftKey: true }));
    next.end(press({ x: 200, y: 100 }));
    expect(last()?.points.map(([x, y]) => [x, y])).toEqual([
      [0, 0],
      [200, 100],
    ]);
  });

  it('is turned over by Alt, and by the other end of a pen', async () => {
    for (const start of [
      { x: 0, y: 0, altKey: true },
      { x: 0, y: 0, button: 5 },
    ]) {
      const { gesture, last } = await aBrush(start);
      gesture.end(press({ x: 0, y: 0 }));
      expect(last()?.mode).toBe('drop');
    }
  });

  it('leaves nothing when it is cancelled', async () => {
    const { gesture, session, view } = await aBrush({ x: 0, y: 0 });
    gesture.move(press({ x: 40, y: 30 }));
    gesture.cancel();
    expect(view.cancelStroke).toHaveBeenCalledOnce();
    expect([session.stroke, session.history.steps.length]).toEqual([undefined, 1]);
  });
});

describe('thinning', () => {
  it('keeps a change of pressure on a straight line', () => {
    const points = Array.from(
      { length: 101 },
      (_, i) => [i, 0, i < 50 ? 1 : 0.4] as [number, number, number],
    );
    expect(thinned(points, 20)).toEqual([points[0], points[49], points[50], points[100]]);
  });

  it('keeps a single point', () => {
    expect(thinned([[3, 4, 0]], 20)).toEqual([[3, 4, 0]]);
  });
});
