import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cannotDrive, openEditor } from './browser-door.ts';
import { choosePhoto, chooseTool, drag, exportPicture, hear, openPhoto, sample, setSlider } from './hands.ts';

const why = cannotDrive ? ` (skipped: ${cannotDrive})` : '';

describe.skipIf(cannotDrive !== undefined)(`the editor when things go wrong${why}`, () => {
  it('says that the compute process died, and goes on with the edit as it was', async () => {
    const { page, computePid } = await openEditor();
    await openPhoto(page, sample('chelsea.png'));
    await setSlider(page, 'Blur', 70);
    // A stopped process cannot finish before it is killed.
    process.kill(computePid(), 'SIGSTOP');
    await page.getByRole('button', { name: 'Export', exact: true }).first().click();
    await page.getByRole('progressbar').first().waitFor();
    process.kill(computePid(), 'SIGKILL');
    await hear(page, 'could not be exported');
    const exported = await exportPicture(page);
    expect([exported.width, exported.height]).toEqual([451, 300]);
    expect(await page.getByRole('slider', { name: 'Blur', exact: true }).inputValue()).toBe('70');
  });

  it('offers the edit again after the page was reloaded', async () => {
    const { page } = await openEditor();
    await openPhoto(page, sample('chelsea.png'));
    await setSlider(page, 'Blur', 20);
    await chooseTool(page, 'Drop');
    await drag(page, [
      [0.4, 0.4],
      [0.6, 0.5],
    ]);
    await page.waitForTimeout(2500);
    await page.reload();
    await choosePhoto(page, sample('chelsea.png'));
    await page.getByRole('button', { name: 'Restore edit' }).click({ timeout: 60_000 });
    expect(await page.getByRole('slider', { name: 'Blur', exact: true }).inputValue()).toBe('20');
  });

  it('keeps the photo that is open when a bad one is handed in, and says which', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'portrait-bad-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const bad = join(folder, 'words.jpg');
    writeFileSync(bad, 'these are only words');
    const { page } = await openEditor();
    await openPhoto(page, sample('chelsea.png'));
    await choosePhoto(page, bad);
    await page
      .getByText(/words\.jpg/)
      .first()
      .waitFor();
    await page
      .getByText(/not a picture/i)
      .first()
      .waitFor();
    const still = await exportPicture(page);
    expect([still.width, still.height]).toEqual([451, 300]);
  });

  it('serves two windows, each with its own photo', async () => {
    const { page, another } = await openEditor();
    const second = await another();
    await openPhoto(page, sample('chelsea.png'));
    await openPhoto(second, sample('astronaut.png'));
    expect((await exportPicture(page)).width).toBe(451);
    expect((await exportPicture(second)).width).toBe(512);
  });
});
