import type { Point } from '../canvas/index.ts';
import { brushGesture } from './brush-gesture.ts';
import type { Gesture, Scene } from './gesture.ts';
import { panGesture } from './pan-gesture.ts';
import { placeGesture } from './place-gesture.ts';
import { clickRegion } from './region-click.ts';
import { onWheel } from './wheel.ts';

const MIDDLE_BUTTON = 1;

/** The person's hand on the canvas: pointer, wheel, and the space bar that turns any tool into a pan. */
export class Hand {
  readonly #canvas: HTMLCanvasElement;
  readonly #scene: () => Scene | undefined;
  #gesture: Gesture | undefined;
  #space = false;

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
    on('pointercancel', () => this.#cancel());
    on('pointerleave', () => this.#scene()?.view.setBrushCursor(undefined));
    on('wheel', event => this.#wheel(event));
    on('contextmenu', event => event.preventDefault());
    window.addEventListener('keydown', event => this.#key(event, true), { signal });
    window.addEventListener('keyup', event => this.#key(event, false), { signal });
    window.addEventListener('blur', () => this.#holdSpace(false), { signal });
    return () => stop.abort();
  }

  #down(event: PointerEvent): void {
    const scene = this.#scene();
    if (!scene || this.#gesture || event.button > MIDDLE_BUTTON) return;
    event.preventDefault();
    this.#canvas.focus({ preventScroll: true });
    this.#canvas.setPointerCapture(event.pointerId);
    this.#gesture = this.#begin(scene, event);
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
    this.#gesture?.move(event);
    this.#showBrush(event);
  }

  #up(event: PointerEvent): void {
    const gesture = this.#gesture;
    this.#gesture = undefined;
    gesture?.end(event);
  }

  #cancel(): void {
    const gesture = this.#gesture;
    this.#gesture = undefined;
    gesture?.cancel();
  }

  #wheel(event: WheelEvent): void {
    const scene = this.#scene();
    if (!scene) return;
    event.preventDefault();
    onWheel(scene, event, this.#at(event));
    this.#showBrush(event);
  }

  #showBrush(event: MouseEvent): void {
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
    if (event.key !== ' ' || isControl(event.target)) return;
    event.preventDefault();
    this.#holdSpace(pressed);
  }

  #holdSpace(held: boolean): void {
    this.#space = held;
    this.#canvas.dataset['panning'] = String(held);
  }

  #at({ clientX, clientY }: MouseEvent): Point {
    const box = this.#canvas.getBoundingClientRect();
    return { x: clientX - box.left, y: clientY - box.top };
  }
}

/** Space presses buttons and types blanks; only elsewhere is it the hand. */
const isControl = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('button, input, select, textarea, summary, a') !== null;
