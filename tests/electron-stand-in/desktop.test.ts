import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src-shared/contract/editor/app.ts';
import type { ChannelName, Request, Response } from '../../src-shared/contract/editor/channels.ts';
import type { Door } from '../../src-shared/contract/editor/door.ts';
import type { Result } from '../../src-shared/contract/result.ts';
import { defaultEdit } from '../../src-shared/edit/schema.ts';
import { temporaryFolder } from '../making/folder.ts';
import { launchDesktop, type LaunchedDesktop, until } from './launch.ts';
import { chromiumPath, launchChromium } from './pages.ts';
import { stageProgram } from './stage.ts';

const noChromium = !existsSync(chromiumPath);
if (noChromium) console.warn(`Skipped: there is no Chromium at ${chromiumPath}; set CHROMIUM to its path.`);

const folder = temporaryFolder();
const cat = join(import.meta.dirname, '../../assets/samples/chelsea.png');
const astronaut = join(import.meta.dirname, '../../assets/samples/astronaut.png');

let root = '';
let browser: Browser;
let desktop: LaunchedDesktop;

/** A page with nothing but what a test asks of it: the window itself has its own tests. */
beforeAll(async () => {
  if (noChromium) return;
  const pages = join(folder, 'pages');
  mkdirSync(pages);
  writeFileSync(
    join(pages, 'index.html'),
    '<!doctype html><title>Bare</title><input type="file"><iframe></iframe>',
  );
  root = await stageProgram({ pages });
  browser = await launchChromium();
});
afterEach(() => desktop.close());
afterAll(async () => {
  if (noChromium) return;
  await browser.close();
  rmSync(root, { recursive: true, force: true });
});

async function start(words: readonly string[] = [], locale = 'en-GB'): Promise<Page> {
  desktop = await launchDesktop({ root, browser, words, locale });
  const page = await desktop.window();
  await page.evaluate(() => {
    const { portrait } = globalThis as unknown as { portrait: Door };
    const heard: unknown[] = [];
    Object.assign(globalThis, { heard });
    portrait.listen('command', event => heard.push(event));
    portrait.listen('open', event => heard.push(event));
  });
  await call(page, 'app.facts', {});
  return page;
}

const call = <C extends ChannelName>(
  page: Page,
  name: C,
  request: Request<C>,
): Promise<Result<Response<C>>> =>
  page.evaluate<Result<unknown>, readonly [ChannelName, unknown]>(
    ([channel, asked]) =>
      (globalThis as unknown as { portrait: Door }).portrait.call(channel as never, asked),
    [name, request],
  ) as Promise<Result<Response<C>>>;

const heard = (page: Page, count: number) =>
  until(async () => {
    const all = await page.evaluate(() => (globalThis as unknown as { heard: unknown[] }).heard);
    return all.length >= count ? all : undefined;
  }, `${count} events`);

async function openCat(page: Page): Promise<string> {
  const opened = await call(page, 'photo.open', { source: { kind: 'path', path: cat }, job: 'open' });
  if (!opened.ok) throw new Error(opened.message);
  return opened.value.photo;
}

describe.skipIf(noChromium)('the desktop door on the stand-in', () => {
  it('opens its window on our own scheme, and answers the facts over the bridge', async () => {
    const page = await start([cat]);
    const facts = await call(page, 'app.facts', {});
    expect(facts).toMatchObject({ ok: true, value: { version: expect.any(String) as string } });
    expect(await desktop.look()).toMatchObject([{ title: 'Portrait Studio', visible: true }]);
    expect(desktop.faults).toEqual([]);
  });

  it('gives the photos that it was started with, once', async () => {
    desktop = await launchDesktop({ root, browser, words: [cat] });
    const page = await desktop.window();
    const first = await call(page, 'app.facts', {});
    const again = await call(page, 'app.facts', {});
    expect(first).toMatchObject({ value: { opened: [{ kind: 'path', path: cat }] } });
    expect(again).toMatchObject({ value: { opened: [] } });
  });

  it('gives the page the door and nothing of Electron or Node', async () => {
    const page = await start();
    const seen = await page.evaluate(() => ({
      door: Object.keys((globalThis as unknown as { portrait: object }).portrait).sort(),
      frozen: Object.isFrozen((globalThis as unknown as { portrait: object }).portrait),
      leaks: ['require', 'process', 'Buffer', 'electron', '__standInSend'].filter(name => name in globalThis),
    }));
    expect(seen.door).toEqual(['call', 'chooseFiles', 'listen', 'pictureUrl', 'receive', 'takeFiles']);
    expect(seen).toMatchObject({ frozen: true, leaks: [] });
  });

  it('chooses files with the system dialog', async () => {
    const page = await start();
    desktop.answerNext('showOpenDialog', { canceled: false, filePaths: [cat, astronaut] });
    desktop.answerNext('showOpenDialog', { canceled: true, filePaths: [] });
    const choose = () =>
      page.evaluate(() => (globalThis as unknown as { portrait: Door }).portrait.chooseFiles('photo', true));
    expect(await choose()).toEqual([
      { kind: 'path', path: cat },
      { kind: 'path', path: astronaut },
    ]);
    expect(await choose()).toEqual([]);
    expect(desktop.dialogs[0]?.options).toMatchObject({ properties: ['openFile', 'multiSelections'] });
  });

  it('sends the command of every menu item', async () => {
    const page = await start();
    for (const name of commands) await desktop.clickMenu(name);
    expect(await heard(page, commands.length)).toEqual(commands.map(name => ({ name })));
  });

  it('speaks Korean where the system or the settings do', async () => {
    const page = await start([], 'ko-KR');
    await menuHas('파일');
    const brush = { share: 0.04, hardness: 0.7 };
    const settings = { locale: 'en' as const, smartStrokes: true, brush, declinedModels: [] };
    await call(page, 'app.settings', { settings });
    await menuHas('File');
  });

  it('takes the theme that was chosen for its menus and dialogs, too', async () => {
    const page = await start();
    expect(await desktop.themeSource()).toBe('system');
    const brush = { share: 0.04, hardness: 0.7 };
    const settings = { theme: 'dark' as const, smartStrokes: true, brush, declinedModels: [] };
    await call(page, 'app.settings', { settings });
    await until(async () => (await desktop.themeSource()) === 'dark' || undefined, 'the dark theme');
  });

  it('hands a second start’s photo to the first, and ends', async () => {
    const page = await start();
    expect(await desktop.startAgain([astronaut])).toBe(0);
    expect(await heard(page, 1)).toEqual([{ sources: [{ kind: 'path', path: astronaut }] }]);
  });

  it('opens a file that is dropped on the icon', async () => {
    const page = await start();
    await desktop.openFile(cat);
    expect(await heard(page, 1)).toEqual([{ sources: [{ kind: 'path', path: cat }] }]);
  });

  it('names the window and the recent files by the photo, and shows its picture', async () => {
    const page = await start();
    const photo = await openCat(page);
    const look = await until(async () => (await desktop.look()).find(each => each.represented), 'a title');
    expect(look).toMatchObject({ title: 'chelsea.png – Portrait Studio', represented: cat });
    expect(await desktop.recentDocuments()).toEqual([cat]);
    const fetched = await page.evaluate(
      address =>
        fetch((globalThis as unknown as { portrait: Door }).portrait.pictureUrl(address)).then(r => r.status),
      `${photo}/proxy`,
    );
    expect(fetched).toBe(200);
  });

  it('takes a file by its path, and a pasted one by its bytes', async () => {
    const page = await start();
    await desktop.nameFile(cat);
    const taken = await page.evaluate(() => {
      const files = [new File(['x'], 'chelsea.png'), new File(['pasted'], 'image.png')];
      return (globalThis as unknown as { portrait: Door }).portrait.takeFiles(files);
    });
    expect(taken).toEqual([
      { kind: 'path', path: cat },
      { kind: 'upload', upload: expect.stringMatching(/\.png$/) as string },
    ]);
  });

  it('answers a killed compute process with its code, and the next call works', async () => {
    const page = await start();
    await openCat(page);
    const [pid] = await desktop.utilityPids();
    process.kill(pid, 'SIGSTOP'); // so that the call is surely under way
    const cut = call(page, 'photo.open', { source: { kind: 'sample', name: 'astronaut' }, job: 'cut' });
    await new Promise(resolve => setTimeout(resolve, 200));
    process.kill(pid, 'SIGKILL');
    expect(await cut).toMatchObject({ ok: false, code: 'compute-died' });
    await until(async () => ((await desktop.utilityPids()).includes(pid) ? undefined : true), 'its end');
    expect(await openCat(page)).toEqual(expect.any(String));
    expect(await desktop.utilityPids()).not.toContain(pid);
  });

  it('asks before it closes on unsaved work, and stays when told to', async () => {
    const page = await start();
    const photo = await openCat(page);
    await call(page, 'edit.keep', { photo, edit: defaultEdit() });
    desktop.answerNext('showMessageBox', { response: 1, checkboxChecked: false });
    await desktop.closeWindow();
    await until(() => Promise.resolve(desktop.dialogs.length === 1 || undefined), 'the question');
    expect(await desktop.look()).toHaveLength(1);
    desktop.answerNext('showMessageBox', { response: 0, checkboxChecked: false });
    await desktop.quit();
    expect(await desktop.exited).toBe(0);
  });

  it('asks, too, when the edit comes only as the window closes', async () => {
    const page = await start();
    const photo = await openCat(page);
    await page.evaluate(
      request => {
        const { portrait } = globalThis as unknown as { portrait: Door };
        portrait.listen('closing', () => {
          void portrait.call('edit.keep', request);
          void portrait.call('app.flushed', {});
        });
      },
      { photo, edit: defaultEdit() },
    );
    desktop.answerNext('showMessageBox', { response: 1, checkboxChecked: false });
    await desktop.closeWindow();
    await until(() => Promise.resolve(desktop.dialogs.length === 1 || undefined), 'the question');
    expect(await desktop.look()).toHaveLength(1);
  });

  it('closes without a question when nothing is unsaved', async () => {
    await start();
    await desktop.closeWindow().catch(() => undefined);
    expect(await desktop.exited).toBe(0);
    expect(desktop.dialogs).toEqual([]);
  });

  it('refuses other senders, other pages, further windows and rights', async () => {
    const page = await start();
    const outside = await desktop.invokeAs({ url: 'https://example.org/', top: true }, 'app.facts', {});
    const framed = await desktop.invokeAs({ url: 'portrait://app/index.html', top: false }, 'app.facts', {});
    expect([outside, framed]).toMatchObject([
      { ok: false, code: 'usage' },
      { ok: false, code: 'usage' },
    ]);
    await page.evaluate(() => (globalThis as unknown as Outward).open('https://example.org/'));
    await page.evaluate(() => ((globalThis as unknown as Outward).location.href = 'https://example.org/'));
    await call(page, 'app.facts', {});
    expect(page.url()).toMatch(/index\.html$/);
    expect(await desktop.grants('geolocation', 'portrait://app/')).toBe(false);
    expect(await desktop.grants('clipboard-sanitized-write', 'portrait://app/')).toBe(true);
    expect(desktop.faults).toEqual([]);
  });
});

/** How a page would try to leave. */
interface Outward {
  open(url: string): void;
  location: { href: string };
}

const menuHas = (label: string) =>
  until(async () => (await desktop.menuLabels()).includes(label) || undefined, `the menu "${label}"`);
