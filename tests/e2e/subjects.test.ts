import { expect, it } from 'vitest';
import { temporaryFolder } from '../making/folder.ts';
import type { EditorAtDoor } from './doors/door.ts';
import { eachDoor } from './doors/each-door.ts';
import * as hands from './hands.ts';
import { meanOf, type Part, partOf, putTwoBalls, twoBallsPhoto } from './pictures.ts';

const photo = await putTwoBalls(temporaryFolder());
const { left, right } = twoBallsPhoto;
const middleOf = (ball: Part) => [ball.left + ball.width / 2, ball.top + ball.height / 2] as const;

/** Mean levels of the matte inside each of the two. */
async function kept(editor: EditorAtDoor): Promise<[left: number, right: number]> {
  const matte = await hands.exportPicture(editor);
  return [meanOf(partOf(matte, left)), meanOf(partOf(matte, right))];
}

eachDoor('one of several subjects', open => {
  it('is dropped by a click on it, and added by another', async () => {
    const editor = await open();
    await hands.openPhoto(editor, photo);
    await hands.setExport(editor.page, { what: 'matte', format: 'png' });
    await hands.chooseTool(editor.page, 'Move');
    for (const level of await kept(editor)) expect(level).toBeGreaterThan(200);
    await hands.click(editor.page, twoBallsPhoto, middleOf(right), 'Alt');
    await hands.historyHas(editor.page, 'Region dropped');
    const [alone, dropped] = await kept(editor);
    expect(alone).toBeGreaterThan(200);
    expect(dropped).toBeLessThan(30);
    await hands.click(editor.page, twoBallsPhoto, middleOf(right), 'Alt');
    await hands.historyHas(editor.page, 'Region added');
    for (const level of await kept(editor)) expect(level).toBeGreaterThan(200);
  });
});
