import type { Door } from '../../src-shared/contract/editor/door.ts';
import { browserDoor } from './browser-door.ts';

declare global {
  interface Window {
    /** Put there by the desktop shell's preload. */
    readonly portrait?: Door;
  }
}

/** The way to the main side: the desktop shell's, or that of the loopback server that sent this page. */
export const connectDoor = (): Door => window.portrait ?? browserDoor();
