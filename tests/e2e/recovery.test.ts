import { expect, it } from 'vitest';
import { temporaryFolder } from '../making/folder.ts';
import type { EditorAtDoor } from './doors/door.ts';
import { eachDoor } from './doors/each-door.ts';
import * as hands from './hands.ts';
import { ballPhoto, partOf, putBall } from './pictures.ts';

const ball = await putBall(temporaryFolder());

async function editBall(editor: EditorAtDoor) {
  await hands.openPhoto(editor, ball);
  await hands.setSlider(editor.page, 'Blur', 20);
  await hands.chooseTool(editor.page, 'Drop');
  await hands.drag(editor.page, ballPhoto, [
    [260, 150],
    [300, 190],
  ]);
  await hands.historyHas(editor.page, 'Drop stroke');
}

/** Takes the offer; what was painted and set is there again, in the window and in the file. */
async function restore(editor: EditorAtDoor) {
  const { page } = editor;
  await hands.choosePhotos(editor, ball);
  await page.getByRole('button', { name: 'Restore edit' }).click({ timeout: 120_000 });
  expect(await hands.sliderNamed(page, 'Blur').inputValue()).toBe('20');
  await hands.setExport(page, { what: 'matte', format: 'png' });
  const matte = await hands.exportPicture(editor);
  const painted = partOf(matte, { left: 278, top: 168, width: 4, height: 4 });
  expect(Math.max(...painted)).toBeLessThan(20);
}

eachDoor('an edit that was under way', open => {
  it('is offered again after the page was reloaded, at once and without a wait', async () => {
    const editor = await open();
    await editBall(editor);
    await editor.page.reload();
    await restore(editor);
  });

  it('is offered again after the program was killed and started again', async () => {
    const editor = await open();
    await editBall(editor);
    await hands.editIsKept(editor, '"drop"');
    await editor.crash();
    await restore(editor);
  });
});
