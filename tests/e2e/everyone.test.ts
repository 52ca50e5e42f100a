import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { put } from '../making/files.ts';
import { temporaryFolder } from '../making/folder.ts';
import { eachDoor } from './doors/each-door.ts';
import * as hands from './hands.ts';
import { putBall, readPixels } from './pictures.ts';

const folder = temporaryFolder();
const ball = await putBall(folder);
const words = put(folder, 'words.jpg', 'these are only words');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  impact: string;
  nodes: { html: string }[];
}

/** What axe-core calls serious or critical. */
async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const violations = await page.evaluate<Violation[]>('axe.run().then(result => result.violations)');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
}

const hasFocus = (wanted: Locator): Promise<boolean> =>
  wanted.evaluate((element: { matches(selector: string): boolean }) => element.matches(':focus'));

/** Presses Tab until this has the focus. */
async function tabTo(page: Page, wanted: Locator, most = 80) {
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press('Tab');
    if (await hasFocus(wanted)) return;
  }
  throw new Error(`Tab does not reach ${String(wanted)} in ${most} presses.`);
}

eachDoor('the editor for everyone', (open, door) => {
  it('has no serious fault that axe-core finds: empty, with a photo, light and dark', async () => {
    const editor = await open();
    const { page } = editor;
    await page.getByRole('button', { name: 'Open photo' }).first().waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await hands.openPhoto(editor, ball);
    await page.getByRole('heading', { name: 'Models' }).click();
    await page.getByRole('button', { name: 'Verify' }).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await seriousFaults(page)).toEqual([]);
  });

  it('goes from nothing to a saved file with the keyboard alone', async () => {
    const editor = await open();
    const { page } = editor;
    await page.getByRole('button', { name: 'Open photo' }).first().waitFor();
    await tabTo(page, page.getByRole('button', { name: 'Open photo' }).first());
    await editor.choosing([ball], () => page.keyboard.press('Enter'));
    await hands.hear(page, 'Subject found');
    await page.keyboard.press('b');
    expect(await page.getByRole('radio', { name: 'Keep' }).isChecked()).toBe(true);
    await tabTo(page, page.getByRole('slider', { name: 'Blur', exact: true }));
    await page.keyboard.press('ArrowRight');
    await hands.sliderReads(page, 'Blur', 51);
    await page.keyboard.press('ControlOrMeta+z');
    await hands.sliderReads(page, 'Blur', 50);
    await page.keyboard.press('ControlOrMeta+Shift+z');
    await hands.sliderReads(page, 'Blur', 51);
    const { name, path } = await hands.exportFile(editor, () => page.keyboard.press('ControlOrMeta+e'));
    expect([name, (await readPixels(path)).width]).toEqual(['ball-portrait.jpg', 480]);
  });

  it('has the names that outside tests hold on to', async () => {
    const editor = await open();
    const { page } = editor;
    const button = (name: string) => page.getByRole('button', { name, exact: true }).first();
    await button('Open photo').waitFor();
    await button('Try a sample').waitFor();
    await hands.handIn(editor, ball);
    await hands.hear(page, 'Subject found');
    for (const name of ['Open photo', 'Export', 'Undo', 'Redo', 'Compare', 'Fit', 'Actual size'])
      expect(await button(name).count(), name).toBe(1);
    expect(await page.getByRole('application', { name: 'Photo', exact: true }).count()).toBe(1);
    await hasChoices(page, 'Tool', ['Move', 'Keep', 'Drop']);
    await hasChoices(page, 'Theme', ['As the system', 'Light', 'Dark']);
    await hasChoices(page, 'Background', ['Blur', 'Picture', 'Colour', 'Transparent']);
    for (const name of ['Move', 'Keep', 'Drop', 'Blur', 'Picture', 'Colour', 'Transparent'])
      expect(await page.getByRole('radio', { name }).count(), name).toBe(1);
    for (const name of ['Open photo', 'Export', 'Undo', 'Redo', 'Compare', 'Fit'])
      expect(await page.getByRole('button', { name }).count(), name).toBe(1);
    for (const name of ['Brush size', 'Blur', 'Feather'])
      expect(await hands.sliderNamed(page, name).count(), name).toBe(1);
    const layers = page.getByRole('list', { name: 'Layers', exact: true });
    for (const name of ['Original', 'Mask overlay', 'Blurred background', 'Backdrop'])
      expect(await layers.getByRole('checkbox', { name, exact: true }).count(), name).toBe(1);
    await hands.chooseBackground(page, 'Picture');
    await button('Choose picture').waitFor();
  });

  it('says aloud what was found, exported, and what went wrong', async () => {
    const editor = await open();
    const { page } = editor;
    await hands.openPhoto(editor, ball);
    const { name } = await hands.exportPicture(editor);
    await hands.hear(page, `Exported ${name}`);
    await hands.handIn(editor, words);
    await hands.hear(page, /words\.jpg could not be opened.*not a picture/i);
    const inPlace = page.getByRole('listitem').filter({ hasText: 'words.jpg could not be opened' });
    expect(await inPlace.count()).toBe(1);
    if (door.isDesktop) await page.getByRole('button', { name: 'Show in folder' }).waitFor();
  });
});

async function hasChoices(page: Page, group: string, names: readonly string[]) {
  const radios = page.getByRole('radiogroup', { name: group, exact: true }).getByRole('radio');
  const found = await radios.evaluateAll(all => all.map(each => (each as unknown as Named).ariaLabel));
  expect(found, group).toEqual(names);
}
interface Named {
  readonly ariaLabel: string | null;
}
