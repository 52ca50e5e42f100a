import { BrowserWindow, dialog, nativeTheme, screen, shell } from 'electron';
import { closingWords, type Locale } from './menu-words.ts';
import { homePage } from './protocol.ts';
import type { Remembered } from './remembered.ts';
import { guardContents } from './security.ts';
import { type SavedWindow, windowOptions } from './windows.ts';

export interface WindowParts {
  readonly preload: string;
  readonly remembered: Remembered;
  readonly locale: () => Locale;
  readonly hasUnsaved: () => Promise<boolean>;
  /** The person was asked, and keeps editing. */
  readonly onStay: () => void;
}

export function openEditorWindow(parts: WindowParts): BrowserWindow {
  const saved = parts.remembered.window();
  const window = new BrowserWindow(windowOptions(saved, { ...surroundings(saved), preload: parts.preload }));
  if (saved.maximized) window.maximize();
  guardContents(window.webContents, url => void shell.openExternal(url));
  window.once('ready-to-show', () => window.show());
  window.on('page-title-updated', event => event.preventDefault()); // the title is the photo's name
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') window.reload(); // the edit is kept, and offered again
  });
  askBeforeClosing(window, parts);
  window.loadURL(homePage).catch((error: unknown) => complain(error));
  return window;
}

function surroundings({ x = 0, y = 0, width, height }: SavedWindow) {
  const { workArea } = screen.getDisplayMatching({ x, y, width, height });
  return { workArea, dark: nativeTheme.shouldUseDarkColors };
}

function askBeforeClosing(window: BrowserWindow, parts: WindowParts) {
  let asking = false;
  window.on('close', event => {
    parts.remembered.keepWindow({ ...window.getNormalBounds(), maximized: window.isMaximized() });
    event.preventDefault();
    if (asking) return;
    asking = true;
    void mayClose(window, parts).then(yes => {
      asking = false;
      if (yes) window.destroy();
      else parts.onStay();
    });
  });
}

async function mayClose(window: BrowserWindow, { hasUnsaved, locale }: WindowParts): Promise<boolean> {
  if (!(await hasUnsaved())) return true;
  const { message, detail, close, stay } = closingWords[locale()];
  const buttons = [close, stay];
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message,
    detail,
    buttons,
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}

const complain = (error: unknown) =>
  dialog.showErrorBox(
    'Portrait Studio',
    `The window could not be loaded (${String(error)}). Please reinstall.`,
  );
