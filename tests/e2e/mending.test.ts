import { expect, it } from 'vitest';
import type { Stroke } from '../../src-shared/edit/strokes.ts';
import type { Plane8 } from '../../src-shared/imaging/image.ts';
import { score } from '../bench/accuracy/scores.ts';
import { animalsAreHere, animalsToMend, GAIN, unlessHere } from '../making/animals-to-mend.ts';
import { mendingStrokes } from '../making/mending-strokes.ts';
import type { EditorAtDoor } from './doors/door.ts';
import { eachDoor } from './doors/each-door.ts';
import * as hands from './hands.ts';

async function exportMatte(editor: EditorAtDoor): Promise<Plane8> {
  await hands.setExport(editor.page, { what: 'matte', format: 'png' });
  const { width, height, channels, data } = await hands.exportPicture(editor);
  // What tells of the export lies over the lower edge of the photo.
  await editor.page.getByRole('button', { name: 'Dismiss' }).first().click();
  return { width, height, data: Uint8Array.from({ length: width * height }, (_, i) => data[i * channels]) };
}

/** By hand: the tool, the brush, and the mouse over the photo. */
async function paint({ page }: EditorAtDoor, { mode, radius, points }: Stroke, photo: Plane8) {
  await hands.chooseTool(page, mode === 'keep' ? 'Keep' : 'Drop');
  await hands.setSlider(page, 'Brush size', Math.round(2 * radius));
  await hands.drag(
    page,
    photo,
    points.map(([x, y]) => [x, y]),
  );
  await hands.historyHas(page, mode === 'keep' ? 'Keep stroke' : 'Drop stroke');
}

/** IoU before, and after each of two strokes: through the largest part that is wrong, and the largest that is wrong then. */
async function mended(editor: EditorAtDoor, photo: string, truth: Plane8): Promise<number[]> {
  // Of a photo that was open before, a subject was found as well.
  await editor.clear();
  await hands.openPhoto(editor, photo);
  const mattes = [await exportMatte(editor)];
  for (let count = 0; count < 2; count++) {
    const [stroke] = mendingStrokes(mattes[count], truth, 1, { smart: true });
    await paint(editor, stroke, truth);
    mattes.push(await exportMatte(editor));
  }
  return mattes.map(matte => {
    expect([matte.width, matte.height]).toEqual([truth.width, truth.height]);
    return score(matte, truth).iou;
  });
}

eachDoor(`the brush${unlessHere}`, open => {
  it.skipIf(!animalsAreHere)(
    'mends what was missed in photos of animals with two strokes',
    async () => {
      const editor = await open();
      const gains: number[] = [];
      for (const { name, photo, truth } of animalsToMend()) {
        const [none, one, two] = await mended(editor, photo, await truth());
        console.log(
          `${name.padEnd(26)} none ${none.toFixed(3)}  one ${one.toFixed(3)}  two ${two.toFixed(3)}`,
        );
        gains.push(two - none);
      }
      expect(gains).toHaveLength(4);
      for (const gain of gains) expect(gain).toBeGreaterThan(GAIN.each);
      expect(gains.reduce((a, b) => a + b) / gains.length).toBeGreaterThan(GAIN.mean);
    },
    600_000,
  );
});
