/** What `import 'electron'` gives the main process here. */
import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { ipcMain } from './ipc-main.ts';
import { protocol } from './protocol.ts';
import { dialog, Menu, nativeTheme, screen, session, shell } from './system.ts';
import { utilityProcess } from './utility-process.ts';

export {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  protocol,
  screen,
  session,
  shell,
  utilityProcess,
};

/** electron-store takes the module whole. */
export default { app, ipcMain, shell };
