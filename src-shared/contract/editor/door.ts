import type { Result } from '../result.ts';
import type { EditorEvents, EventName, fileKinds } from './app.ts';
import type { Source } from './channel.ts';
import type { ChannelName, Request, Response } from './channels.ts';
import type { Delivery } from './export.ts';

/**
 * All that the window knows of the outside. Electron's preload makes one over IPC, the loopback server's page
 * one over fetch; the editor does not know which it has.
 */
export interface Door {
  call<C extends ChannelName>(name: C, request: Request<C>): Promise<Result<Response<C>>>;
  /** @returns how to stop */
  listen<E extends EventName>(name: E, handler: (event: EditorEvents[E]) => void): () => void;
  /** Full address of a `PictureRef`. */
  pictureUrl(address: string): string;
  /** Asks the person for files, with the system's dialog or a file input; empty when they closed it. */
  chooseFiles(kind: (typeof fileKinds)[number], many: boolean): Promise<Source[]>;
  /** Takes files that were dropped or pasted, or chosen in an input. */
  takeFiles(files: readonly File[]): Promise<Source[]>;
  /** Finishes a delivery: in a browser, starts the download. */
  receive(delivery: Delivery): Promise<void>;
}
