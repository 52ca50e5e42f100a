import type { Page } from 'playwright-core';

/** A picture that was handed to the GPU. */
interface Upload {
  readonly of: 'proxy' | 'matte' | 'colours' | 'tile' | undefined;
  readonly at: number;
  /** When the frame that draws it was. */
  readonly drawn: number | undefined;
}

type Drawn = Upload & { readonly drawn: number };

/** What `page-clock.js` keeps, in milliseconds since the page began. */
interface PageClock {
  chosen: number;
  released: number;
  uploads: Upload[];
}

declare const benchClock: PageClock;

const PATIENCE = { timeout: 180_000, polling: 20 };

/** Forgets what was noted. */
export const resetClock = (page: Page) =>
  page.evaluate(() => {
    benchClock.uploads = [];
  });

const readClock = (page: Page): Promise<PageClock> => page.evaluate(() => benchClock);

/** Waits until a picture of this kind was handed to the GPU, and drawn. */
export async function whenDrawn(page: Page, of: Upload['of']): Promise<PageClock & Drawn> {
  const isDrawn = (wanted: Upload['of']) =>
    benchClock.uploads.some(one => one.of === wanted && one.drawn !== undefined);
  await page.waitForFunction(isDrawn, of, PATIENCE);
  const clock = await readClock(page);
  return { ...clock, ...(clock.uploads.find(one => one.of === of) as Drawn) };
}
