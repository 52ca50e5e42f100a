import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type SheetPicture, writeContactSheet } from '../../src-main/photo/contact-sheet.ts';
import { drawLabel, LABEL_HEIGHT } from '../../src-main/photo/label.ts';
import { temporaryFolder } from '../making/folder.ts';
import { pixelsOf } from '../making/pixels.ts';
import { putColour } from '../making/scenes.ts';

const folder = temporaryFolder();
const colours = ['#ff0000', '#00ff00', '#0000ff', '#ffff00', '#ff00ff'];
const pictures: SheetPicture[] = await Promise.all(
  colours.map(async (colour, i) => ({
    path: await putColour(folder, `${i}.png`, colour, 400),
    name: `${i} & <b>.png`,
  })),
);
const options = (name: string) => ({
  ...{ path: join(folder, name), format: 'png' as const, overwrite: true, maxMegapixels: 1 },
  signal: new AbortController().signal,
});

describe('a contact sheet', () => {
  it('shows every picture, in rows', async () => {
    expect(await writeContactSheet(pictures, options('sheet.png'))).toEqual([]);
    const { data, width, height } = await pixelsOf(join(folder, 'sheet.png'));
    expect([width, height]).toEqual([16 + 3 * 336, 16 + 2 * 364]);
    const at = (column: number, row: number) => {
      const i = ((16 + row * 364 + 160) * width + 16 + column * 336 + 160) * 3;
      return `#${Buffer.from(data.slice(i, i + 3)).toString('hex')}`;
    };
    expect([at(0, 0), at(1, 0), at(2, 0), at(0, 1), at(1, 1)]).toEqual(colours);
    expect(at(2, 1), 'paper').toBe('#e4e4e4');
  });

  it('leaves the place of a picture empty that is gone', async () => {
    const gone = { path: join(folder, 'gone.png'), name: 'gone.png' };
    expect(await writeContactSheet([gone, pictures[0]], options('gaps.png'))).toEqual([gone.path]);
    const { channels } = await sharp(join(folder, 'gaps.png')).stats();
    expect(channels[0].max).toBe(255);
  });
});

describe('a label', () => {
  it('fits, however long the name is and whatever letters it has', async () => {
    const long = `${'folder/'.repeat(30)}사진 <b>&amp;\u0007 👩‍👩‍👧.jpg`;
    const label = await drawLabel(long, 320);
    // Where the system has no font, and the program is not built, there is none.
    if (!label) return;
    expect(label.width).toBeLessThanOrEqual(320);
    expect(label.height).toBeLessThanOrEqual(LABEL_HEIGHT);
    expect(label.data.some(level => level > 200)).toBe(true);
  });
});
