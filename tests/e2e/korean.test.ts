import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import ko from '../../src-renderer/locales/ko.json' with { type: 'json' };
import { animatedGif, put } from '../making/files.ts';
import { temporaryFolder } from '../making/folder.ts';
import type { EditorAtDoor } from './doors/door.ts';
import { eachDoor } from './doors/each-door.ts';
import * as hands from './hands.ts';
import { latinWords, wordsOf } from './latin-words.ts';
import { putBall, putBand } from './pictures.ts';

const folder = temporaryFolder();
const ball = await putBall(folder);
const backdrop = await putBand(folder);
const words = put(folder, 'words.jpg', 'these are only words');
const film = join(folder, 'film.gif');
writeFileSync(film, await animatedGif(64, 48, ['#204060', '#a04020']));

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first();

/** What the live region says, in Korean. @param key of the catalogue; what is filled in is left out */
const hear = (page: Page, key: keyof typeof ko) => {
  const longest = ko[key]
    .split(/\{\{\w+\}\}/)
    .reduce((one, other) => (one.length > other.length ? one : other));
  return page
    .getByRole('status')
    .filter({ hasText: longest.trim() })
    .first()
    .waitFor({ state: 'attached', timeout: 120_000 });
};

/** Every choice of every group, and every look of the overlay, so that what hides behind them shows. */
async function showEverything(page: Page, note: () => Promise<void>) {
  await page.getByRole('checkbox', { name: ko['layer.overlay'] }).check();
  for (const look of ['colour', 'checkerboard']) {
    await page.getByLabel(ko['overlay.look']).selectOption(look);
    await note();
  }
  const group = page.getByRole('radiogroup', { name: ko['panel.background'], exact: true });
  for (const kind of ['transparent', 'colour', 'picture', 'blur'] as const) {
    await group.getByRole('radio', { name: ko[`background.${kind}`], exact: true }).check({ force: true });
    if (kind === 'colour') await page.getByRole('checkbox', { name: ko['colour.gradient'] }).check();
    await note();
  }
  for (const view of ['compare.split', 'compare.side-by-side', 'compare.off'] as const) {
    await page.getByRole('radio', { name: ko[view], exact: true }).check({ force: true });
    await note();
  }
}

async function openBall(editor: EditorAtDoor) {
  await editor.choosing([ball], () => button(editor.page, ko['action.open']).click());
  await hear(editor.page, 'subject.found');
}

eachDoor('the editor in Korean', (open, door) => {
  it('has no English left: empty, every panel, backgrounds, an export, an error, a warning, the shortcuts', async () => {
    const editor = await open({ locale: 'ko' });
    const { page } = editor;
    const english = new Set<string>();
    const note = async () => (await latinWords(page)).forEach(word => english.add(word));
    await button(page, ko['action.open']).waitFor();
    await note();
    await openBall(editor);
    await page.getByText(ko['panel.models'], { exact: true }).click();
    await button(page, ko['models.verify']).waitFor();
    await showEverything(page, note);
    await editor.choosing([backdrop], async () => {
      await page.getByRole('radio', { name: ko['background.picture'], exact: true }).check({ force: true });
      await button(page, ko['backdrop.choose']).click();
    });
    await page.getByRole('slider', { name: ko['backdrop.scale'], exact: true }).waitFor();
    await note();
    await editor.saving(() => button(page, ko['action.export']).click());
    await hear(page, 'done.exported');
    await note();
    await editor.choosing([words], () => button(page, ko['action.open']).click());
    await hear(page, 'failed.open');
    await note();
    await editor.choosing([film], () => button(page, ko['action.open']).click());
    await page.getByText('film.gif').first().waitFor();
    await page.getByRole('list', { name: ko['strip.photos'] }).waitFor();
    await note();
    await button(page, ko['action.shortcuts']).click();
    await page.getByRole('dialog').waitFor();
    await note();
    expect([...english]).toEqual([]);
  });

  it.runIf(door.isDesktop)('has a Korean menu, and Korean dialogs', async () => {
    const editor = await open({ locale: 'ko' });
    const { desktop, page } = editor;
    await openBall(editor);
    await page.getByRole('slider', { name: ko['blur.amount'], exact: true }).fill('20');
    await editor.saving(() => button(page, ko['action.export']).click());
    await page.getByRole('slider', { name: ko['blur.amount'], exact: true }).fill('70');
    await hands.editIsKept(editor, '"amount":70');
    await desktop.answerQuestion(1);
    await desktop.closeWindow();
    await hands.wasAsked(editor);
    const shown = await desktop.dialogs();
    expect(shown.map(({ method }) => method)).toEqual(['showOpenDialog', 'showSaveDialog', 'showMessageBox']);
    const spoken = shown.flatMap(({ options }) => spokenIn(options as DialogOptions));
    expect(wordsOf([...(await desktop.menuLabels()), ...spoken])).toEqual([]);
  });
});

interface DialogOptions {
  readonly title?: string;
  readonly message?: string;
  readonly detail?: string;
  readonly buttons?: readonly string[];
  readonly filters?: readonly { readonly name: string }[];
}

/** What a person reads in a dialog; the files' own names aside. */
const spokenIn = ({ title = '', message = '', detail = '', buttons = [], filters = [] }: DialogOptions) => [
  title,
  message,
  detail,
  ...buttons,
  ...filters.map(({ name }) => name),
];
