/** Who may ask the main process for something, and what a page may not do. */
import type { Session, WebContents } from 'electron';
import { host, scheme } from './protocol.ts';

/** The pages outside that a link may open, in the user's own browser. */
const outside: ReadonlySet<string> = new Set(['www.apache.org', 'www.tensorflow.org', 'www.electronjs.org']);

/** What is looked at of the frame that sent a message. */
export interface SenderFrame {
  readonly url: string;
  readonly parent: unknown;
}

/** Our own page, in the window itself: no frame inside it, no other origin. */
export const isOwnPage = (frame: SenderFrame | null): boolean =>
  frame?.parent === null && isOwnAddress(frame.url);

export function isOwnAddress(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === `${scheme}:` && url.host === host;
}

export function mayOpenOutside(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === 'https:' && url.port === '' && url.username === '' && outside.has(url.host);
}

/** Keeps a window on our page: no other page, no further window, no embedded one. */
export function guardContents(contents: WebContents, openOutside: (url: string) => void) {
  const stay = (event: { readonly url: string; preventDefault(): void }) => {
    if (!isOwnAddress(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', event => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) openOutside(url);
    return { action: 'deny' };
  });
}

/** Copying a picture needs this one; camera, location, notifications and all others are refused. */
const isGranted = (permission: string, address: string) =>
  permission === 'clipboard-sanitized-write' && isOwnAddress(address);

export function guardSession(session: Session) {
  session.setPermissionRequestHandler((contents, permission, answer) => {
    answer(isGranted(permission, contents.getURL()));
  });
  session.setDevicePermissionHandler(() => false);
  session.setPermissionCheckHandler((_contents, permission, from) => isGranted(permission, from));
}
