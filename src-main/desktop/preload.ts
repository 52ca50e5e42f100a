/** Runs sandboxed before the page does, and gives it one object: the door. Bundled into one CommonJS file. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { preloadDoor } from './preload-door.ts';

declare const location: { readonly origin: string };

contextBridge.exposeInMainWorld('portrait', preloadDoor({ ipcRenderer, webUtils, origin: location.origin }));
