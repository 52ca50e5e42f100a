import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../making/folder.ts';
import { eachDoor } from './doors/each-door.ts';
import { eventually } from './eventually.ts';
import * as hands from './hands.ts';
import { ballPhoto, putBall, sample } from './pictures.ts';

const ball = await putBall(temporaryFolder());
const KEEP_EDITING = 1;
const CLOSE = 0;

eachDoor('the editor’s windows', (open, door) => {
  it.runIf(door.hasWindows)('are two when asked for, each with its own photo', async () => {
    const editor = await open();
    const second = await editor.another();
    await hands.openPhoto(editor, ball);
    await hands.openPhoto(second, sample('astronaut.png'));
    await hands.setSlider(editor.page, 'Blur', 10);
    const [one, other] = [await hands.exportPicture(editor), await hands.exportPicture(second)];
    expect([one.name, one.width]).toEqual(['ball-portrait.jpg', 480]);
    expect([other.name, other.width]).toEqual(['astronaut-portrait.jpg', 512]);
    expect(await hands.sliderNamed(second.page, 'Blur').inputValue()).toBe('50');
  });

  describe.runIf(door.isDesktop)('on a desktop', () => {
    it('is one, which a second start hands its photo to', async () => {
      const editor = await open();
      await editor.page.getByRole('button', { name: 'Open photo' }).waitFor();
      expect(await editor.desktop.startAgain([ball])).toBe(0);
      await hands.hear(editor.page, 'Subject found');
      await editor.page.getByText('ball.png').first().waitFor();
      expect(await editor.desktop.windowCount()).toBe(1);
    });

    it('asks before it closes with unsaved strokes, stays when told to, and goes when told to', async () => {
      const editor = await open({ photos: [ball] });
      const { desktop, page } = editor;
      await hands.hear(page, 'Subject found');
      await hands.chooseTool(page, 'Keep');
      await hands.drag(page, ballPhoto, [
        [70, 60],
        [80, 90],
      ]);
      await desktop.answerQuestion(KEEP_EDITING);
      await desktop.closeWindow();
      await hands.wasAsked(editor);
      expect(await desktop.windowCount()).toBe(1);
      await desktop.answerQuestion(CLOSE);
      await desktop.closeWindow();
      if (process.platform === 'darwin') await eventually('no window', noneLeft);
      else expect(await desktop.exited).toBe(0);

      async function noneLeft() {
        return (await desktop.windowCount()) === 0 ? true : undefined;
      }
    });

    it('shows in its folder what was exported', async () => {
      const editor = await open();
      await hands.openPhoto(editor, ball);
      const { path } = await hands.exportFile(editor);
      await editor.page.getByRole('button', { name: 'Show in folder' }).click();
      await eventually('the folder', async () =>
        (await editor.desktop.filesShown()).length > 0 ? true : undefined,
      );
      expect(await editor.desktop.filesShown()).toEqual([path]);
    });

    it('does what its menu says', async () => {
      const editor = await open();
      const { desktop, page } = editor;
      await hands.openPhoto(editor, ball);
      await hands.setSlider(page, 'Blur', 30);
      await desktop.clickMenu('undo');
      await hands.sliderReads(page, 'Blur', 50);
      await desktop.clickMenu('redo');
      await hands.sliderReads(page, 'Blur', 30);
      const saved = await hands.exportFile(editor, () => desktop.clickMenu('export'));
      expect(saved.name).toBe('ball-portrait.jpg');
      await editor.choosing([sample('chelsea.png')], () => desktop.clickMenu('open'));
      await page.getByText('chelsea.png').first().waitFor();
      await desktop.clickMenu('shortcuts');
      await page.getByRole('dialog').waitFor();
    });
  });
});
