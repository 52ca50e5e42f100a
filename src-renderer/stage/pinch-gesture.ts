import type { Point } from '../canvas/index.ts';
import type { Scene } from './gesture.ts';

/** Two fingers on the picture: what is under them stays under them. */
export class Pinch {
  readonly #view: Scene['view'];
  readonly #fingers: Map<number, Point>;

  /** @param fingers where two pointers are on the canvas, by their ids */
  constructor({ view }: Scene, fingers: ReadonlyMap<number, Point>) {
    this.#view = view;
    this.#fingers = new Map(fingers);
  }

  has(pointer: number): boolean {
    return this.#fingers.has(pointer);
  }

  move(pointer: number, to: Point): void {
    const before = spanOf(this.#fingers);
    this.#fingers.set(pointer, to);
    const after = spanOf(this.#fingers);
    this.#view.panBy(after.middle.x - before.middle.x, after.middle.y - before.middle.y);
    if (before.length > 0 && after.length > 0) this.#view.zoomBy(after.length / before.length, after.middle);
  }
}

function spanOf(fingers: ReadonlyMap<number, Point>): { readonly middle: Point; readonly length: number } {
  const [one, other] = [...fingers.values()];
  return {
    middle: { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 },
    length: Math.hypot(one.x - other.x, one.y - other.y),
  };
}
