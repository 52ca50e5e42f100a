import { chooseTool, dragSlider, drawShort, leaveOutBlur } from './gestures.ts';
import { openPhoto } from './opening.ts';
import type { Program, Stall } from './program.ts';

/** The longest while each was done. */
export interface Stalls {
  /** The page's start, and a photo handed in as soon as it is there. */
  readonly opening: Stall;
  /** Another photo, the slider, ten strokes, and all of them undone. */
  readonly hand: Stall;
}

/** Does with a fresh program what people do with it. */
export async function watchStalls(program: Program, photo: string, another: string): Promise<Stalls> {
  const { page } = program;
  await openPhoto(page, photo);
  const opening = await program.stall();
  await openPhoto(page, another);
  await dragSlider(program);
  await leaveOutBlur(page);
  await chooseTool(page, 'Keep');
  for (let i = 0; i < STROKES; i++) await drawShort(page, i);
  await page.getByRole('application', { name: 'Photo' }).focus();
  for (let i = 0; i < STROKES; i++) await page.keyboard.press('Control+z');
  await page.waitForTimeout(1000);
  return { opening, hand: await program.stall() };
}

const STROKES = 10;
