/** The application menu: a pure function of the system, the language and the recent photos. */
import type { MenuItemConstructorOptions } from 'electron';
import type { AppFacts, Command } from '../../src-shared/contract/editor/app.ts';
import type { Emit } from '../studio/editor/index.ts';
import { type Locale, type MenuWords, menuWords } from './menu-words.ts';

export interface MenuFacts {
  readonly platform: NodeJS.Platform;
  readonly locale: Locale;
  readonly recent: AppFacts['recent'];
  readonly send: Emit;
  /** Absent where the program was not installed, and so cannot be updated. */
  readonly updates?: UpdateItems | undefined;
}

export interface UpdateItems {
  readonly atStart: boolean;
  readonly look: () => void;
  readonly setAtStart: (wanted: boolean) => void;
}

type Item = MenuItemConstructorOptions;

/** Closing a photo has no key: what a browser would take for closing the tab is no key for it. Nor has what is rare. */
const accelerators: Readonly<Partial<Record<Command, string>>> = {
  open: 'CommandOrControl+O',
  export: 'CommandOrControl+E',
  'export-again': 'CommandOrControl+Shift+E',
  undo: 'CommandOrControl+Z',
  redo: 'CommandOrControl+Shift+Z',
  fit: 'CommandOrControl+0',
  'actual-size': 'CommandOrControl+1',
  'zoom-in': 'CommandOrControl+=',
  'zoom-out': 'CommandOrControl+-',
  'save-edit': 'CommandOrControl+S',
  'open-edit': 'CommandOrControl+Shift+O',
  copy: 'CommandOrControl+Shift+C',
  shortcuts: 'CommandOrControl+/',
};

type ItemOf = (name: Command) => Item;

const separator: Item = { type: 'separator' };

export function menuTemplate(facts: MenuFacts): Item[] {
  const words = menuWords[facts.locale];
  const item = (name: Command): Item => ({
    id: name,
    label: words.commands[name],
    ...(accelerators[name] !== undefined && { accelerator: accelerators[name] }),
    click: () => facts.send('command', { name }),
  });
  const isMac = facts.platform === 'darwin';
  const menus = [
    fileMenu(words, item, recentMenu(facts, words), isMac),
    editMenu(words, item),
    viewMenu(words, item),
    windowMenu(words),
    helpMenu(facts, words, item),
  ];
  return isMac ? [programMenu(words, item), ...menus] : menus;
}

/** macOS: the role `appMenu` would do, but speaks the system's language, or English. */
const programMenu = ({ roles }: MenuWords, item: ItemOf): Item => ({
  label: 'Portrait Studio',
  submenu: [
    item('about'),
    separator,
    { role: 'services', label: roles.services },
    separator,
    { role: 'hide', label: roles.hide },
    { role: 'hideOthers', label: roles.hideOthers },
    { role: 'unhide', label: roles.unhide },
    separator,
    { role: 'quit', label: roles.quit },
  ],
});

const fileMenu = (words: MenuWords, item: ItemOf, recent: Item, isMac: boolean): Item => ({
  label: words.headings.file,
  submenu: [
    item('open'),
    recent,
    item('close-photo'),
    separator,
    item('open-edit'),
    item('save-edit'),
    separator,
    item('export'),
    item('export-again'),
    separator,
    // On macOS, quitting is in the application's own menu.
    isMac ? { role: 'close', label: words.roles.close } : { role: 'quit', label: words.roles.quit },
  ],
});

function recentMenu({ recent, send }: MenuFacts, words: MenuWords): Item {
  const items = recent.map(({ name, source }): Item => ({
    label: name.replaceAll('&', '&&'), // a single one marks the access key
    click: () => send('open', { sources: [source] }),
  }));
  const none: Item = { label: words.noRecent, enabled: false };
  return { label: words.recent, submenu: items.length > 0 ? items : [none] };
}

/** Undo and redo are the editor's own; cut, copy and paste are for its text fields. */
const editMenu = (words: MenuWords, item: ItemOf): Item => ({
  label: words.headings.edit,
  submenu: [
    item('undo'),
    item('redo'),
    separator,
    { role: 'cut', label: words.roles.cut },
    { role: 'copy', label: words.roles.copyText },
    { role: 'paste', label: words.roles.paste },
    { role: 'selectAll', label: words.roles.selectAll },
    separator,
    item('copy'),
  ],
});

const viewMenu = (words: MenuWords, item: ItemOf): Item => ({
  label: words.headings.view,
  submenu: [
    item('fit'),
    item('actual-size'),
    separator,
    item('zoom-in'),
    item('zoom-out'),
    separator,
    { role: 'togglefullscreen', label: words.roles.fullScreen },
  ],
});

/** On macOS, what the program is stands in its own menu. */
const helpMenu = ({ platform, updates }: MenuFacts, words: MenuWords, item: ItemOf): Item => ({
  label: words.headings.help,
  role: 'help',
  submenu: [
    item('shortcuts'),
    item('copy-diagnostics'),
    ...(updates ? [separator, ...updateItems(updates, words)] : []),
    ...(platform === 'darwin' ? [] : [separator, item('about')]),
  ],
});

const updateItems = ({ atStart, look, setAtStart }: UpdateItems, words: MenuWords): Item[] => [
  { label: words.updates.look, click: look },
  {
    label: words.updates.atStart,
    type: 'checkbox',
    checked: atStart,
    click: ({ checked }) => setAtStart(checked),
  },
];

const windowMenu = (words: MenuWords): Item => ({
  label: words.headings.window,
  role: 'window',
  submenu: [
    { role: 'minimize', label: words.roles.minimize },
    { role: 'close', label: words.roles.close },
  ],
});
