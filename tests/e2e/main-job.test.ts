import { describe, expect, it } from 'vitest';
import sharp from 'sharp';
import { distances } from '../making/distance.ts';
import { cannotDrive, openEditor } from './browser-door.ts';
import { chooseTool, drag, exportPicture, openPhoto, sample, setSlider } from './hands.ts';

describe.skipIf(cannotDrive !== undefined)(
  `the editor${cannotDrive ? ` (skipped: ${cannotDrive})` : ''}`,
  () => {
    it('opens a photo, mends the subject, blurs, and exports at full size', async () => {
      const { page } = await openEditor();
      await openPhoto(page, sample('astronaut.png'));
      await page.getByRole('checkbox', { name: 'Mask overlay' }).check();
      await setSlider(page, 'Blur', 80);
      const before = await exportPicture(page);
      await chooseTool(page, 'Keep');
      await drag(page, [
        [0.78, 0.2],
        [0.78, 0.45],
      ]);
      await page.getByRole('list', { name: 'History' }).getByText('Keep stroke').waitFor();
      await page.waitForTimeout(1500);
      const after = await exportPicture(page);
      expect([after.width, after.height]).toEqual([512, 512]);
      // What the stroke went over is the photo's own again; elsewhere nothing has changed.
      const photo = await sharp(sample('astronaut.png')).removeAlpha().raw().toBuffer();
      const patch = (data: Uint8Array, left: number, top: number) => cut(data, left, top, 20);
      const mended = distances(patch(after.data, 410, 130), patch(photo, 410, 130)).mean;
      const blurred = distances(patch(before.data, 410, 130), patch(photo, 410, 130)).mean;
      expect(mended).toBeLessThan(blurred / 3);
      expect(distances(patch(after.data, 40, 60), patch(before.data, 40, 60)).mean).toBeLessThan(2);
    });

    it('undoes everything back to the start', async () => {
      const { page } = await openEditor();
      await openPhoto(page, sample('chelsea.png'));
      const start = await exportPicture(page);
      await setSlider(page, 'Feather', 12);
      await chooseTool(page, 'Drop');
      await drag(page, [
        [0.4, 0.4],
        [0.6, 0.6],
      ]);
      await page.waitForTimeout(1000);
      await setSlider(page, 'Blur', 10);
      const undo = page.getByRole('button', { name: 'Undo' });
      while (await undo.isEnabled()) await undo.click();
      await page.waitForTimeout(1500);
      const back = await exportPicture(page);
      expect(distances(back.data, start.data).most).toBe(0);
    });

    it('puts a colour behind, and writes transparency', async () => {
      const { page } = await openEditor();
      await openPhoto(page, sample('astronaut.png'));
      await page
        .getByRole('radiogroup', { name: 'Background' })
        .getByRole('radio', { name: 'Transparent' })
        .check({ force: true });
      const cut = await exportPicture(page);
      expect([cut.width, cut.height, cut.channels]).toEqual([512, 512, 4]);
      const alphas = new Set(cut.data.filter((_, i) => i % 4 === 3));
      expect(alphas.has(0)).toBe(true);
      expect(alphas.has(255)).toBe(true);
    });
  },
);

/** A square of an RGB picture 512 pixels wide. */
function cut(data: Uint8Array, left: number, top: number, side: number): Uint8Array {
  const rows = Array.from({ length: side }, (_, y) => {
    const from = ((top + y) * 512 + left) * 3;
    return [...data.subarray(from, from + side * 3)];
  });
  return Uint8Array.from(rows.flat());
}
