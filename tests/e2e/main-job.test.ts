import { expect, it } from 'vitest';
import { distances } from '../making/distance.ts';
import { temporaryFolder } from '../making/folder.ts';
import type { EditorAtDoor } from './doors/door.ts';
import { eachDoor } from './doors/each-door.ts';
import * as hands from './hands.ts';
import {
  ballPhoto,
  meanOf,
  type Part,
  partOf,
  type Pixels,
  putBall,
  readPixels,
  sample,
  within,
} from './pictures.ts';

const ball = await putBall(temporaryFolder());
const { box, ground, insideBall } = ballPhoto;

/** The box, painted roughly: the brush reaches six pixels over each of its edges. */
async function paintBox(editor: EditorAtDoor) {
  await hands.setSlider(editor.page, 'Brush size', 84);
  await hands.chooseTool(editor.page, 'Keep');
  await hands.drag(editor.page, ballPhoto, [
    [72, 68],
    [72, 84],
  ]);
  await hands.historyHas(editor.page, 'Keep stroke');
}

async function exportMatte(editor: EditorAtDoor): Promise<Pixels> {
  await hands.setExport(editor.page, { what: 'matte', format: 'png' });
  return hands.exportPicture(editor);
}

/** Just beyond the box, where the brush went too. */
const spilt = (matte: Pixels) =>
  meanOf([
    ...partOf(matte, { left: 52, top: 34, width: 40, height: 3 }),
    ...partOf(matte, { left: 52, top: 115, width: 40, height: 3 }),
  ]);

eachDoor('the editor', open => {
  it('opens a photo, mends what was missed, blurs the rest, and exports at full size', async () => {
    const editor = await open();
    await hands.openPhoto(editor, ball);
    await editor.page.getByRole('checkbox', { name: 'Mask overlay' }).check();
    await hands.setSlider(editor.page, 'Blur', 80);
    const before = await hands.exportPicture(editor);
    await paintBox(editor);
    const after = await hands.exportPicture(editor);
    const photo = await readPixels(ball);
    const apart = (one: Pixels, part: Part) => distances(partOf(one, part), partOf(photo, part)).mean;
    expect([after.name, after.width, after.height]).toEqual(['ball-portrait.jpg', 480, 320]);
    const mended = within(box, 4);
    expect(apart(after, mended)).toBeLessThan(apart(before, mended) / 3);
    expect(apart(after, insideBall)).toBeLessThan(4);
    expect(distances(partOf(after, ground), partOf(before, ground)).mean).toBeLessThan(2);
  });

  it('draws a stroke back towards the photo’s edge, and leaves it as painted when told to', async () => {
    const editor = await open();
    await hands.openPhoto(editor, ball);
    const missed = await exportMatte(editor);
    await paintBox(editor);
    const smart = await exportMatte(editor);
    await editor.page.getByRole('button', { name: 'Undo' }).click();
    await editor.page.getByRole('checkbox', { name: 'Snap strokes' }).uncheck();
    await paintBox(editor);
    const plain = await exportMatte(editor);
    const inside = (matte: Pixels) => meanOf(partOf(matte, within(box, 4)));
    expect(inside(missed)).toBeLessThan(10);
    expect(inside(smart)).toBeGreaterThan(240);
    expect(inside(plain)).toBeGreaterThan(240);
    expect(spilt(missed)).toBeLessThan(10);
    expect(spilt(smart)).toBeLessThan(spilt(plain) - 15);
  });

  it('undoes everything back to the start', async () => {
    const editor = await open();
    const { page } = editor;
    await hands.openPhoto(editor, sample('chelsea.png'));
    const start = await hands.exportPicture(editor);
    await hands.setSlider(page, 'Feather', 12);
    await hands.chooseTool(page, 'Drop');
    await hands.drag(page, { width: 451, height: 300 }, [
      [180, 120],
      [270, 180],
    ]);
    await hands.setSlider(page, 'Blur', 10);
    const changed = await hands.exportPicture(editor);
    const undo = page.getByRole('button', { name: 'Undo' });
    while (await undo.isEnabled()) await undo.click();
    const back = await hands.exportPicture(editor);
    expect(distances(changed.data, start.data).mean).toBeGreaterThan(1);
    expect(distances(back.data, start.data).most).toBe(0);
  });

  it('copies the picture as it is shown', async () => {
    const editor = await open();
    const { page } = editor;
    await hands.openPhoto(editor, ball);
    await hands.chooseBackground(page, 'Transparent');
    await hands.historyHas(page, 'Background');
    await hands.lendClipboard(page);
    await page.keyboard.press('ControlOrMeta+c');
    await hands.hear(page, 'Copied, 480 × 320 pixels');
    const copied = await hands.pictureCopied(page);
    const alphaAt = (x: number, y: number) => copied.data[(y * copied.width + x) * 4 + 3];
    expect([copied.width, copied.height, copied.channels]).toEqual([480, 320, 4]);
    expect([alphaAt(280, 170), alphaAt(5, 5)]).toEqual([255, 0]);
    const photo = await readPixels(ball);
    expect(distances(partOf(copied, insideBall), partOf(photo, insideBall)).mean).toBeLessThan(2);
  });

  it('leaves nothing behind the subject, and writes transparency', async () => {
    const editor = await open();
    await hands.openPhoto(editor, ball);
    await hands.chooseBackground(editor.page, 'Transparent');
    const cut = await hands.exportPicture(editor);
    const alphaAt = (x: number, y: number) => cut.data[(y * cut.width + x) * 4 + 3];
    expect([cut.width, cut.height, cut.channels]).toEqual([480, 320, 4]);
    expect([alphaAt(280, 170), alphaAt(5, 5)]).toEqual([255, 0]);
  });
});
