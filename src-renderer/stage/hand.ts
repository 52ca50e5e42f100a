import type { Point } from '../canvas/index.ts';
import { ERASER_BUTTON, brushGesture } from './brush-gesture.ts';
import type { Gesture, Scene } from './gesture.ts';
import { panGesture } from './pan-gesture.ts';
import { Pinch } from './pinch-gesture.ts';
import { placeGesture } from './place-gesture.ts';
import { clickRegion } from './region-click.ts';
import { onWheel } from './wheel.ts';

const LEFT_BUTTON = 0;
const MIDDLE_BUTTON = 1;
/** How far an arrow key moves the view, in CSS pixels. */
const ARROW_PX = 64;
const arrows: Partial<Record<string, readonly [number, number]>> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** The person's hand on the canvas: pointer, wheel, and the space bar that turns any tool into a pan. */
export class Hand {
  readonly #canvas: HTMLCanvasElement;
  readonly #scene: () => Scene | undefined;
  #gesture: { readonly pointer: number; readonly what: Gesture } | undefined;
  /** Fingers that are down, by their pointers' ids. */
  readonly #fingers = new Map<number, Point>();
  #pinch: Pinch | undefined;
  #space = false;
  /** Where the pointer rests over the canvas. */
  #over: { readonly clientX: number; readonly clientY: number } | undefined;

  /** @param scene undefined while there is no photo */
  constructor(canvas: HTMLCanvasElement, scene: () => Scene | undefined) {
    this.#canvas = canvas;
    this.#scene = scene;
  }

  /** Listens. @returns how to stop */
  attach(): () => void {
    const stop = new AbortController();
    const { signal } = stop;
    const on = <E extends keyof HTMLElementEventMap>(
      name: E,
      handler: (event: HTMLElementEventMap[E]) => void,
    ) => this.#canvas.addEventListener(name, handler, { signal, passive: false });
    on('pointerdown', event => this.#down(event));
    on('pointermove', event => this.#move(event));
    on('pointerup', event => this.#up(event));
    on('pointercancel', event => this.#lost(event));
    on('lostpointercapture', event => this.#lost(event));
    on('pointerleave', () => this.#leave());
    on('wheel', event => this.#wheel(event));
    on('contextmenu', event => event.preventDefault());
    window.addEventListener('keydown', event => this.#key(event, true), { signal });
    window.addEventListener('keyup', event => this.#key(event, false), { signal });
    window.addEventListener('blur', () => this.#holdSpace(false), { signal });
    return () => stop.abort();
  }

  /** Shows the brush as it is now, where the pointer rests. */
  refresh(): void {
    if (this.#over) this.#showBrush({ ...pointOf(this.#over), altKey: false });
  }

  #down(event: PointerEvent): void {
    const scene = this.#scene();
    const buttons = [LEFT_BUTTON, MIDDLE_BUTTON, ERASER_BUTTON];
    if (!scene || !buttons.includes(event.button)) return;
    event.preventDefault();
    this.#canvas.focus({ preventScroll: true });
    if (event.pointerType === 'touch') this.#touch(scene, event);
    if (this.#gesture || this.#pinch) return;
    this.#gesture = { pointer: event.pointerId, what: this.#begin(scene, event) };
    this.#capture(event);
  }

  /** A second finger takes back what the first has begun: the two move the view. A pen goes on writing. */
  #touch(scene: Scene, event: PointerEvent): void {
    this.#fingers.set(event.pointerId, this.#at(event));
    if (this.#fingers.size !== 2 || (this.#gesture && !this.#fingers.has(this.#gesture.pointer))) return;
    this.#cancel();
    this.#leave();
    this.#pinch = new Pinch(scene, this.#fingers);
  }

  #liftFinger(pointer: number): void {
    this.#fingers.delete(pointer);
    if (this.#pinch?.has(pointer)) this.#pinch = undefined;
  }

  /** A pointer that is gone already cannot be held: then the canvas hears of it only over itself. */
  #capture({ pointerId }: PointerEvent): void {
    try {
      this.#canvas.setPointerCapture(pointerId);
    } catch {
      // The gesture goes on without.
    }
  }

  #begin(scene: Scene, event: PointerEvent): Gesture {
    const { workspace } = scene.editor;
    if (this.#space || event.button === MIDDLE_BUTTON) return panGesture(scene, event);
    if (workspace.tool !== 'move') return brushGesture(scene, event, one => this.#at(one));
    if (event.altKey || workspace.clicking) {
      return panGesture(scene, event, () => clickRegion(scene, scene.view.toPhoto(this.#at(event))));
    }
    const placing = workspace.placing && scene.session.edit.background.kind === 'picture';
    return placing ? placeGesture(scene, event) : panGesture(scene, event);
  }

  #move(event: PointerEvent): void {
    if (this.#fingers.has(event.pointerId)) this.#fingers.set(event.pointerId, this.#at(event));
    if (this.#pinch) {
      if (this.#pinch.has(event.pointerId)) this.#pinch.move(event.pointerId, this.#at(event));
      return;
    }
    // A second finger is none of this gesture's.
    if (this.#gesture && this.#gesture.pointer !== event.pointerId) return;
    this.#gesture?.what.move(event);
    this.#over = event;
    this.#showBrush(event);
  }

  #up(event: PointerEvent): void {
    this.#liftFinger(event.pointerId);
    if (this.#gesture?.pointer !== event.pointerId) return;
    const { what } = this.#gesture;
    this.#gesture = undefined;
    what.end(event);
  }

  #lost({ pointerId }: PointerEvent): void {
    this.#liftFinger(pointerId);
    if (this.#gesture?.pointer === pointerId) this.#cancel();
  }

  #leave(): void {
    this.#over = undefined;
    this.#scene()?.view.setBrushCursor(undefined);
  }

  #cancel(): void {
    const gesture = this.#gesture;
    this.#gesture = undefined;
    gesture?.what.cancel();
  }

  #wheel(event: WheelEvent): void {
    const scene = this.#scene();
    if (!scene) return;
    event.preventDefault();
    onWheel(scene, event, this.#at(event));
    this.#showBrush(event);
  }

  #showBrush(event: Pick<MouseEvent, 'clientX' | 'clientY' | 'altKey'>): void {
    const scene = this.#scene();
    if (!scene) return;
    const { tool, radius, hardness } = scene.editor.workspace;
    if (tool === 'move' || this.#space) {
      scene.view.setBrushCursor(undefined);
      return;
    }
    const mode = (tool === 'keep') !== event.altKey ? 'keep' : 'drop';
    scene.view.setBrushCursor({ ...scene.view.toPhoto(this.#at(event)), radius, hardness, mode });
  }

  #key(event: KeyboardEvent, pressed: boolean): void {
    if (event.key === 'Escape' && pressed && this.#gesture) this.#cancel();
    if (event.key === 'Alt') this.#invert(event, pressed);
    if (pressed && event.target === this.#canvas) this.#pan(event);
    if (event.key !== ' ' || (!this.#space && this.#isPressing(event.target))) return;
    event.preventDefault();
    this.#holdSpace(pressed);
  }

  /** Shows at once what Alt makes of the brush, and keeps it from the browser's menu. */
  #invert(event: KeyboardEvent, pressed: boolean): void {
    if (!this.#over || this.#scene()?.editor.workspace.tool === 'move') return;
    event.preventDefault();
    this.#showBrush({ ...pointOf(this.#over), altKey: pressed });
  }

  #pan(event: KeyboardEvent): void {
    const way = arrows[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.#scene()?.view.panBy(way[0] * ARROW_PX, way[1] * ARROW_PX);
  }

  /**
   * Space presses buttons and types blanks. Over the picture it is the hand all the same, unless the keyboard is what
   * chose the button: a click leaves the focus on one, too.
   */
  #isPressing(target: EventTarget | null): boolean {
    if (!(target instanceof HTMLElement) || !target.closest(CONTROLS)) return false;
    return !this.#over || target.matches(':focus-visible');
  }

  #holdSpace(held: boolean): void {
    this.#space = held;
    this.#canvas.dataset['panning'] = String(held);
    this.refresh();
  }

  #at({ clientX, clientY }: Pick<MouseEvent, 'clientX' | 'clientY'>): Point {
    const box = this.#canvas.getBoundingClientRect();
    return { x: clientX - box.left, y: clientY - box.top };
  }
}

const CONTROLS = 'button, input, select, textarea, summary, a';

const pointOf = ({ clientX, clientY }: Pick<MouseEvent, 'clientX' | 'clientY'>) => ({ clientX, clientY });
