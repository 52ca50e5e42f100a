import { describe, expect, it } from 'vitest';
import { menuTemplate } from '../../src-main/desktop/menu.ts';
import { commandOf, shortcuts } from '../../src-renderer/state/shortcuts.ts';
import { commands } from '../../src-shared/contract/editor/app.ts';

interface Item {
  readonly id?: string;
  readonly accelerator?: unknown;
  readonly submenu?: unknown;
}

const flatten = (items: readonly Item[]): Item[] =>
  items.flatMap(item => [item, ...(Array.isArray(item.submenu) ? flatten(item.submenu as Item[]) : [])]);

/** The key press that an accelerator stands for. */
function pressOf(accelerator: string) {
  const parts = accelerator.split('+');
  const ctrlKey = parts.includes('CommandOrControl');
  const key = parts.at(-1)!.toLowerCase();
  return { key, code: '', ctrlKey, shiftKey: parts.includes('Shift'), metaKey: false, altKey: false };
}

const items = flatten(menuTemplate({ platform: 'linux', locale: 'en', recent: [], send: () => undefined }));

describe('the keys of the desktop’s menu', () => {
  const keyed = items.filter(({ accelerator }) => accelerator !== undefined);

  it.each(keyed)('do in the window what they do in the menu: $id', ({ id, accelerator }) => {
    expect(commandOf(pressOf(String(accelerator)))).toBe(id);
  });

  it('are there for all commands but those that are rare', () => {
    const without = commands.filter(name => !keyed.some(({ id }) => id === name));
    expect(without).toEqual(['close-photo', 'copy-diagnostics', 'about']);
  });

  it('leave none out that the sheet lists for the same command with Ctrl', () => {
    for (const { command } of shortcuts.filter(({ mod }) => mod)) expect(commands).toContain(command);
  });
});
