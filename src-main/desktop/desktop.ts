/** The desktop door while it runs: one window on one editor, its menu, its title, and what was opened from outside. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  app,
  type BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  protocol,
  session,
  shell,
} from 'electron';
import type { AppFacts } from '../../src-shared/contract/editor/app.ts';
import type { Source } from '../../src-shared/contract/editor/channel.ts';
import type { ChannelName } from '../../src-shared/contract/editor/channels.ts';
import type { Result } from '../../src-shared/contract/result.ts';
import type { Log } from '../log/log.ts';
import type { Editor, Emit } from '../studio/editor/index.ts';
import { eventChannel, pasteChannel } from './channel-names.ts';
import { desktopDialogs } from './dialogs.ts';
import { openEditorWindow } from './editor-window.ts';
import { serve, serveChannels } from './ipc.ts';
import { makeEditor } from './make-editor.ts';
import { menuTemplate, type UpdateItems } from './menu.ts';
import { type Locale, localeOf } from './menu-words.ts';
import { takePasted } from './paste.ts';
import { pageHandler, scheme } from './protocol.ts';
import { openRemembered, type Remembered } from './remembered.ts';
import { guardSession } from './security.ts';
import { type Told, Unsaved } from './unsaved.ts';
import type { Updates } from './updates.ts';

export interface DesktopParts {
  /** The built window and the built preload. */
  readonly pages: string;
  readonly preload: string;
  readonly log: Log;
  /** Absent where the program was not installed. */
  readonly updates?: (surroundings: Surrounding) => Updates;
}

/** What a question needs to know of the window that it belongs to. */
export interface Surrounding {
  readonly window: () => BrowserWindow | undefined;
  readonly locale: () => Locale;
}

/** How long a page that does not answer keeps its window from closing. */
const PATIENCE_MS = 1000;

export class Desktop {
  private readonly parts: DesktopParts;
  private readonly editor: Editor;
  private readonly remembered: Remembered = openRemembered();
  private readonly unsaved = new Unsaved();
  private window: BrowserWindow | undefined;
  private readonly updates: Updates | undefined;
  private locale: Locale = localeOf(app.getLocale());
  /** The page has asked for the facts, and so listens. Before, what is opened waits to be part of the facts. */
  private listening = false;
  private waiting: Source[];
  /** Called when the page has sent all that was to be kept. */
  private flushed: () => void = () => undefined;
  private quitting = false;
  private ended = false;

  /** Call when Electron is ready. @param photos named when the program was started */
  constructor(parts: DesktopParts, photos: readonly string[]) {
    this.parts = parts;
    this.waiting = photos.map(asSource);
    this.editor = makeEditor({ dialogs: this.dialogs(), emit: this.emit, log: parts.log });
    protocol.handle(
      scheme,
      pageHandler({ folder: parts.pages, picture: request => this.editor.picture(request) }),
    );
    guardSession(session.defaultSession);
    serveChannels({ ipcMain, handle: this.handle });
    serve(ipcMain, pasteChannel, (name, bytes) => takePasted(this.editor, name, bytes));
    this.followLife();
    this.openWindow();
    this.updates = parts.updates?.({ window: () => this.window, locale: () => this.locale });
    if (this.remembered.updatesAtStart()) void this.updates?.look(true);
    void this.refreshMenu();
  }

  /** Shows photos that were opened from outside: open-with, a drop on the icon, a second start. */
  open(photos: readonly string[]) {
    const sources = photos.map(asSource);
    if (this.listening) this.emit('open', { sources });
    else this.waiting.push(...sources);
    this.show();
  }

  private show() {
    if (!this.window) this.openWindow();
    if (this.window?.isMinimized()) this.window.restore();
    this.window?.focus();
  }

  private readonly emit: Emit = (event, payload) => {
    this.window?.webContents.send(eventChannel(event), payload);
  };

  private readonly handle = async (name: ChannelName, request: unknown): Promise<Result<unknown>> => {
    this.unsaved.begin(name, request);
    const result = await this.editor.handle(name, request);
    if (name === 'app.flushed') this.flushed();
    this.observe({ name, request, result } as Told);
    return name === 'app.facts' && result.ok ? this.withOpened(result.value as AppFacts) : result;
  };

  private withOpened(facts: AppFacts): Result<AppFacts> {
    this.listening = true;
    const opened = [...facts.opened, ...this.waiting];
    this.waiting = [];
    return { ok: true, value: { ...facts, opened } };
  }

  /** Keeps the menu, the title and the question on closing in step with what the window does. */
  private observe(told: Told) {
    this.unsaved.note(told);
    this.window?.setDocumentEdited(this.unsaved.any);
    if (!told.result.ok) return;
    if (told.name === 'photo.open') this.nameWindow(told.result.value.name, told.request.source);
    if (told.name === 'photo.open' || told.name === 'app.settings') void this.refreshMenu();
  }

  private nameWindow(name: string, source: Source) {
    const path = source.kind === 'path' ? source.path : '';
    this.window?.setTitle(`${name} – Portrait Studio`);
    this.window?.setRepresentedFilename(path);
    if (path !== '') app.addRecentDocument(path);
  }

  private async refreshMenu() {
    const facts = await this.editor.handle('app.facts', {});
    if (facts.ok) {
      this.locale = facts.value.settings.locale ?? localeOf(app.getLocale());
      nativeTheme.themeSource = facts.value.settings.theme ?? 'system';
    }
    const { platform } = process;
    const recent = facts.ok ? facts.value.recent : [];
    const updates = this.updates && updateItems(this.updates, this.remembered);
    const template = menuTemplate({ platform, locale: this.locale, recent, send: this.emit, updates });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  }

  private dialogs() {
    return desktopDialogs({ dialog, shell, window: () => this.window, locale: () => this.locale });
  }

  private openWindow() {
    const window = openEditorWindow({
      preload: this.parts.preload,
      remembered: this.remembered,
      locale: () => this.locale,
      hasUnsaved: () => this.hasUnsaved(),
      onStay: () => (this.quitting = false),
    });
    window.on('closed', () => this.forgetWindow());
    window.webContents.on('did-start-loading', () => (this.listening = false));
    this.window = window;
  }

  /** Asks the page first: a stroke that has just ended may not have come here yet. */
  private async hasUnsaved(): Promise<boolean> {
    if (this.listening) {
      const flushed = new Promise<void>(resolve => (this.flushed = resolve));
      this.emit('closing', null);
      await Promise.race([flushed, sleep(PATIENCE_MS, undefined, { ref: false })]);
    }
    return this.unsaved.any;
  }

  private forgetWindow() {
    this.window = undefined;
    this.listening = false;
    this.unsaved.clear();
  }

  /** What is being written is written whole; then the program ends. */
  private endFirst(event: { preventDefault(): void }) {
    if (this.ended) return;
    event.preventDefault();
    void this.editor.close().finally(() => {
      this.ended = true;
      app.quit();
    });
  }

  private followLife() {
    app.on('render-process-gone', (_event, _page, { reason }) =>
      this.parts.log.note(`The window's process ended: ${reason}`),
    );
    app.on('before-quit', () => (this.quitting = true));
    app.on('activate', () => this.show());
    app.on('will-quit', event => this.endFirst(event));
    app.on('window-all-closed', () => {
      // On macOS a program stays when its last window goes, unless it was told to quit.
      if (process.platform !== 'darwin' || this.quitting) app.quit();
    });
  }
}

const updateItems = (updates: Updates, remembered: Remembered): UpdateItems => ({
  atStart: remembered.updatesAtStart(),
  look: () => void updates.look(),
  setAtStart: wanted => remembered.keepUpdatesAtStart(wanted),
});

const asSource = (path: string): Source => ({ kind: 'path', path });
