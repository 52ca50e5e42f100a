/** What a person does with the window, the same at every door. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { EditorAtDoor } from './doors/door.ts';
import { eventually } from './eventually.ts';
import { type Pixels, pixelsOf, readPixels } from './pictures.ts';

/** On a busy machine that draws in software. */
const LONG = 120_000;

/** Chooses photos with the button and what it asks with. */
export const choosePhotos = (editor: EditorAtDoor, ...paths: string[]) =>
  editor.choosing(paths, () => editor.page.getByRole('button', { name: 'Open photo' }).first().click());

/** Hands photos to the page's file input, as outside tests do. */
export async function handIn(editor: EditorAtDoor, ...paths: string[]) {
  await editor.knowFiles(paths);
  await editor.page.getByLabel('Photo files').setInputFiles(paths);
}

/** What the live region says. */
export const hear = (page: Page, text: string | RegExp) =>
  page.getByRole('status').filter({ hasText: text }).first().waitFor({ state: 'attached', timeout: LONG });

export async function openPhoto(editor: EditorAtDoor, path: string) {
  await choosePhotos(editor, path);
  await hear(editor.page, 'Subject found');
  // What was found at first sight is shown until the networks have looked closer.
  await editor.page.getByText('Refining the edge…').waitFor({ state: 'hidden', timeout: LONG });
}

export async function chooseTool(page: Page, name: 'Move' | 'Keep' | 'Drop') {
  await page.getByRole('radiogroup', { name: 'Tool' }).getByRole('radio', { name }).check({ force: true });
}

export async function chooseBackground(page: Page, name: 'Blur' | 'Picture' | 'Colour' | 'Transparent') {
  const group = page.getByRole('radiogroup', { name: 'Background' });
  await group.getByRole('radio', { name }).check({ force: true });
}

/** Puts a picture behind the subject, with the button and what it asks with. */
export async function chooseBackdrop(editor: EditorAtDoor, path: string) {
  const { page } = editor;
  await chooseBackground(page, 'Picture');
  await editor.choosing([path], () => page.getByRole('button', { name: 'Choose picture' }).click());
  await historyHas(page, 'Backdrop picture');
}

export const sliderNamed = (page: Page, name: string) => page.getByRole('slider', { name, exact: true });

/** Sets a slider as arrow keys do, in its own units. */
export async function setSlider(page: Page, name: string, value: number) {
  const slider = sliderNamed(page, name);
  await slider.fill(String(value));
  expect(await slider.inputValue()).toBe(String(value));
}

/** Waits until a slider stands somewhere. */
export const sliderReads = (page: Page, name: string, value: number) =>
  eventually(`${name} at ${value}`, async () =>
    (await sliderNamed(page, name).inputValue()) === String(value) ? true : undefined,
  );

/** A step of the edit is there, its newest last. */
export const historyHas = (page: Page, step: string) =>
  page.getByRole('list', { name: 'History' }).getByText(step).first().waitFor({ timeout: LONG });

/** The program's own copy of an edit is written, as it is when a crash comes. @param text that its JSON holds */
export const editIsKept = ({ data }: EditorAtDoor, text: string) =>
  eventually('a kept edit', () => {
    const folder = join(data, 'edits');
    const edits = existsSync(folder) ? readdirSync(folder).filter(name => name.endsWith('.json')) : [];
    return edits.some(name => readFileSync(join(folder, name), 'utf8').includes(text)) ? true : undefined;
  });

/** The program has asked whether its window may close. */
export const wasAsked = ({ desktop }: EditorAtDoor) =>
  eventually('the question', async () => {
    const shown = await desktop.dialogs();
    return shown.some(({ method }) => method === 'showMessageBox') ? true : undefined;
  });

interface Size {
  readonly width: number;
  readonly height: number;
}
type Place = readonly [x: number, y: number];

/** Where pixels of a fitted photo are on the screen. */
async function placing(page: Page, photo: Size) {
  const box = await page.getByRole('application', { name: 'Photo' }).boundingBox();
  if (!box) throw new Error('No canvas.');
  const ratio = await page.evaluate(
    () => (globalThis as unknown as { devicePixelRatio: number }).devicePixelRatio,
  );
  const margin = 32;
  const room = Math.min((box.width - margin) / photo.width, (box.height - margin) / photo.height);
  const scale = Math.min(room, 2 / ratio);
  const left = box.x + (box.width - photo.width * scale) / 2;
  const top = box.y + (box.height - photo.height * scale) / 2;
  return ([x, y]: Place) => [left + x * scale, top + y * scale] as const;
}

/** Drags over a fitted photo, from pixel to pixel of it. */
export async function drag(page: Page, photo: Size, places: readonly Place[]) {
  const at = await placing(page, photo);
  await page.mouse.move(...at(places[0]));
  await page.mouse.down();
  for (const place of places.slice(1)) await page.mouse.move(...at(place), { steps: 4 });
  await page.mouse.up();
}

/** Clicks a pixel of a fitted photo. @param key held down meanwhile */
export async function click(page: Page, photo: Size, place: Place, key: 'Alt') {
  const at = await placing(page, photo);
  await page.keyboard.down(key);
  await page.mouse.click(...at(place));
  await page.keyboard.up(key);
}

/** Turns the wheel over a pixel of a fitted photo. @param notches away from the hand */
export async function turnWheel(page: Page, photo: Size, place: Place, notches: number) {
  const at = await placing(page, photo);
  await page.mouse.move(...at(place));
  await page.mouse.wheel(0, -100 * notches);
}

/** Says what is exported, and how. */
export async function setExport(page: Page, wish: { what?: string; format?: string }) {
  const list = (name: string) => page.getByRole('combobox', { name, exact: true });
  if (wish.what !== undefined) await list('What').selectOption(wish.what);
  if (wish.format !== undefined) await list('Format').selectOption(wish.format);
}

const exportButton = (page: Page) => page.getByRole('button', { name: 'Export', exact: true }).first();

/** Exports as the panel stands, by its button or otherwise. @returns where the file is */
export async function exportFile(editor: EditorAtDoor, press = () => exportButton(editor.page).click()) {
  const saved = await editor.saving(press);
  await hear(editor.page, `Exported ${saved.name}`);
  return saved;
}

/** Exports, and reads the file back. */
export async function exportPicture(editor: EditorAtDoor): Promise<Pixels & { readonly name: string }> {
  const { name, path } = await exportFile(editor);
  return { name, ...(await readPixels(path)) };
}

/** A headless browser has no clipboard: the page gets one that keeps what it is given. */
export const lendClipboard = (page: Page) =>
  page.evaluate(() => {
    const lent: Partial<Lent> = globalThis as unknown as Lent;
    Object.assign((navigator as unknown as { clipboard: object }).clipboard, {
      writeText: async (text: string) => void (lent.text = await Promise.resolve(text)),
      write: async ([item]: Item[]) => void (lent.picture = await item.getType('image/png')),
    });
  });

export const textCopied = (page: Page) => page.evaluate(() => (globalThis as unknown as Lent).text);

export const pictureCopied = async (page: Page): Promise<Pixels> =>
  pixelsOf(
    Uint8Array.from(
      await page.evaluate(async () => [
        ...new Uint8Array(await (globalThis as unknown as Lent).picture.arrayBuffer()),
      ]),
    ),
  );

/** What was put on the lent clipboard. */
interface Lent {
  text: string;
  picture: Blob;
}
interface Item {
  getType(type: string): Promise<Blob>;
}

/** What the window shows where the photo is: pixels of the screen. */
export async function seen(page: Page): Promise<Pixels> {
  return pixelsOf(await page.getByRole('application', { name: 'Photo' }).screenshot());
}

/** Drops files on the picture, as the system's file manager does. */
export async function dropFiles(editor: EditorAtDoor, ...files: string[]) {
  await editor.knowFiles(files);
  const session = await editor.page.context().newCDPSession(editor.page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 400, y: 400, data });
  await session.detach();
}
