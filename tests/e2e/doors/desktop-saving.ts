import { mkdtempSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../eventually.ts';
import { type EditorAtDoor, forgetKept, type Saved } from './door.ts';

/** A new folder, in which the person wants the next file. */
export const saveFolder = (data: string): string => mkdtempSync(join(data, 'saved-'));

/** The one file that is saved in a folder, once it is there under its own name. */
export const savedIn = (folder: string): Promise<Saved> =>
  eventually('a saved file', () => {
    const name = readdirSync(folder).find(each => !each.startsWith('.'));
    return name === undefined ? undefined : { name, path: join(folder, name) };
  });

/** The window of a desktop program shows a new page: it forgets what this one had open, and what is kept. */
export async function clearWindow({ page, data }: EditorAtDoor) {
  await page.evaluate('sessionStorage.clear()');
  await page.reload();
  await page.getByRole('button', { name: 'Open photo' }).first().waitFor();
  forgetKept(data);
  await page.reload();
}

export const noWindows = (): Promise<EditorAtDoor> =>
  Promise.reject(new Error('The desktop program has one window.'));
