import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PhotoView } from '../../src-renderer/canvas/index.ts';
import { Hand } from '../../src-renderer/stage/hand.ts';
import type { Editor } from '../../src-renderer/state/editor.svelte.ts';
import { anEditor, settle, withPictures } from './a-window.ts';

describe('the hand on the canvas', () => {
  withPictures();
  const view = {
    paintStroke: vi.fn(),
    cancelStroke: vi.fn(),
    panBy: vi.fn(),
    zoomBy: vi.fn(),
    setBrushCursor: vi.fn(),
    toPhoto: (at: object) => at,
    scale: 1,
  };
  let canvas: HTMLCanvasElement;
  let button: HTMLButtonElement;
  let editor: Editor;
  let stop: () => void;

  beforeEach(async () => {
    ({ editor } = anEditor());
    await editor.open([{ kind: 'sample', name: 'cat' }]);
    await settle();
    canvas = document.body.appendChild(document.createElement('canvas'));
    canvas.tabIndex = 0;
    button = document.body.appendChild(document.createElement('button'));
    const scene = () => ({ editor, session: editor.current!, view: view as unknown as PhotoView });
    stop = new Hand(canvas, scene).attach();
  });
  afterEach(() => {
    stop();
    document.body.replaceChildren();
    vi.clearAllMocks();
  });

  const point = (type: string, pointerId: number, clientX: number, more: PointerEventInit = {}) => {
    const event = new PointerEvent(type, { pointerId, clientX, clientY: 5, bubbles: true, ...more });
    Object.assign(event, { getCoalescedEvents: () => [] });
    canvas.dispatchEvent(event);
  };
  const key = (type: string, name: string, target: HTMLElement = canvas) => {
    const event = new KeyboardEvent(type, { key: name, bubbles: true, cancelable: true });
    target.dispatchEvent(event);
    return event.defaultPrevented;
  };
  const strokes = () => editor.current!.settled.strokes;

  it('says why a click does nothing where a screen’s colour decides', () => {
    const session = editor.current!;
    session.commit('step.subject', {
      ...session.settled,
      key: { colour: '#00b140', tolerance: 50, spill: 100 },
    });
    point('pointerdown', 1, 10, { altKey: true });
    point('pointerup', 1, 10, { altKey: true });
    expect(session.settled.regions).toEqual([]);
    expect(editor.messages.shown.at(-1)?.title).toMatch(/Keep and Drop/);
  });

  it('paints with one finger, whatever a second one does', () => {
    editor.workspace.take('keep');
    point('pointerdown', 1, 10);
    point('pointermove', 2, 900);
    point('pointerup', 2, 900);
    expect(strokes()).toEqual([]);
    point('pointermove', 1, 40);
    point('pointerup', 1, 40);
    expect(strokes()[0].points.map(([x]) => x)).toEqual([10, 40]);
  });

  it('zooms about the middle of two fingers and moves with it, and paints nothing of it', () => {
    editor.workspace.take('keep');
    const touch = { pointerType: 'touch' };
    point('pointerdown', 1, 100, touch);
    point('pointermove', 1, 110, touch);
    point('pointerdown', 2, 210, touch);
    expect(view.cancelStroke).toHaveBeenCalledOnce();
    point('pointermove', 2, 310, touch);
    expect(view.panBy).toHaveBeenLastCalledWith(50, 0);
    expect(view.zoomBy).toHaveBeenLastCalledWith(2, { x: 210, y: 5 });
    point('pointerup', 2, 310, touch);
    point('pointermove', 1, 400, touch);
    point('pointerup', 1, 400, touch);
    expect(view.panBy).toHaveBeenCalledOnce();
    expect(strokes()).toEqual([]);
    point('pointerdown', 3, 10, touch);
    point('pointerup', 3, 10, touch);
    expect(strokes()).toHaveLength(1);
  });

  it('gives up a stroke whose pointer is lost', () => {
    editor.workspace.take('keep');
    point('pointerdown', 1, 10);
    point('lostpointercapture', 1, 10);
    point('pointerup', 1, 10);
    expect(strokes()).toEqual([]);
    expect(view.cancelStroke).toHaveBeenCalledOnce();
  });

  it('pans with Space over the picture even where a click has left the focus on a button', () => {
    point('pointermove', 1, 10);
    expect(key('keydown', ' ', button)).toBe(true);
    point('pointerdown', 1, 10);
    point('pointermove', 1, 60);
    point('pointerup', 1, 60);
    expect(view.panBy).toHaveBeenCalledWith(50, 0);
    expect(key('keyup', ' ', button)).toBe(true);
  });

  it('leaves Space to a button while the pointer is elsewhere', () => {
    point('pointermove', 1, 10);
    point('pointerleave', 1, 10);
    expect(key('keydown', ' ', button)).toBe(false);
  });

  it('moves the view by the arrow keys when the picture has the focus', () => {
    expect(key('keydown', 'ArrowLeft')).toBe(true);
    expect(view.panBy).toHaveBeenLastCalledWith(64, 0);
    expect(key('keydown', 'ArrowLeft', button)).toBe(false);
  });

  it('shows what Alt makes of the brush at once', () => {
    editor.workspace.take('keep');
    point('pointermove', 1, 10);
    expect(view.setBrushCursor.mock.lastCall?.[0]).toMatchObject({ mode: 'keep' });
    key('keydown', 'Alt');
    expect(view.setBrushCursor.mock.lastCall?.[0]).toMatchObject({ mode: 'drop' });
    key('keyup', 'Alt');
    expect(view.setBrushCursor.mock.lastCall?.[0]).toMatchObject({ mode: 'keep' });
  });
});
