import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type {
  BrowserWindowConstructorOptions,
  Rectangle,
  WebContents,
  WindowOpenHandlerResponse,
} from 'electron';
import { mustBeReady, noteWindowClosed, openWindows } from './app.ts';
import { mustBePage } from './protocol.ts';
import { Emitter, emitPreventable, preventable, strict } from './strict.ts';
import { ask, offer } from './test-link.ts';

const windows = new Map<number, BrowserWindowStandIn>();
let lastId = 0;

type OpenHandler = (details: { url: string }) => WindowOpenHandlerResponse;

class WebContentsStandIn extends Emitter {
  private readonly id: number;
  private openHandler: OpenHandler | undefined;
  private url = '';

  constructor(id: number) {
    super(
      'will-navigate',
      'will-frame-navigate',
      'will-redirect',
      'will-attach-webview',
      'render-process-gone',
      'did-start-loading',
      'did-finish-load',
    );
    this.id = id;
  }

  getURL = () => this.url;

  send = (channel: string, ...args: unknown[]) => {
    // Lost while no page listens, as in Electron.
    ask('send', this.id, channel, structuredClone(args)).catch(() => undefined);
  };

  setWindowOpenHandler = (handler: OpenHandler) => {
    this.openHandler = handler;
  };

  /** Without a handler Electron allows it. */
  mayOpen = (url: string) => (this.openHandler?.({ url }).action ?? 'allow') === 'allow';

  async load(url: string) {
    this.url = url;
    this.emit('did-start-loading');
    await ask('load', this.id, url);
    this.emit('did-finish-load');
  }
}

class BrowserWindowStandIn extends Emitter {
  readonly id = ++lastId;
  readonly webContents: WebContents;
  private readonly contents = new WebContentsStandIn(this.id);
  private readonly bounds: Rectangle;
  private readonly opened: Promise<unknown>;
  private destroyed = false;
  private maximized = false;
  private readonly seen = { title: '', edited: false, represented: '', visible: false };
  private readonly outer: this;

  constructor(options: BrowserWindowConstructorOptions) {
    super('ready-to-show', 'page-title-updated', 'close', 'closed');
    mustBeReady('BrowserWindow');
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.bounds = { x, y, width, height };
    this.seen.title = options.title ?? '';
    this.seen.visible = options.show ?? true;
    this.webContents = strict('webContents', this.contents, this.refusal) as unknown as WebContents;
    this.opened = ask('open', this.id, { width, height }, preloadOf(options));
    this.outer = strict('BrowserWindow', this, this.refusal);
    windows.set(this.id, this);
    openWindows.add(this.outer);
    return this.outer;
  }

  isDestroyed = () => this.destroyed;
  isMaximized = () => this.maximized;
  isMinimized = () => false;
  restore = () => undefined;
  focus = () => undefined;
  getNormalBounds = () => this.bounds;
  maximize = () => void (this.maximized = true);
  show = () => void (this.seen.visible = true);
  setTitle = (title: string) => void (this.seen.title = title);
  setDocumentEdited = (edited: boolean) => void (this.seen.edited = edited);
  setRepresentedFilename = (path: string) => void (this.seen.represented = path);
  reload = () => void ask('reload', this.id);

  loadURL = async (url: string) => {
    mustBePage(url);
    await this.opened;
    await this.contents.load(url);
    this.emit('ready-to-show');
  };

  close = () => {
    if (!emitPreventable(this, 'close')) this.destroy();
  };

  destroy = () => {
    if (this.destroyed) return;
    this.destroyed = true;
    windows.delete(this.id);
    openWindows.delete(this.outer);
    void ask('close', this.id);
    this.emit('closed');
    noteWindowClosed();
  };

  /** What a person sees of it. */
  look = () => ({ ...this.seen, id: this.id });
  page = () => this.contents;

  private readonly refusal = () => (this.destroyed ? 'Object has been destroyed' : undefined);
}

/** The rules that a window's preload is under here: sandboxed, isolated, without Node, by its full path. */
function preloadOf({ webPreferences = {} }: BrowserWindowConstructorOptions): string {
  const { preload, sandbox, contextIsolation, nodeIntegration, webSecurity = true } = webPreferences;
  if (sandbox !== true || contextIsolation !== true || nodeIntegration !== false || !webSecurity)
    throw new Error('The stand-in for electron opens sandboxed and isolated windows only.');
  if (preload === undefined || !isAbsolute(preload)) throw new Error('The preload needs its full path.');
  return readFileSync(preload, 'utf8');
}

export const BrowserWindow = BrowserWindowStandIn;

export const contentsOf = (id: number): WebContents | undefined => windows.get(id)?.webContents;

offer({
  look: () => [...windows.values()].map(window => window.look()),
  closeWindow: (id: number) => windows.get(id)?.close(),
  mayNavigate: (id: number, url: string) => {
    const event = preventable({ url });
    windows.get(id)?.page().emit('will-navigate', event, url);
    return !event.defaultPrevented;
  },
  mayOpen: (id: number, url: string) => windows.get(id)?.page().mayOpen(url) ?? false,
  crashed: (id: number) =>
    windows.get(id)?.page().emit('render-process-gone', preventable(), { reason: 'crashed', exitCode: 1 }),
});
