import type { Page } from 'playwright-core';

/** What `page-clock.js` keeps, in milliseconds since the page began. */
interface PageClock {
  chosen: number;
  released: number;
  /** When pixels were handed to the GPU. */
  uploads: number[];
  /** When the frames that draw them were. */
  frames: number[];
  /** How long each key's command took, with what it set off before the next task. */
  commands: number[];
}

declare const benchClock: PageClock;

const PATIENCE = { timeout: 180_000, polling: 20 };

/** Forgets what was noted. */
export const resetClock = (page: Page) =>
  page.evaluate(() => {
    benchClock.uploads = [];
    benchClock.frames = [];
    benchClock.commands = [];
  });

export const readClock = (page: Page): Promise<PageClock> => page.evaluate(() => benchClock);

/** Waits until pixels were handed to the GPU so many times, and drawn. */
export async function whenDrawn(page: Page, count: number): Promise<PageClock> {
  await page.waitForFunction(wanted => benchClock.frames.length >= wanted, count, PATIENCE);
  return readClock(page);
}
