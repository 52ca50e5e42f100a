import { expect, it } from 'vitest';
import { temporaryFolder } from '../making/folder.ts';
import { eachDoor } from './doors/each-door.ts';
import * as hands from './hands.ts';
import { ballPhoto, band, meanOf, partOf, type Pixels, putBall, putBand } from './pictures.ts';

const folder = temporaryFolder();
const ball = await putBall(folder);
const backdrop = await putBand(folder);

/** Where the backdrop's green band begins, and how wide it is, in the exported file's top rows. */
function bandIn(picture: Pixels) {
  const greens = Array.from({ length: picture.width }, (_, x) => greenAt(picture, x));
  const from = greens.indexOf(true);
  return { left: from, width: greens.lastIndexOf(true) + 1 - from };
}

function greenAt(picture: Pixels, x: number): boolean {
  const [red, green, blue] = partOf(picture, { left: x, top: 4, width: 1, height: 1 });
  return green > 128 && red < 128 && blue < 128;
}

/** Columns that are neither the band's nor the rest's colour: how soft its edges are. */
const rampIn = (picture: Pixels): number =>
  Array.from({ length: picture.width }, (_, x) =>
    partOf(picture, { left: x, top: 4, width: 1, height: 1 }),
  ).filter(([red]) => red > 40 && red < 215).length;

const near = (value: number, wanted: number) => Math.abs(value - wanted) <= 2;

eachDoor('a backdrop', open => {
  it('lies behind the subject, is dragged and scaled in place, and is exported where it was put', async () => {
    const editor = await open();
    const { page } = editor;
    await hands.openPhoto(editor, ball);
    await hands.chooseBackdrop(editor, backdrop);
    await hands.setExport(page, { format: 'png' });
    const first = await hands.exportPicture(editor);
    expect(first).toMatchObject({ name: 'ball-portrait.png', width: 480, height: 320 });
    expect(bandIn(first)).toEqual(band);
    await hands.chooseTool(page, 'Move');
    await hands.drag(page, ballPhoto, [
      [100, 200],
      [160, 200],
    ]);
    await hands.historyHas(page, 'Backdrop moved');
    const dragged = bandIn(await hands.exportPicture(editor));
    expect(dragged).toSatisfy(
      ({ left, width }: typeof band) => near(left, band.left + 60) && near(width, band.width),
    );
    await hands.turnWheel(page, ballPhoto, [100, 200], 1);
    await hands.sliderReads(page, 'Scale', 120);
    const scaled = await hands.exportPicture(editor);
    expect(bandIn(scaled).width).toSatisfy((width: number) => near(width, 1.2 * band.width));
    // The subject itself stays where it was.
    expect(meanOf(partOf(scaled, ballPhoto.insideBall))).toBeCloseTo(
      meanOf(partOf(first, ballPhoto.insideBall)),
      0,
    );
    await hands.setSlider(page, 'Out of focus', 60);
    await hands.historyHas(page, 'Out of focus');
    expect(rampIn(scaled)).toBeLessThan(6);
    expect(rampIn(await hands.exportPicture(editor))).toBeGreaterThan(10);
  });
});
