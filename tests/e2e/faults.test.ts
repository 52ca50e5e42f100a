import { expect, it } from 'vitest';
import { put } from '../making/files.ts';
import { temporaryFolder } from '../making/folder.ts';
import type { EditorAtDoor } from './doors/door.ts';
import { eachDoor } from './doors/each-door.ts';
import * as hands from './hands.ts';
import { ballPhoto, putBall } from './pictures.ts';

const folder = temporaryFolder();
const ball = await putBall(folder);
const words = put(folder, 'words.jpg', 'these are only words');

/** How often a person was asked where a file goes. */
const placesAsked = async ({ desktop }: EditorAtDoor) =>
  (await desktop.dialogs()).filter(({ method }) => method === 'showSaveDialog').length;

eachDoor('the editor when things go wrong', (open, door) => {
  it('says that the compute process died, and tries again with the edit as it was', async () => {
    const editor = await open();
    const { page } = editor;
    await hands.openPhoto(editor, ball);
    await hands.setSlider(page, 'Blur', 70);
    await hands.setExport(page, { format: 'png' });
    const pid = await editor.computePid();
    // A stopped process cannot finish before it is killed. Windows cannot stop one: there it may have written already.
    if (process.platform !== 'win32') process.kill(pid, 'SIGSTOP');
    await editor.saving(async () => {
      await page.getByRole('button', { name: 'Export', exact: true }).first().click();
      await page.getByRole('progressbar').first().waitFor();
      process.kill(pid, 'SIGKILL');
      await hands.hear(page, 'ball.png could not be exported');
      await page.getByRole('button', { name: 'Try again' }).click();
    });
    await hands.hear(page, 'Exported ball-portrait.png');
    if (door.isDesktop) expect(await placesAsked(editor)).toBe(1);
    expect(await hands.sliderNamed(page, 'Blur').inputValue()).toBe('70');
    const again = await hands.exportPicture(editor);
    expect([again.width, again.height]).toEqual([ballPhoto.width, ballPhoto.height]);
    expect(await editor.computePid()).not.toBe(pid);
  });

  it('keeps the photo that is open when a bad one is dropped on it, and says which', async () => {
    const editor = await open();
    const { page } = editor;
    await hands.openPhoto(editor, ball);
    await hands.setSlider(page, 'Blur', 33);
    await hands.dropFiles(editor, words);
    await hands.hear(page, /words\.jpg could not be opened/);
    await hands.hear(page, /not a picture/i);
    expect(await hands.sliderNamed(page, 'Blur').inputValue()).toBe('33');
    const still = await hands.exportPicture(editor);
    expect([still.name, still.width]).toEqual(['ball-portrait.jpg', ballPhoto.width]);
  });

  it('gives whoever reports a fault something to paste, which names nothing', async () => {
    const editor = await open();
    const { page } = editor;
    await hands.dropFiles(editor, words);
    await hands.hear(page, /words\.jpg could not be opened/);
    await hands.lendClipboard(page);
    if (door.isDesktop) await editor.desktop.clickMenu('copy-diagnostics');
    else {
      await page.getByRole('button', { name: /^About/ }).click();
      await page.getByRole('button', { name: 'Copy diagnostics' }).click();
    }
    await hands.hear(page, 'Diagnostics copied');
    const text = await hands.textCopied(page);
    expect(text).toMatch(/^Portrait Studio \d/);
    expect(text).toMatch(/\nGraphics: \w/);
    expect(text).toMatch(/photo\.open photo-not-a-picture/);
    expect(text).not.toMatch(/words\.jpg/);
    expect(text).not.toContain(folder);
  });

  it('says why it shows no picture where there is no WebGL2, and exports all the same', async () => {
    const editor = await open({});
    const { page } = editor;
    await page.addInitScript(() => {
      const { prototype } = (globalThis as unknown as { HTMLCanvasElement: CanvasClass }).HTMLCanvasElement;
      const { getContext } = prototype;
      prototype.getContext = function (kind, ...more) {
        return kind === 'webgl2' ? null : getContext.call(this, kind, ...more);
      };
    });
    await page.reload();
    const why = page.getByText(/WebGL2 is not available.*Turn on hardware acceleration/);
    await why.filter({ visible: true }).waitFor();
    await hands.openPhoto(editor, ball);
    expect(await why.filter({ visible: true }).count()).toBe(1);
    const written = await hands.exportPicture(editor);
    expect([written.width, written.height]).toEqual([ballPhoto.width, ballPhoto.height]);
  });

  it('opens a good one that is dropped on it', async () => {
    const editor = await open();
    await editor.page.getByRole('button', { name: 'Try a sample' }).waitFor();
    await hands.dropFiles(editor, ball);
    await hands.hear(editor.page, 'Subject found');
    await editor.page.getByText('ball.png').first().waitFor();
  });
});

interface CanvasClass {
  readonly prototype: { getContext: (this: unknown, kind: string, ...more: unknown[]) => unknown };
}
