import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { localeOf, type Locale } from '../../src-main/desktop/menu-words.ts';
import { type MenuFacts, menuTemplate } from '../../src-main/desktop/menu.ts';
import { commands } from '../../src-shared/contract/editor/app.ts';

type Item = MenuItemConstructorOptions;

const flatten = (items: readonly Item[]): Item[] =>
  items.flatMap(item => [item, ...(Array.isArray(item.submenu) ? flatten(item.submenu) : [])]);

function menu(facts: Partial<MenuFacts> = {}) {
  const sent: unknown[] = [];
  const send: MenuFacts['send'] = (event, payload) => void sent.push([event, payload]);
  const template = menuTemplate({ platform: 'linux', locale: 'en', recent: [], send, ...facts });
  return { template, items: flatten(template), sent };
}

const click = (item: Item | undefined) => (item?.click as () => void)();

describe('menuTemplate', () => {
  it.each(commands)('reaches the command %s', name => {
    const { items, sent } = menu();
    click(items.find(({ id }) => id === name));
    expect(sent).toEqual([['command', { name }]]);
  });

  it('gives no accelerator twice', () => {
    const accelerators = menu().items.flatMap(({ accelerator }) => accelerator ?? []);
    // Closing a photo, copying diagnostics and the about box have none.
    expect(accelerators).toHaveLength(commands.length - 3);
    expect(new Set(accelerators).size).toBe(accelerators.length);
  });

  it('opens a recent photo, whatever its name', () => {
    const source = { kind: 'path', path: '/photos/me & you.jpg' } as const;
    const { items, sent } = menu({ recent: [{ name: 'me & you.jpg', source }] });
    click(items.find(({ label }) => label === 'me && you.jpg'));
    expect(sent).toEqual([['open', { sources: [source] }]]);
  });

  it('says so when nothing is recent', () => {
    expect(menu().items).toContainEqual({ label: 'No recent photos', enabled: false });
  });

  it('has every label in Korean', () => {
    const labels = menu({ locale: 'ko' }).items.flatMap(({ label }) => label ?? []);
    expect(labels.filter(label => !/\p{Script=Hangul}/u.test(label))).toEqual([]);
  });

  it.each(['en', 'ko'] as const)('gives no label twice within a menu (%s)', (locale: Locale) => {
    for (const { submenu } of menu({ locale }).template) {
      const labels = (submenu as Item[] | undefined)?.flatMap(({ label }) => label ?? []) ?? [];
      expect(new Set(labels).size).toBe(labels.length);
    }
  });

  it('has the application’s own menu on macOS, which quits', () => {
    const quits = ({ submenu }: Item) => (submenu as Item[]).some(({ role }) => role === 'quit');
    expect(menu({ platform: 'darwin' }).template.map(quits)).toEqual([
      true,
      ...Array<boolean>(5).fill(false),
    ]);
    expect(menu().template.map(quits)).toEqual([true, ...Array<boolean>(4).fill(false)]);
  });

  it('has every label of macOS’s own menu in Korean, but the program’s name', () => {
    const [own] = menu({ platform: 'darwin', locale: 'ko' }).template;
    const labels = (own.submenu as Item[]).flatMap(({ type, label }) =>
      type === 'separator' ? [] : [label ?? ''],
    );
    expect(labels).toHaveLength(6);
    expect(labels.filter(label => !/\p{Script=Hangul}/u.test(label))).toEqual([]);
  });
});

describe('localeOf', () => {
  it('is Korean for Korean systems and English for all others', () => {
    expect(['ko', 'ko-KR', 'en-GB', 'kok-IN', 'fr'].map(localeOf)).toEqual(['ko', 'ko', 'en', 'en', 'en']);
  });
});
