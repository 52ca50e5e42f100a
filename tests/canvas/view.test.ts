import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Stroke } from '../../src-shared/edit/strokes.ts';
import { applyBounds, noBounds, paintPath } from '../../src-shared/imaging/strokes.ts';
import { psnr } from '../making/similarity.ts';
import type { OverlayLook } from '../../src-renderer/canvas/index.ts';
import { type CanvasPage, noChromium, openCanvasPage } from './canvas-page.ts';

const samples = new URL('../../assets/samples/', import.meta.url).pathname;
const SIDE = 512;

let opened: CanvasPage;

/** What is on the screen, as RGB. */
async function screen(name: string) {
  await opened.page.evaluate(() => window.harness.still());
  const png = await opened.page.screenshot();
  if (process.env.KEEP_PICTURES) {
    await mkdir(process.env.KEEP_PICTURES, { recursive: true });
    await sharp(png).toFile(join(process.env.KEEP_PICTURES, `view-${name}.png`));
  }
  return sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
}

/** The colour on the screen that a photo's pixel should be seen at, at a whole zoom. */
async function photoPixel(x: number, y: number): Promise<number[]> {
  const { data } = await sharp(join(samples, 'astronaut.png'))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...data.subarray((y * SIDE + x) * 3, (y * SIDE + x) * 3 + 3)];
}

const stroke = (change: Partial<Stroke> = {}): Stroke => ({
  mode: 'keep',
  radius: 40,
  hardness: 0.5,
  smart: false,
  points: [
    [100, 100, 1],
    [300, 180, 0.5],
    [280, 400, 1],
  ],
  ...change,
});

const matteOf = (level: (x: number, y: number) => number) =>
  Uint8Array.from({ length: SIDE * SIDE }, (_, i) => level(i % SIDE, Math.floor(i / SIDE)));

describe.skipIf(noChromium)('the photo view, in Chromium', () => {
  beforeAll(async () => {
    opened = await openCanvasPage();
    const matte = matteOf((x, y) => (Math.hypot(x - 230, y - 230) < 160 ? 255 : 0));
    const grey = { raw: { width: SIDE, height: SIDE, channels: 1 as const } };
    opened.files.set('matte.png', await sharp(matte, grey).blur(3).png().toBuffer());
    const none = matteOf(() => 0);
    opened.files.set('none.png', await sharp(none, grey).png().toBuffer());
    opened.files.set('astronaut.png', await readFile(join(samples, 'astronaut.png')));
    opened.files.set('chelsea.png', await readFile(join(samples, 'chelsea.png')));
  });
  afterAll(() => opened.close());

  beforeEach(() =>
    opened.page.evaluate(async () => {
      const { view, load, defaultEdit, defaultLayers, still } = window.harness;
      await load('astronaut.png', 'matte.png');
      view.setTileSource(undefined);
      view.setBrushCursor(undefined);
      view.setCompare({ mode: 'off' });
      view.setLayers(defaultLayers);
      view.setEdit(defaultEdit());
      view.fit();
      await still();
    }),
  );

  it('draws nothing while nothing changes', async () => {
    const [before, after] = await opened.page.evaluate(async () => {
      const { view } = window.harness;
      const first = view.frameStatistics().frames;
      await new Promise(resolve => setTimeout(resolve, 300));
      return [first, view.frameStatistics().frames];
    });
    expect(after).toBe(before);
  });

  it.each([1, 2, 4, 8])('shows exact pixels at %i : 1', async zoom => {
    const corner = await opened.page.evaluate(z => {
      const { view } = window.harness;
      view.setCompare({ mode: 'original' });
      view.zoomBy(z / view.scale, { x: 400, y: 300 });
      return view.toPhoto({ x: 450, y: 350 });
    }, zoom);
    const { data, info } = await screen(`zoom-${zoom}`);
    const [x, y] = [Math.floor(corner.x), Math.floor(corner.y)];
    const at = await opened.page.evaluate(p => window.harness.view.toCanvas(p), { x: x + 0.5, y: y + 0.5 });
    const pixel = (Math.floor(at.y) * info.width + Math.floor(at.x)) * 3;
    expect([...data.subarray(pixel, pixel + 3)]).toEqual(await photoPixel(x, y));
  });

  it('keeps the point under the pointer while it zooms, between 5 % and 800 %', async () => {
    const seen = await opened.page.evaluate(() => {
      const { view } = window.harness;
      const at = { x: 500, y: 380 };
      const before = view.toPhoto(at);
      view.zoomBy(3, at);
      const after = view.toPhoto(at);
      view.zoomBy(1000);
      const largest = view.scale;
      view.zoomBy(1e-6);
      return { before, after, largest, smallest: view.scale };
    });
    expect(seen.after.x).toBeCloseTo(seen.before.x, 6);
    expect(seen.after.y).toBeCloseTo(seen.before.y, 6);
    expect([seen.smallest, seen.largest]).toEqual([0.05, 8]);
  });

  it.each(['keep', 'drop'] as const)('paints a %s stroke as the main side does', async mode => {
    const given = stroke({ mode });
    const name = mode === 'keep' ? 'none.png' : 'matte.png';
    await opened.page.evaluate(
      async ([painted, matte]) => {
        const { view, load, send, defaultEdit } = window.harness;
        await load('astronaut.png', matte);
        view.setEdit({ ...defaultEdit(), background: { kind: 'transparent' } });
        view.paintStroke({ ...painted, points: painted.points.slice(0, 2) }, 0);
        view.paintStroke(painted, 2);
        await send('painted');
      },
      [given, name] as const,
    );
    const alpha = opened.results.get('painted')!.filter((_, i) => i % 4 === 3);
    const { data } = await sharp(opened.files.get(name))
      .toColourspace('b-w')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const expected = new Uint8Array(data);
    const bounds = noBounds(SIDE, SIDE);
    const points = given.points.map(([x, y, pressure]) => [x, y, given.radius * pressure] as const);
    paintPath(bounds, { keep: mode === 'keep', hardness: given.hardness, points }, 1, 1);
    applyBounds(expected, bounds);
    expect(psnr(alpha, expected)).toBeGreaterThan(50);
  });

  it('takes a stroke back', async () => {
    await opened.page.evaluate(async given => {
      const { view, send } = window.harness;
      await send('before');
      view.paintStroke(given, 0);
      await send('painted');
      view.cancelStroke();
      await send('after');
    }, stroke());
    const { results } = opened;
    expect(Buffer.compare(results.get('before')!, results.get('painted')!)).not.toBe(0);
    expect(Buffer.compare(results.get('before')!, results.get('after')!)).toBe(0);
  });

  it('takes back the last stroke alone while the matte of earlier ones is still to come', async () => {
    await opened.page.evaluate(
      async ([first, second]) => {
        const { view, send } = window.harness;
        view.paintStroke(first, 0);
        await send('first');
        view.paintStroke(second, 0);
        await send('both');
        view.cancelStroke();
        await send('first-again');
      },
      [stroke(), stroke({ mode: 'drop', points: [[230, 300, 1]] })] as const,
    );
    const first = opened.results.get('first')!;
    expect(Buffer.compare(first, opened.results.get('both')!)).not.toBe(0);
    expect(Buffer.compare(first, opened.results.get('first-again')!)).toBe(0);
  });

  it('asks again for a tile that could not be had', async () => {
    const small = sharp(join(samples, 'astronaut.png')).resize(128, 128);
    opened.files.set('proxy.png', await small.png().toBuffer());
    const seen = await opened.page.evaluate(async () => {
      const { view, load, still, bitmapOf } = window.harness;
      await load('proxy.png', undefined, { width: 512, height: 512 });
      view.setCompare({ mode: 'original' });
      const whole = await bitmapOf('astronaut.png');
      let asked = 0;
      view.setTileSource(() => {
        asked += 1;
        return asked === 1 ? Promise.reject(new Error('gone')) : createImageBitmap(whole);
      });
      view.zoomBy(2 / view.scale);
      await still();
      await new Promise(resolve => setTimeout(resolve, 1500));
      await still();
      return { asked, at: view.toPhoto({ x: 450.5, y: 350.5 }) };
    });
    expect(seen.asked).toBe(2);
    const { data, info } = await screen('tile-again');
    const pixel = (350 * info.width + 450) * 3;
    expect([...data.subarray(pixel, pixel + 3)]).toEqual(
      await photoPixel(Math.floor(seen.at.x), Math.floor(seen.at.y)),
    );
  });

  it('draws everything again after the context was lost', async () => {
    await opened.page.evaluate(async given => {
      const { view, canvas, send, still, setBackdrop, defaultEdit } = window.harness;
      await setBackdrop('chelsea.png');
      const placement = { fit: 'fill', flip: false, scale: 1.2, x: 0, y: 0 } as const;
      view.setEdit({ ...defaultEdit(), background: { kind: 'picture', path: 'a', placement, blur: 0 } });
      view.paintStroke(given, 0);
      await send('before');
      const loss = canvas.getContext('webgl2')!.getExtension('WEBGL_lose_context')!;
      const restored = new Promise(resolve => canvas.addEventListener('webglcontextrestored', resolve));
      loss.loseContext();
      await new Promise(resolve => setTimeout(resolve, 50));
      view.setLayers(window.harness.defaultLayers);
      loss.restoreContext();
      await restored;
      await still();
      await send('after');
    }, stroke());
    expect(Buffer.compare(opened.results.get('before')!, opened.results.get('after')!)).toBe(0);
    await screen('restored');
  });

  it('fetches full-resolution tiles of what is in view, and no others', async () => {
    opened.files.set(
      'proxy.png',
      await sharp(join(samples, 'astronaut.png')).resize(128, 128).png().toBuffer(),
    );
    const seen = await opened.page.evaluate(async () => {
      const { view, load, tilesFrom, still } = window.harness;
      await load('proxy.png', undefined, { width: 512, height: 512 });
      view.setCompare({ mode: 'original' });
      const asked = await tilesFrom('astronaut.png');
      view.zoomBy(0.2 / view.scale);
      await still();
      const whileSmall = asked.length;
      view.zoomBy(2 / view.scale);
      await still();
      await new Promise(resolve => setTimeout(resolve, 300));
      return { whileSmall, asked, at: view.toPhoto({ x: 450.5, y: 350.5 }) };
    });
    expect(seen.whileSmall).toBe(0);
    expect(seen.asked).toEqual([{ x: 0, y: 0, width: 512, height: 512 }]);
    const { data, info } = await screen('tiles');
    const pixel = (350 * info.width + 450) * 3;
    expect([...data.subarray(pixel, pixel + 3)]).toEqual(
      await photoPixel(Math.floor(seen.at.x), Math.floor(seen.at.y)),
    );
  });

  it.each(['split', 'side-by-side'] as const)('compares: %s', async mode => {
    await opened.page.evaluate(m => {
      window.harness.view.setCompare(m === 'split' ? { mode: m, at: 0.5 } : { mode: m });
      window.harness.view.setBrushCursor({ x: 300, y: 300, radius: 60, hardness: 0.4, mode: 'keep' });
    }, mode);
    const { data, info } = await screen(mode);
    // A place in the photo where only the result is blurred; in the split, it lies left of the middle, and right.
    const [original, result] = await opened.page.evaluate(() => {
      const { view, canvas } = window.harness;
      const right = view.toCanvas({ x: 400, y: 60 });
      const left = { x: right.x - canvas.width / 2, y: right.y };
      return [left, right].map(({ x, y }) => ({ x: Math.floor(x), y: Math.floor(y) }));
    });
    const colour = ({ x, y }: { x: number; y: number }) => {
      const i = (y * info.width + x) * 3;
      return [...data.subarray(i, i + 3)];
    };
    expect(colour(result)).not.toEqual(await photoPixel(400, 60));
    if (mode === 'side-by-side') expect(colour(original)).not.toEqual(colour(result));
  });

  describe('the matte laid over', () => {
    const tint = [224, 36, 94];
    const grey = (level: number) => [level, level, level];
    const luma = ([r, g, b]: readonly number[]) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
    const mixed = (a: readonly number[], b: readonly number[], share: number) =>
      a.map((level, c) => level * (1 - share) + b[c] * share);
    const cool = (alpha: number) => (photo: readonly number[]) =>
      mixed([alpha * 255, (1 - alpha) * 255, 255], photo, 0.6 / 0.95).map(level => level * 0.95);
    const same = (photo: readonly number[]) => photo;
    type Seen = (photo: readonly number[]) => readonly number[];

    /** What is seen of the subject, of what is behind, and (where it can be told) of the edge between them. */
    const looks: readonly { look: OverlayLook; subject: Seen; behind: Seen; edge?: Seen }[] = [
      { look: 'cool', subject: cool(1), behind: cool(0), edge: cool(0.5) },
      { look: 'colour', subject: photo => mixed(photo, tint, 0.6), behind: same },
      { look: 'black-white', subject: () => grey(255), behind: () => grey(0), edge: () => grey(128) },
      { look: 'checkerboard', subject: same, behind: () => grey(204) },
      {
        look: 'band',
        subject: photo => grey(0.8 * luma(photo)),
        behind: photo => grey(0.3 * luma(photo)),
        edge: () => tint,
      },
    ];

    it.each(looks)('as $look', async ({ look, subject, behind, edge }) => {
      const places = await opened.page.evaluate(wanted => {
        const { view, defaultLayers } = window.harness;
        const overlay = { ...defaultLayers.overlay, visible: true, look: wanted };
        view.setLayers({ ...defaultLayers, overlay, blurred: { visible: false, opacity: 1 } });
        view.actualSize();
        return [230.5, 460.5, 390].map(x => view.toCanvas({ x, y: 230.5 }));
      }, look);
      const { data, info } = await screen(`overlay-${look}`);
      for (const [k, expected] of [subject, behind, edge].entries()) {
        if (!expected) continue;
        const i = (Math.floor(places[k].y) * info.width + Math.floor(places[k].x)) * 3;
        const photo = await photoPixel([230, 460, 390][k], 230);
        const level = expected(photo);
        // On the edge alpha is a half, but for what a pixel's width makes of it.
        const near = k === 2 ? 40 : 4;
        const seen = [...data.subarray(i, i + 3)];
        const grid = look === 'checkerboard' && k === 1 && seen[0] < 180 ? grey(153) : level;
        seen.forEach((one, c) => expect(Math.abs(one - grid[c])).toBeLessThanOrEqual(near));
      }
    });
  });
});
