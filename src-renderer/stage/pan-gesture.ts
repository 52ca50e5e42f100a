import type { Gesture, Scene } from './gesture.ts';

const CLICK_WITHIN_PX = 4;

/** Moves the view; a press that did not move is a click. */
export function panGesture({ view }: Scene, start: PointerEvent, click?: () => void): Gesture {
  let { clientX, clientY } = start;
  let clicking = true;
  return {
    move(event) {
      clicking &&= Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) < CLICK_WITHIN_PX;
      if (clicking) return;
      view.panBy(event.clientX - clientX, event.clientY - clientY);
      ({ clientX, clientY } = event);
    },
    end() {
      if (clicking) click?.();
    },
    cancel: () => undefined,
  };
}
