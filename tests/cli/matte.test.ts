import { existsSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { portrait, portraitJson } from '../making/cli.ts';
import { strokeAlong } from '../making/strokes.ts';
import { fromPixels, fromPlane, put } from '../making/files.ts';
import { temporaryFolder } from '../making/folder.ts';
import { greyOf, pixelsOf } from '../making/pixels.ts';
import { randomLevels } from '../making/random.ts';

const folder = temporaryFolder();
const out = (name: string) => join(folder, name);
const WIDTH = 600;
const HEIGHT = 400;
const places = Array.from({ length: WIDTH * HEIGHT }, (_, i) => [i % WIDTH, Math.floor(i / WIDTH)] as const);

type Place = readonly [number, number];

/** A cat of a body and a paw, orange with a little noise, on a green lawn; and a blue flag right beside it. */
const inBody = ([x, y]: Place) => Math.hypot(x - 220, y - 200) < 110;
const inPaw = ([x, y]: Place) => x >= 320 && x < 470 && y > 215 && y < 265;
const inFlag = ([x, y]: Place) => x >= 300 && x < 400 && y > 60 && y < 130 && !inBody([x, y]);
const isLawn = (place: Place) => !inBody(place) && !inPaw(place) && !inFlag(place);
const [cat, mask] = ['cat.png', 'mask.png'].map(out);

const seen = (of: (place: Place) => boolean) => ({
  width: WIDTH,
  height: HEIGHT,
  data: Uint8Array.from(places, place => (of(place) ? 255 : 0)),
});

beforeAll(async () => {
  const noise = randomLevels(WIDTH * HEIGHT * 3, 8);
  const data = noise.map((level, p) => {
    const place = places[Math.floor(p / 3)];
    const colour = inFlag(place) ? [60, 80, 190] : isLawn(place) ? [70, 120, 60] : [205, 130, 60];
    return colour[p % 3] + level / 10;
  });
  put(folder, 'cat.png', await fromPixels({ width: WIDTH, height: HEIGHT, data }).png().toBuffer());
  // As a network answers: coarse, soft, and without the paw.
  const soft = await fromPlane(seen(inBody)).blur(6).png().toBuffer();
  put(folder, 'mask.png', await sharp(soft).resize(160, 107, { fit: 'fill' }).png().toBuffer());
  put(folder, 'vague.png', await sharp(soft).resize(60, 40, { fit: 'fill' }).blur(4).png().toBuffer());
  const flagged = await fromPlane(seen(place => inBody(place) || inFlag(place)))
    .blur(6)
    .png()
    .toBuffer();
  put(folder, 'with-flag.png', flagged);
});

const matte = (name: string, ...more: string[]) =>
  portraitJson(['matte', cat, '--segmentation', mask, '-o', out(name), ...more]);

/** Share of the pixels of a kind that the matte gives to the subject. */
async function shareOf(name: string, of: (place: Place) => boolean): Promise<number> {
  const alpha = await greyOf(out(name));
  const levels = [...alpha.data].filter((_, i) => of(places[i]));
  return levels.reduce((sum, level) => sum + level, 0) / levels.length / 255;
}

describe('portrait matte', () => {
  it('brings a coarse mask to the photo’s edges, at its size and in one channel', async () => {
    const ran = await matte('alpha.png');
    expect(ran.code, ran.stderr).toBe(0);
    expect(await sharp(out('alpha.png')).metadata()).toMatchObject({
      width: WIDTH,
      height: HEIGHT,
      channels: 1,
    });
    expect(await shareOf('alpha.png', inBody)).toBeGreaterThan(0.98);
    expect(await shareOf('alpha.png', isLawn)).toBeLessThan(0.01);
  });

  it('brings a vague one there, too', async () => {
    const vague = ['matte', cat, '--segmentation', out('vague.png'), '-o', out('vague-alpha.png')];
    const ran = await portraitJson(vague);
    expect(ran.code, ran.stderr).toBe(0);
    expect(await shareOf('vague-alpha.png', inBody)).toBeGreaterThan(0.9);
    expect(await shareOf('vague-alpha.png', isLawn)).toBeLessThan(0.05);
  });

  it('brings a missed paw up to its edge where a stroke lies on it, and no round blob', async () => {
    const stroke = strokeAlong([370, 240], [430, 240], { radius: 12, smart: true });
    const strokes = put(folder, 'strokes.json', JSON.stringify([stroke]));
    expect(await shareOf('alpha.png', inPaw)).toBeLessThan(0.5);
    const ran = await matte('mended.png', '--strokes', strokes);
    expect(ran.code, ran.stderr).toBe(0);
    expect(await shareOf('mended.png', inPaw)).toBeGreaterThan(0.95);
    expect(await shareOf('mended.png', isLawn)).toBeLessThan(0.01);
  });

  it('takes away under a drop stroke what the mask has too much of', async () => {
    const drop = strokeAlong([345, 95], [385, 95], { radius: 12, smart: true, mode: 'drop' });
    const strokes = put(folder, 'drop.json', JSON.stringify({ strokes: [drop], version: 1 }));
    const too = ['matte', cat, '--segmentation', out('with-flag.png'), '-o', out('dropped.png')];
    expect((await portraitJson([...too, '--strokes', strokes])).code).toBe(0);
    const under = ([x, y]: Place) => x > 345 && x < 385 && Math.abs(y - 95) < 4;
    expect(await shareOf('dropped.png', under)).toBeLessThan(0.05);
    expect(await shareOf('dropped.png', inFlag)).toBeLessThan(0.8);
    expect(await shareOf('dropped.png', inBody)).toBeGreaterThan(0.95);
  });

  it('writes the subject’s colours without the background’s light', async () => {
    const soft = await sharp(cat).blur(4).png().toBuffer();
    const photo = put(folder, 'soft.png', soft);
    const words = ['matte', photo, '--segmentation', mask, '-o', out('soft-alpha.png')];
    const ran = await portraitJson([...words, '--foreground', out('colours.png')]);
    expect(ran.code, ran.stderr).toBe(0);
    const [before, after] = [await pixelsOf(photo), await pixelsOf(out('colours.png'))];
    // On the body's rim at the left, half orange and half green.
    const rim = 200 * WIDTH + 110;
    expect(before.data[rim * 3]).toBeLessThan(160);
    expect(after.data[rim * 3]).toBeGreaterThan(before.data[rim * 3] + 25);
  });

  it('says what is wrong, and writes nothing', async () => {
    const noStrokes = await portrait([
      'matte',
      cat,
      '--segmentation',
      mask,
      '-o',
      out('x.png'),
      '--strokes',
      cat,
    ]);
    expect(noStrokes.code).toBe(2);
    expect(noStrokes.stderr).toMatch(/cat\.png gives no strokes, it is not JSON/);
    const same = await portrait([
      'matte',
      cat,
      '--segmentation',
      mask,
      '-o',
      out('x.png'),
      '--foreground',
      out('x.png'),
    ]);
    expect(same.stderr).toMatch(/name the same file/);
    const missing = await portraitJson(['matte', cat, '--segmentation', out('none.png'), '-o', out('x.png')]);
    expect(missing.codes).toEqual(['mask-missing']);
    expect(existsSync(out('x.png'))).toBe(false);
  });

  it('tells of a mask of another shape', async () => {
    const square = put(
      folder,
      'square.png',
      await sharp(mask).resize(100, 100, { fit: 'fill' }).png().toBuffer(),
    );
    const ran = await portraitJson(['matte', cat, '--segmentation', square, '-o', out('square-alpha.png')]);
    expect(ran.photos).toMatchObject([{ warnings: [{ code: 'mask-scaled' }] }]);
  });
});
