import { describe, expect, it } from 'vitest';
import { menuTemplate, type UpdateItems } from '../../src-main/desktop/menu.ts';
import { type Updater, Updates } from '../../src-main/desktop/updates.ts';

/** A program of version 1 that finds `version`, and a person who gives these answers one after another. */
function made(version: string | Error, answers: boolean[] = []) {
  const done: string[] = [];
  const updater: Updater = {
    autoDownload: true,
    autoInstallOnAppQuit: true,
    checkForUpdates() {
      done.push('check');
      if (version instanceof Error) return Promise.reject(version);
      return Promise.resolve({ isUpdateAvailable: version !== '1.0.0', updateInfo: { version } });
    },
    downloadUpdate: () => Promise.resolve(done.push('download')),
    quitAndInstall: () => void done.push('install'),
  };
  const updates = new Updates({
    updater: () => Promise.resolve(updater),
    locale: () => 'en',
    ask: ({ message }) => Promise.resolve((done.push(message), answers.shift() ?? false)),
    tell: (message, detail) => Promise.resolve(void done.push(`${message} ${detail}`.trim())),
  });
  return { updates, updater, done };
}

const offer = 'Version 2.0.0 is available.';
const ready = 'The new version is ready.';

describe('a newer version', () => {
  it.each([
    [[], ['check', offer]],
    [[true], ['check', offer, 'download', ready]],
    [
      [true, true],
      ['check', offer, 'download', ready, 'install'],
    ],
  ])('is fetched and installed only when the person says so: %j', async (answers, expected) => {
    const { updates, updater, done } = made('2.0.0', [...answers]);
    await updates.look();
    expect(done).toEqual(expected);
    expect(updater).toMatchObject({ autoDownload: false, autoInstallOnAppQuit: false });
  });

  it('that is none is told when it was asked for, and not at the start', async () => {
    const { updates, done } = made('1.0.0');
    await updates.look();
    await updates.look(true);
    expect(done).toEqual(['check', 'You have the newest version.', 'check']);
  });

  it('that cannot be looked for is told with the reason, and not at the start', async () => {
    const { updates, done } = made(new Error('net::ERR_INTERNET_DISCONNECTED\nat …'));
    await updates.look();
    expect(done.at(-1)).toMatch(/could not be found out.*ERR_INTERNET_DISCONNECTED Check your connection/);
    await updates.look(true);
    expect(done.at(-1)).toBe('check');
  });

  it('is looked for once at a time', async () => {
    const { updates, done } = made('1.0.0');
    await Promise.all([updates.look(), updates.look()]);
    expect(done.filter(step => step === 'check')).toHaveLength(1);
  });
});

describe('the menu', () => {
  const helpWith = (updates?: UpdateItems, platform: NodeJS.Platform = 'linux') => {
    const facts = { platform, recent: [], send: () => undefined, updates } as const;
    return (['en', 'ko'] as const).map(locale => {
      const help = menuTemplate({ ...facts, locale }).find(({ role }) => role === 'help');
      return help?.submenu as { label?: string; checked?: boolean; click?: (item: object) => void }[];
    });
  };

  it('has nothing about updates in a program that was not installed', () => {
    const [english] = helpWith();
    expect(english.map(({ label }) => label)).not.toContain('Check for Updates…');
  });

  it('offers to look for one, and to look at the start, in both languages', () => {
    const asked: unknown[] = [];
    const items = {
      atStart: false,
      look: () => asked.push('look'),
      setAtStart: (wanted: boolean) => asked.push(wanted),
    };
    const [english, korean] = helpWith(items);
    for (const [menu, look, atStart] of [
      [english, 'Check for Updates…', 'Check When Starting'],
      [korean, '업데이트 확인…', '시작할 때 확인'],
    ] as const) {
      menu.find(({ label }) => label === look)?.click?.({});
      const box = menu.find(({ label }) => label === atStart);
      expect(box?.checked).toBe(false);
      box?.click?.({ checked: true });
    }
    expect(asked).toEqual(['look', true, 'look', true]);
  });
});
