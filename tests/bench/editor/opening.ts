import { copyFileSync, appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { resetClock, whenDrawn } from './clock.ts';

/** Milliseconds from the moment the file was handed in. */
export interface Opening {
  /** Until the picture was handed to the GPU. */
  readonly picture: number;
  /** Until its matte was. */
  readonly subject: number;
  /** Until the frame with the picture was: software drawing is in it. */
  readonly drawn: number;
}

/** Opens a photo as choosing it in the dialog does, and waits until its subject is drawn, and then refined. */
export async function openPhoto(page: Page, photo: string): Promise<Opening> {
  await resetClock(page);
  await page.getByLabel('Photo files').setInputFiles(photo);
  const picture = await whenDrawn(page, 'proxy');
  const subject = await whenDrawn(page, 'matte');
  // What was found at first sight is replaced: that must not be taken for the next photo.
  await page.getByText('Refining the edge…').waitFor({ state: 'hidden', timeout: 60_000 });
  const since = (time: number) => time - picture.chosen;
  return { picture: since(picture.at), subject: since(subject.at), drawn: since(picture.drawn) };
}

/** The same photo as another file: what follows a JPEG's end is not looked at, but makes its sum another. */
export function anotherFile(photo: string, folder: string, number: number): string {
  const path = join(folder, `another-${number}.jpg`);
  copyFileSync(photo, path);
  appendFileSync(path, `another ${number}`);
  return path;
}
