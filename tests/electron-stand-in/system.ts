/** The parts of Electron that speak to the system: dialogs, menus, the session, the screen. */
import type { Dialog, Menu as ElectronMenu, MenuItemConstructorOptions, NativeTheme, Screen } from 'electron';
import type { Session, Shell } from 'electron';
import { mustBeReady } from './app.ts';
import { strict } from './strict.ts';
import { ask, offer } from './test-link.ts';

/** Dialogs take their window first, or not at all; the test answers for the person. */
const show =
  (method: string) =>
  (...given: readonly unknown[]): Promise<never> => {
    mustBeReady('dialog');
    return ask('dialog', method, structuredClone(given.at(-1))) as Promise<never>;
  };

export const dialog = strict('dialog', {
  showOpenDialog: show('showOpenDialog'),
  showSaveDialog: show('showSaveDialog'),
  showMessageBox: show('showMessageBox'),
  showErrorBox: (title: string, content: string) => void ask('told', 'showErrorBox', [title, content]),
} satisfies Partial<Dialog>);

export const shell = strict('shell', {
  async openExternal(url: string) {
    await ask('told', 'openExternal', [url]);
  },
  showItemInFolder: (path: string) => void ask('told', 'showItemInFolder', [path]),
} satisfies Partial<Shell>);

type Item = MenuItemConstructorOptions;
let current: readonly Item[] = [];

const ACCELERATOR =
  /^((CommandOrControl|CmdOrCtrl|Command|Control|Alt|Option|Shift|Super)\+)*([A-Z0-9]|F\d+|[=\-/?[\]]|Plus|Escape|Delete)$/;

function checkItems(items: readonly Item[]) {
  for (const { label, role, type, accelerator, submenu } of items) {
    if (label === undefined && role === undefined && type !== 'separator')
      throw new TypeError('Invalid template for MenuItem: must have at least one of label, role or type');
    if (typeof accelerator === 'string' && !ACCELERATOR.test(accelerator))
      throw new TypeError(`Invalid accelerator ${accelerator}`);
    if (Array.isArray(submenu)) checkItems(submenu);
  }
}

export const Menu = strict('Menu', {
  buildFromTemplate(template: Item[]) {
    checkItems(template);
    return strict('menu', { template }) as unknown as ElectronMenu;
  },
  setApplicationMenu(menu: ElectronMenu | null) {
    current = (menu as unknown as { template: Item[] } | null)?.template ?? [];
  },
} satisfies Partial<typeof ElectronMenu>);

const flatten = (items: readonly Item[]): readonly Item[] =>
  items.flatMap(item => [item, ...(Array.isArray(item.submenu) ? flatten(item.submenu) : [])]);

type RequestHandler = Parameters<Session['setPermissionRequestHandler']>[0];
type CheckHandler = Parameters<Session['setPermissionCheckHandler']>[0];
const permissions: { request?: RequestHandler; check?: CheckHandler } = {};

const defaultSession = strict('session', {
  setDevicePermissionHandler: () => undefined,
  setPermissionRequestHandler: (handler: RequestHandler) => void (permissions.request = handler),
  setPermissionCheckHandler: (handler: CheckHandler) => void (permissions.check = handler),
} satisfies Partial<Session>);

export const session = strict('session', {
  get defaultSession() {
    mustBeReady('session');
    return defaultSession as unknown as Session;
  },
});

const workArea = { x: 0, y: 0, width: 1920, height: 1040 };

export const screen = strict('screen', {
  getDisplayMatching() {
    mustBeReady('screen');
    return strict('display', { workArea }) as never;
  },
} satisfies Partial<Screen>);

export const nativeTheme = strict('nativeTheme', {
  shouldUseDarkColors: false,
  themeSource: 'system',
} satisfies Partial<NativeTheme>);

offer({
  themeSource: () => nativeTheme.themeSource,
  menuLabels: () => flatten(current).map(item => item.label ?? item.role ?? ''),
  clickMenu(idOrLabel: string) {
    const found = flatten(current).find(item => item.id === idOrLabel || item.label === idOrLabel);
    if (!found?.click || found.enabled === false) throw new Error(`No menu item "${idOrLabel}" to click.`);
    (found.click as () => void)();
  },
  /** What the session would answer a page that asks for a right. */
  grants: (permission: string, from: string) =>
    permissions.check?.(null, permission as never, from, {} as never) ?? true,
});
