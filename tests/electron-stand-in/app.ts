import { tmpdir } from 'node:os';
import type { App } from 'electron';
import { claimLock } from './instance-lock.ts';
import { Emitter, emitPreventable, preventable, strict } from './strict.ts';
import { offer } from './test-link.ts';

const userData = process.env['STAND_IN_USER_DATA'] ?? '';

/** The windows that are open: closing them is part of quitting. */
export const openWindows = new Set<{ close(): void }>();

class AppStandIn extends Emitter {
  readonly isPackaged = false;
  readonly recentDocuments: string[] = [];
  private ready = false;
  private quitting = false;

  constructor() {
    super(
      ...['ready', 'second-instance', 'open-file', 'activate', 'before-quit', 'will-quit', 'quit'],
      ...['window-all-closed', 'render-process-gone'],
    );
    // After the main module was evaluated, as in Electron; the test must have its browser first.
    process.once('message', () => {
      this.ready = true;
      this.emit('ready');
    });
  }

  isReady = () => this.ready;
  whenReady = () =>
    this.ready ? Promise.resolve() : new Promise<void>(resolve => this.once('ready', resolve));
  getVersion = () => '0.0.0-stand-in';
  getLocale = () => process.env['STAND_IN_LOCALE'] ?? 'en-GB';

  getPath = (name: string) => {
    if (name === 'userData') return userData;
    if (name === 'temp') return tmpdir();
    throw new Error(`The stand-in for electron has no path "${name}".`);
  };

  requestSingleInstanceLock = (data?: Record<string, unknown>): boolean =>
    claimLock(userData, { argv: process.argv, cwd: process.cwd(), data }, second =>
      this.emit('second-instance', preventable(), second.argv, second.cwd, second.data),
    );

  addRecentDocument = (path: string) => void this.recentDocuments.push(path);

  /** Windows first; one that prevents its closing keeps the program. */
  quit = () => {
    if (emitPreventable(this, 'before-quit')) return;
    this.quitting = true;
    for (const window of [...openWindows]) window.close();
    if (openWindows.size > 0) this.quitting = false;
    else this.finish();
  };

  /** Not while quitting: Electron does not tell of it then. */
  noteWindowClosed() {
    if (openWindows.size > 0 || this.quitting) return;
    if (!this.emit('window-all-closed')) this.quit();
  }

  private finish() {
    if (emitPreventable(this, 'will-quit')) return;
    this.emit('quit');
    setImmediate(() => process.exit(0));
  }
}

const standIn = new AppStandIn();

export const noteWindowClosed = () => standIn.noteWindowClosed();

/** Most of Electron cannot be used before it is ready, and says so. */
export function mustBeReady(what: string) {
  if (!standIn.isReady()) throw new Error(`${what} can not be used before the app is ready.`);
}

type Methods = Pick<
  App,
  | 'isReady'
  | 'whenReady'
  | 'getVersion'
  | 'getLocale'
  | 'getPath'
  | 'requestSingleInstanceLock'
  | 'addRecentDocument'
  | 'quit'
  | 'isPackaged'
>;

export const app = strict('app', standIn satisfies Methods);

offer({
  openFile: (path: string) => standIn.emit('open-file', preventable(), path),
  quit: () => standIn.quit(),
  recentDocuments: () => standIn.recentDocuments,
});
