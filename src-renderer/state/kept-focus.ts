/** Lists, groups, sections and bars: where one goes on when a part of them goes away. */
const PLACES = 'li, ul, ol, [role="group"], details, header, footer';
const BUTTONS = '[aria-current="true"], button:not(:disabled)';

/**
 * What has the focus may go away: a message that is dismissed, a photo that is closed, a question that is answered.
 * The focus then goes to the nearest place around it that is still there, else to the photo, so that a keyboard goes on
 * from there and not from the top of the page.
 *
 * @returns how to stop
 */
export function keepFocus(root: HTMLElement): () => void {
  /** What had the focus last, and what is around it. */
  let path: readonly HTMLElement[] = [];
  const note = (event: FocusEvent) => (path = around(event.target as HTMLElement, root));
  const observer = new MutationObserver(() => {
    const last = path.at(0);
    // Not at once: who takes a button away may give the focus to another by itself.
    if (last && !last.isConnected) setTimeout(() => goOn(path, root));
  });
  root.addEventListener('focusin', note);
  observer.observe(root, { childList: true, subtree: true });
  return () => {
    root.removeEventListener('focusin', note);
    observer.disconnect();
  };
}

function around(element: HTMLElement, root: HTMLElement): HTMLElement[] {
  const path = [];
  for (let at: HTMLElement | null = element; at && at !== root; at = at.parentElement) path.push(at);
  return path;
}

function goOn(path: readonly HTMLElement[], root: HTMLElement): void {
  if (document.activeElement !== document.body && document.activeElement !== null) return;
  const places = path.filter(place => place.isConnected && place.matches(PLACES));
  const next = [
    ...places.map(inside),
    ...root.querySelectorAll<HTMLElement>('[role="application"], main button'),
  ];
  next.find(one => one && isShown(one))?.focus({ preventScroll: true });
}

const inside = (place: HTMLElement): HTMLElement | null =>
  place.querySelector<HTMLElement>(place.matches('details') ? 'summary' : BUTTONS);

const isShown = (element: HTMLElement): boolean => element.closest('[hidden]') === null;
