import { tick } from 'svelte';

/**
 * What a button does may take the button away: the focus then goes to the first button of the same place, or to the
 * photo where the place is gone, too, so that a keyboard goes on from there.
 *
 * @param place undefined while it is not there
 * @param changing reads all that makes buttons come and go
 */
export function keepFocus(place: () => HTMLElement | undefined, changing: () => unknown): void {
  $effect.pre(() => {
    void changing();
    const had = place()?.contains(document.activeElement) === true;
    if (had) void tick().then(() => moveFocus(place()));
  });
}

function moveFocus(place: HTMLElement | undefined): void {
  if (document.activeElement !== document.body && document.activeElement !== null) return;
  const next =
    place?.querySelector<HTMLElement>('button:not(:disabled)') ??
    document.querySelector<HTMLElement>('[role="application"]');
  next?.focus({ preventScroll: true });
}
