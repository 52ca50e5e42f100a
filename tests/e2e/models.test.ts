import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { put } from '../making/files.ts';
import { temporaryFolder } from '../making/folder.ts';
import { deeplabFile, deeplabPath, withoutDeeplab } from '../models/deeplab-file.ts';
import { serve, silentAfter, status, whole } from '../models/download/file-server.ts';
import { smallTfjs } from '../models/small-network.ts';
import { type EditorAtDoor, storeIn } from './doors/door.ts';
import { eachDoor } from './doors/each-door.ts';
import { eventually } from './eventually.ts';
import * as hands from './hands.ts';

const cat = fileURLToPath(new URL('../../assets/samples/chelsea.png', import.meta.url));
const words = put(temporaryFolder(), 'words.tflite', 'these are only words');
const LONG = 120_000;

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const offer = (page: Page) => page.getByRole('group', { name: 'Offer' });
const row = (page: Page, title: string) =>
  page.getByRole('list', { name: 'Models' }).getByRole('listitem').filter({ hasText: title });
const chip = (page: Page, name: RegExp) =>
  page.getByRole('group', { name: 'What stays sharp' }).getByRole('button', { name });
const mirror = (address: string) => ({ PORTRAIT_MIRROR: new URL('/', address).href });
const deeplabIsIn = ({ data }: EditorAtDoor) => existsSync(join(storeIn(data), 'deeplab', 'installed.json'));

const isDeclined = ({ data }: EditorAtDoor): boolean => {
  const settings = join(data, 'settings.json');
  return existsSync(settings) && readFileSync(settings, 'utf8').includes('deeplab');
};

async function openModels(page: Page) {
  await page.getByRole('heading', { name: 'Models' }).click();
  await button(page, 'Verify').waitFor();
}

const importFile = (editor: EditorAtDoor, path: string) =>
  editor.choosing([path], () => button(editor.page, 'Import a file…').click());

const isPressed = (page: Page, name: RegExp, pressed: boolean) =>
  eventually(`${String(name)} pressed: ${pressed}`, async () =>
    (await chip(page, name).getAttribute('aria-pressed')) === String(pressed) ? true : undefined,
  );

/** A button that went away must not take the focus with it. */
const hasFocus = (place: Locator, text: string) =>
  place.locator('button:focus').filter({ hasText: text }).waitFor();

/** Between the beginning and the end. */
const isUnderWay = (page: Page) =>
  eventually('a file that is being fetched', async () => {
    const bar = offer(page).getByRole('progressbar', { name: 'Fetching DeepLab v3' });
    const share = await bar.evaluate(element => (element as unknown as { value: number }).value);
    return share > 0.2 && share < 0.9 ? true : undefined;
  });

eachDoor('the networks', open => {
  it('are listed with what they are for, their licence and size, and the engine that runs them', async () => {
    const editor = await open({ photos: [cat] });
    const { page } = editor;
    await hands.hear(page, 'Subject found');
    await openModels(page);
    const shown = await row(page, 'U²-Netp').innerText();
    for (const part of ['Finds any subject', 'Apache-2.0', '4.6 MB', 'Came with the program'])
      expect(shown).toContain(part);
    expect(await row(page, 'DeepLab v3').innerText()).toContain('Not installed');
    await page.getByText(/^Engine: TensorFlow.*\d threads/).waitFor();
    await button(page, 'Verify').click();
    await hands.hear(page, 'Every file was read and compared');
  });

  it('that are missing are offered and never fetched unasked; a declined one is not offered again', async () => {
    const { address, asked } = await serve(status(404));
    const editor = await open({ photos: [cat], env: mirror(address) });
    const { page } = editor;
    await hands.hear(page, 'Subject found');
    await offer(page).getByText('DeepLab, 2.2 MB').waitFor();
    await button(page, 'Do not offer this again').click();
    await offer(page).waitFor({ state: 'detached' });
    await eventually('the settings', () => (isDeclined(editor) ? true : undefined));
    await page.reload();
    await hands.hear(page, 'Subject found');
    await openModels(page);
    expect(await offer(page).count()).toBe(0);
    expect(asked).toEqual([]);
  });

  it('refuse a file that is none where they are, whether chosen or dropped', async () => {
    const editor = await open({ photos: [cat] });
    const { page } = editor;
    await hands.hear(page, 'Subject found');
    await hands.dropFiles(editor, words);
    const fault = page.getByRole('alert').filter({ hasText: 'words.tflite could not be imported' });
    await fault.waitFor();
    await importFile(editor, words);
    await fault.waitFor();
    expect(deeplabIsIn(editor)).toBe(false);
  });
});

eachDoor('a network in several files', open => {
  it('is imported with its weights, and names those that were not chosen', async () => {
    const folder = temporaryFolder();
    const paths = [...smallTfjs(2, 2)].map(([name, bytes]) => put(folder, name, bytes));
    const editor = await open({ photos: [cat] });
    const { page } = editor;
    await hands.hear(page, 'Subject found');
    await openModels(page);
    await editor.choosing(paths, () => button(page, 'Import a file…').click());
    await hands.hear(page, 'model is installed');
    await row(page, 'model.json').waitFor();
    const alone = put(temporaryFolder(), 'model.json', smallTfjs(1, 2).get('model.json') ?? '');
    await importFile(editor, alone);
    await page.getByRole('alert').filter({ hasText: 'group1-shard1of2.bin' }).waitFor();
  });
});

eachDoor('DeepLab in the window', open => {
  it.skipIf(withoutDeeplab !== '')(
    `from a file, names what is in the photo; chips add and drop it${withoutDeeplab}`,
    async () => {
      const editor = await open({ photos: [cat] });
      const { page } = editor;
      await hands.hear(page, 'Subject found');
      await openModels(page);
      await importFile(editor, deeplabPath);
      await hands.hear(page, 'DeepLab v3 is installed');
      await chip(page, /^cat \d+ %$/).waitFor({ timeout: LONG });
      expect(await offer(page).count()).toBe(0);
      await isPressed(page, /^Auto$/, true);
      await isPressed(page, /^cat/, true);
      await chip(page, /^cat/).click();
      await hands.historyHas(page, 'Subject: Anything');
      await isPressed(page, /^Anything$/, true);
      await isPressed(page, /^cat/, false);
      await chip(page, /^cat/).click();
      await hands.historyHas(page, 'Subject: cat');
      await isPressed(page, /^cat/, true);
      await isPressed(page, /^Auto$/, false);
      await button(page, 'Undo').click();
      await button(page, 'Undo').click();
      await isPressed(page, /^Auto$/, true);
      await isPressed(page, /^cat/, true);
    },
  );

  it.skipIf(withoutDeeplab !== '')(
    `is fetched: cancelled in the middle, then to the end; and removed${withoutDeeplab}`,
    async () => {
      const { address, asked } = await serve(silentAfter(1_000_000, deeplabFile()), whole(deeplabFile()));
      const editor = await open({ photos: [cat], env: mirror(address) });
      const { page } = editor;
      await hands.hear(page, 'Subject found');
      await offer(page).getByRole('button', { name: 'Fetch' }).click();
      await isUnderWay(page);
      await hasFocus(offer(page), 'Cancel');
      await offer(page).getByRole('button', { name: 'Cancel' }).click();
      await hands.hear(page, 'Fetching DeepLab v3 was cancelled');
      await hasFocus(offer(page), 'Fetch');
      expect(deeplabIsIn(editor)).toBe(false);
      await openModels(page);
      await button(page, 'Fetch DeepLab v3').click();
      await hands.hear(page, 'DeepLab v3 is installed');
      expect(asked.at(-1)?.range).toMatch(/^bytes=[1-9]/);
      expect(deeplabIsIn(editor)).toBe(true);
      await chip(page, /^cat/).waitFor({ timeout: LONG });
      await button(page, 'Remove DeepLab v3').click();
      await hasFocus(row(page, 'DeepLab v3'), 'Keep it');
      await page.keyboard.press('Enter');
      await hasFocus(row(page, 'DeepLab v3'), 'Remove');
      await button(page, 'Remove DeepLab v3').click();
      await button(page, 'Remove').click();
      await hands.hear(page, 'DeepLab v3 was removed');
      expect(deeplabIsIn(editor)).toBe(false);
      await chip(page, /^cat/).waitFor({ state: 'detached', timeout: LONG });
      await offer(page).waitFor();
    },
  );
});
