import type { Page } from 'playwright-core';
import type { Program } from './program.ts';
import { resetClock, whenDrawn } from './clock.ts';
import { perEvent, perFrame, traced } from './trace.ts';

export interface SliderDrag {
  /** Script a frame, in milliseconds. */
  readonly script: number[];
  /** Requests that left the page while the slider was held. */
  readonly messages: number;
}

/** How long what the last change set off may take: the estimate of the export's size, above all. */
const SETTLE = 3000;

/** Drags the blur's slider there and back. */
export async function dragSlider({ browser, page }: Program): Promise<SliderDrag> {
  await page.waitForTimeout(SETTLE);
  const slider = page.getByRole('slider', { name: 'Blur', exact: true });
  await slider.scrollIntoViewIfNeeded();
  const box = await boxOf(slider);
  const at = (share: number) => [box.x + share * box.width, box.y + box.height / 2] as const;
  await page.mouse.move(...at(0.2));
  await page.mouse.down();
  await page.waitForTimeout(300);
  let messages = 0;
  const count = () => messages++;
  page.on('request', count);
  const work = await traced(browser, page, async () => {
    await page.mouse.move(...at(0.9), { steps: 12 });
    await page.mouse.move(...at(0.2), { steps: 12 });
  });
  page.off('request', count);
  await page.mouse.up();
  return { script: perFrame(work), messages };
}

/** Draws one long stroke. @returns script a pointer event, in milliseconds */
export async function drawTraced({ browser, page }: Program): Promise<number[]> {
  const place = await placeOnCanvas(page);
  await page.mouse.move(...place(0.3, 0.3));
  await resetClock(page);
  const work = await traced(browser, page, async () => {
    await page.mouse.down();
    for (let i = 1; i <= 40; i++) await page.mouse.move(...place(0.3 + i / 100, 0.3 + 0.2 * Math.sin(i / 7)));
    await page.mouse.up();
  });
  await whenDrawn(page, 'matte');
  return perEvent(work, 'pointermove');
}

/** Draws a short stroke. @returns milliseconds from its release until the refined matte is handed to the GPU */
export async function drawShort(page: Page, number: number): Promise<number> {
  const place = await placeOnCanvas(page);
  const x = 0.2 + 0.6 * fraction(number * 0.618);
  const y = 0.2 + 0.5 * fraction(number * 0.755);
  await page.mouse.move(...place(x, y));
  await resetClock(page);
  await page.mouse.down();
  await page.mouse.move(...place(x + 0.03, y + 0.04), { steps: 4 });
  await page.mouse.up();
  const { at, released } = await whenDrawn(page, 'matte');
  return at - released;
}

const fraction = (value: number): number => value - Math.floor(value);

export const chooseTool = (page: Page, name: 'Keep' | 'Drop') =>
  page.getByRole('radiogroup', { name: 'Tool' }).getByRole('radio', { name }).check({ force: true });

/** Under a brush the blur is made anew for every frame, for which software takes a second. */
export const leaveOutBlur = (page: Page) =>
  page
    .getByRole('radiogroup', { name: 'Background' })
    .getByRole('radio', { name: 'Transparent' })
    .check({ force: true });

async function placeOnCanvas(page: Page) {
  const box = await boxOf(page.getByRole('application', { name: 'Photo' }));
  return (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
}

async function boxOf(place: ReturnType<Page['getByRole']>) {
  const box = await place.boundingBox();
  if (!box) throw new Error('The window does not show what is to be measured.');
  return box;
}
