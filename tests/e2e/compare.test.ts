import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { temporaryFolder } from '../making/folder.ts';
import { eachDoor, type Open } from './doors/each-door.ts';
import { eventually } from './eventually.ts';
import * as hands from './hands.ts';
import { ballPhoto, band, type Pixels, putBall, putBand } from './pictures.ts';

const folder = temporaryFolder();
const ball = await putBall(folder);
/** Red on its left; nothing of the photo is. */
const backdrop = await putBand(folder);

const isRed = ({ data, channels }: Pixels, at: number) =>
  data[at * channels] > 200 && data[at * channels + 1] < 60 && data[at * channels + 2] < 60;

/** How many pixels from this share of the width to that one show the backdrop's red. */
async function redBetween(page: Page, from: number, to: number): Promise<number> {
  const pixels = await hands.seen(page);
  const all = Array.from({ length: pixels.width * pixels.height }, (_, at) => at);
  const across = (at: number) => (at % pixels.width) / pixels.width;
  return all.filter(at => across(at) >= from && across(at) < to && isRed(pixels, at)).length;
}

const untilRed = (page: Page, from: number, to: number) =>
  eventually('the result', async () => ((await redBetween(page, from, to)) > 500 ? true : undefined));
const untilNoRed = (page: Page, from: number, to: number) =>
  eventually('the photo', async () => ((await redBetween(page, from, to)) === 0 ? true : undefined));

const chooseView = (page: Page, name: string) =>
  page.getByRole('radiogroup', { name: 'View' }).getByRole('radio', { name }).check({ force: true });

/** @returns a window with the ball before the backdrop */
async function beforeBackdrop(open: Open): Promise<Page> {
  const editor = await open();
  await hands.openPhoto(editor, ball);
  await hands.chooseBackdrop(editor, backdrop);
  return editor.page;
}

eachDoor('the photo beside its result', open => {
  it('lies left of a divider that is dragged, and moved with the keys', async () => {
    const page = await beforeBackdrop(open);
    await untilRed(page, 0, 0.5);
    await chooseView(page, 'Split');
    await untilNoRed(page, 0, 0.5);
    const divider = page.getByRole('slider', { name: 'Divider' });
    const canvas = (await page.getByRole('application', { name: 'Photo' }).boundingBox())!;
    const at = (share: number) => [canvas.x + share * canvas.width, canvas.y + 40] as const;
    await page.mouse.move(...at(0.5));
    await page.mouse.down();
    await page.mouse.move(...at(0.2), { steps: 4 });
    await page.mouse.up();
    expect(await divider.getAttribute('aria-valuenow')).toBe('20');
    await untilRed(page, 0.22, 0.5);
    expect(await redBetween(page, 0, 0.18)).toBe(0);
    await divider.press('ArrowRight');
    expect(await divider.getAttribute('aria-valuenow')).toBe('22');
    expect(band.left).toBeLessThan(ballPhoto.width / 2);
  });

  it('stands on the left, side by side', async () => {
    const page = await beforeBackdrop(open);
    await chooseView(page, 'Side by side');
    await untilNoRed(page, 0, 0.5);
    await untilRed(page, 0.5, 1);
  });

  it('is shown in its place for as long as a key is held', async () => {
    const page = await beforeBackdrop(open);
    await untilRed(page, 0, 1);
    await page.keyboard.down('\\');
    await untilNoRed(page, 0, 1);
    await page.keyboard.up('\\');
    await untilRed(page, 0, 1);
  });
});
