import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { Download, Page } from 'playwright-core';
import sharp from 'sharp';

/** What a person does with the window. */

export const sample = (name: string): string =>
  fileURLToPath(new URL(`../../assets/samples/${name}`, import.meta.url));

/** Hands a photo in, as choosing it in the dialog does. */
export async function choosePhoto(page: Page, ...paths: string[]) {
  await page.getByLabel('Photo files').setInputFiles(paths);
}

const LONG = 90_000;

/** What the live region says. */
export const hear = (page: Page, text: string | RegExp) =>
  page.getByRole('status').filter({ hasText: text }).first().waitFor({ state: 'attached', timeout: LONG });

export async function openPhoto(page: Page, path: string) {
  await choosePhoto(page, path);
  await hear(page, 'Subject found');
}

export async function chooseTool(page: Page, name: 'Move' | 'Keep' | 'Drop') {
  await page.getByRole('radiogroup', { name: 'Tool' }).getByRole('radio', { name }).check({ force: true });
}

/** Sets a slider as arrow keys do, in its own units. */
export async function setSlider(page: Page, name: string, value: number) {
  const slider = page.getByRole('slider', { name, exact: true });
  await slider.fill(String(value));
  expect(await slider.inputValue()).toBe(String(value));
}

/** Drags over the canvas; places are shares of it. */
export async function drag(page: Page, places: readonly (readonly [number, number])[]) {
  const box = await page.getByRole('application', { name: 'Photo' }).boundingBox();
  if (!box) throw new Error('No canvas.');
  const at = ([x, y]: readonly [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(places[0]));
  await page.mouse.down();
  for (const place of places.slice(1)) await page.mouse.move(...at(place), { steps: 8 });
  await page.mouse.up();
}

/** Exports as the panel stands, and reads the file back. */
export async function exportPicture(page: Page) {
  const downloading = page.waitForEvent('download', { timeout: LONG });
  await page.getByRole('button', { name: 'Export', exact: true }).first().click();
  const download = await downloading;
  await hear(page, 'Exported ');
  return { name: download.suggestedFilename(), ...(await readPicture(download)) };
}

async function readPicture(download: Download) {
  const bytes = await readFile(await download.path());
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}
