import { expect, it } from 'vitest';
import sharp from 'sharp';
import { distances } from '../making/distance.ts';
import { temporaryFolder } from '../making/folder.ts';
import { eachDoor } from './doors/each-door.ts';
import * as hands from './hands.ts';
import { ballPhoto, hugePhoto, type Part, putHuge, within } from './pictures.ts';

const huge = await putHuge(temporaryFolder());
const { width, height, times } = hugePhoto;

/** A part of a file, in pixels of `ballPhoto`, a thousand numbers or so. */
async function piece(path: string, { left, top, width, height }: Part): Promise<Uint8Array> {
  const part = { left: left * times, top: top * times, width: width * times, height: height * times };
  return sharp(path).extract(part).resize(20, 20, { fit: 'fill' }).removeAlpha().raw().toBuffer();
}

eachDoor('a photo of a hundred megapixels', open => {
  it('opens, is shown, and is exported at full size', async () => {
    const editor = await open();
    const { page } = editor;
    await hands.openPhoto(editor, huge);
    await page
      .getByText(/12,000 × 8,400/)
      .first()
      .waitFor();
    const { name, path } = await hands.exportFile(editor);
    const facts = await sharp(path).metadata();
    expect([name, facts.width, facts.height]).toEqual(['huge-portrait.jpg', width, height]);
    const apart = async (part: Part) => distances(await piece(path, part), await piece(huge, part)).mean;
    expect(await apart(ballPhoto.insideBall)).toBeLessThan(3);
    // The box is background: its edge has gone soft, and nothing else has moved.
    const edge = { left: 100, top: 60, width: 16, height: 30 };
    expect(await apart(edge)).toBeGreaterThan(5);
    expect(await apart(within(ballPhoto.ground, 4))).toBeLessThan(6);
  });
});
