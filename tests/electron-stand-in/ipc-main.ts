import type { IpcMain } from 'electron';
import { strict } from './strict.ts';
import { offer } from './test-link.ts';
import { contentsOf } from './browser-window.ts';

type Listener = (event: never, ...args: never[]) => unknown;

const handlers = new Map<string, Listener>();

export const ipcMain = strict('ipcMain', {
  handle(channel: string, listener: Listener) {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, listener);
  },
  /** Only electron-store's question, which our pages never ask. */
  on(channel: string): IpcMain {
    if (channel !== 'electron-store-get-data')
      throw new Error(`The stand-in has no ipcMain.on('${channel}').`);
    return undefined as never;
  },
} satisfies Partial<IpcMain>);

/** Who sent a message: the page's own window, or a frame inside it. */
export interface From {
  readonly window: number;
  readonly url: string;
  readonly top: boolean;
}

offer({
  async invoke(from: From, channel: string, args: never[]): Promise<unknown> {
    const handler = handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    const senderFrame = strict('WebFrameMain', { url: from.url, parent: from.top ? null : {} });
    const event = strict('IpcMainInvokeEvent', { senderFrame, sender: contentsOf(from.window) });
    return structuredClone(await handler(event as never, ...args));
  },
});
