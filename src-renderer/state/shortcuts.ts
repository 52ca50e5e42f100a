import type { EditorCommand } from './commands.ts';
import type { TextKey } from './text.svelte.ts';

/** A key, and what it does. `mod` is Ctrl, and Cmd on a Mac. */
export interface Shortcut {
  readonly command: EditorCommand;
  readonly label: TextKey;
  /** `KeyboardEvent.key` in lower case, or `code:` and a key's place. */
  readonly key: string;
  readonly mod?: boolean;
  readonly shift?: boolean;
}

export const shortcuts: readonly Shortcut[] = [
  { command: 'open', label: 'action.open', key: 'o', mod: true },
  { command: 'export', label: 'action.export', key: 'e', mod: true },
  { command: 'export-again', label: 'action.quickExport', key: 'e', mod: true, shift: true },
  { command: 'copy', label: 'action.copy', key: 'c', mod: true },
  { command: 'copy', label: 'action.copy', key: 'c', mod: true, shift: true },
  { command: 'save-edit', label: 'action.saveEdit', key: 's', mod: true },
  { command: 'open-edit', label: 'action.openEdit', key: 'o', mod: true, shift: true },
  { command: 'undo', label: 'action.undo', key: 'z', mod: true },
  { command: 'redo', label: 'action.redo', key: 'z', mod: true, shift: true },
  { command: 'redo', label: 'action.redo', key: 'y', mod: true },
  { command: 'tool-move', label: 'tool.move', key: 'v' },
  { command: 'tool-keep', label: 'tool.keep', key: 'b' },
  { command: 'tool-drop', label: 'tool.drop', key: 'e' },
  { command: 'brush-smaller', label: 'shortcut.smaller', key: '[' },
  { command: 'brush-larger', label: 'shortcut.larger', key: ']' },
  { command: 'overlay', label: 'layer.overlay', key: 'm' },
  { command: 'split', label: 'compare.split', key: 's' },
  { command: 'fit', label: 'action.fit', key: '0', mod: true },
  { command: 'actual-size', label: 'action.actualSize', key: '1', mod: true },
  { command: 'zoom-in', label: 'action.zoomIn', key: '+' },
  { command: 'zoom-in', label: 'action.zoomIn', key: '=' },
  { command: 'zoom-in', label: 'action.zoomIn', key: '=', mod: true },
  { command: 'zoom-out', label: 'action.zoomOut', key: '-' },
  { command: 'zoom-out', label: 'action.zoomOut', key: '-', mod: true },
  { command: 'shortcuts', label: 'action.shortcuts', key: '?' },
  { command: 'shortcuts', label: 'action.shortcuts', key: '/', mod: true },
];

/** What the hand does on the picture, for the sheet: no command stands behind these. */
export const gestures: readonly { readonly keys: readonly string[]; readonly label: TextKey }[] = [
  { keys: ['\\'], label: 'shortcut.original' },
  { keys: ['Space'], label: 'shortcut.pan' },
  { keys: ['Alt'], label: 'shortcut.invert' },
  { keys: ['Shift'], label: 'shortcut.line' },
  { keys: ['Esc'], label: 'shortcut.cancel' },
  { keys: ['←', '→', '↑', '↓'], label: 'shortcut.move' },
];

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** The command that a key press stands for. */
export function commandOf(event: Pressed): EditorCommand | undefined {
  if (event.altKey) return undefined;
  const mod = event.ctrlKey || event.metaKey;
  const key = latin(event);
  const fits = (shortcut: Shortcut) =>
    shortcut.key === key &&
    (shortcut.mod ?? false) === mod &&
    (!mod || (shortcut.shift ?? false) === event.shiftKey);
  return shortcuts.find(fits)?.command;
}

/** The letter on the key's place while another script is typed. */
const latin = ({ key, code }: Pressed): string =>
  key > '~' && code.startsWith('Key') ? code.slice(3).toLowerCase() : key.toLowerCase();

/** A shortcut's keys as the sheet and the tooltips write them. */
export const keysOf = ({ key, mod, shift }: Shortcut, mac: boolean): string[] => [
  ...(mod ? [mac ? '⌘' : 'Ctrl'] : []),
  ...(shift ? [mac ? '⇧' : 'Shift'] : []),
  key.toUpperCase(),
];

/** A tooltip: what, and its key. */
export function hint(label: string, command: EditorCommand, mac: boolean): string {
  const shortcut = shortcuts.find(one => one.command === command);
  return shortcut ? `${label} (${keysOf(shortcut, mac).join(' ')})` : label;
}

export const isMac = (): boolean => navigator.platform.startsWith('Mac');
