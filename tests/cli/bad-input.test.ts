import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { portraitJson } from '../making/cli.ts';
import { animatedGif, fromPixels, fromPlane, pngHeader, put, withAlpha } from '../making/files.ts';
import { temporaryFolder } from '../making/folder.ts';
import { photoLike, ramp } from '../making/photo-like.ts';
import { putMask, putPhoto } from '../making/scenes.ts';

type Ran = Awaited<ReturnType<typeof portraitJson>>;

const folder = temporaryFolder();
const mask = await putMask(folder, 'mask.png', 60, 40);
const pixels = photoLike(60, 40);
const jpeg = await fromPixels(photoLike(600, 400)).jpeg().toBuffer();

/** One run for all of them: what it said, and which file lies where. */
async function runAll(photos: Record<string, string>, name: string, words = ['--mask', mask]) {
  const out = join(folder, name);
  const ran = await portraitJson([...Object.values(photos), '-o', out, ...words]);
  const told = new Map(Object.keys(photos).map((what, i) => [what, ran.photos[i]]));
  return { ran, told, out, lines: ran.stderr.trimEnd().split('\n') };
}

describe('a photo that cannot be used', () => {
  const bad: Record<string, [name: string, bytes: Uint8Array | string, code: string]> = {
    'a JPEG that is cut off': ['cut.jpg', jpeg.subarray(0, jpeg.length / 2), 'photo-damaged'],
    'the header of a JPEG alone': ['head.jpg', jpeg.subarray(0, 20), 'photo-damaged'],
    'the header of a PNG alone': ['head.png', pngHeader(60, 40), 'photo-damaged'],
    'an empty file': ['empty.jpg', '', 'photo-not-a-picture'],
    'a text named .jpg': ['text.jpg', 'Dear diary, today I was a photo.', 'photo-not-a-picture'],
    'an SVG': ['drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'photo-format-refused'],
    'a PNG of 30000 × 30000': ['huge.png', pngHeader(30_000, 30_000), 'photo-too-large'],
  };
  const photos = Object.fromEntries(
    Object.entries(bad).map(([what, [name, bytes]]) => [what, put(folder, name, bytes)]),
  );
  mkdirSync(join(folder, 'album.jpg'));
  const all: Record<string, string> = {
    ...photos,
    'a folder': join(folder, 'album.jpg'),
    'a file that is not there': join(folder, 'gone.jpg'),
  };
  const codes = new Map([
    ...Object.entries(bad).map(([what, [, , code]]) => [what, code] as const),
    ['a folder', 'photo-unreadable'],
    ['a file that is not there', 'photo-missing'],
  ]);
  let run: Awaited<ReturnType<typeof runAll>>;
  beforeAll(async () => {
    run = await runAll(all, 'out-bad');
  });

  it.each(Object.keys(all))('%s: refused with its code, and one sentence that names it', what => {
    const outcome = run.told.get(what)!;
    expect(outcome).toMatchObject({ done: false, error: { code: codes.get(what) } });
    const mine = run.lines.filter(line => line.includes(`${basename(all[what])}"`));
    expect(mine).toHaveLength(1);
    expect(mine[0]).toMatch(/^portrait: .+\.$/);
  });

  it('ends with 1, and leaves nothing behind', () => {
    expect(run.ran.code).toBe(1);
    expect(run.lines).toHaveLength(Object.keys(all).length);
    expect(run.ran.stderr).not.toMatch(/^\s+at |\[object/m);
    expect(readdirSync(run.out)).toEqual([]);
  });
});

describe('a photo that is odd, and can be used', () => {
  const grey = fromPlane(ramp(60, 40));
  type Made = [name: string, bytes: Uint8Array, result?: string];
  const odd: Record<string, () => Made | Promise<Made>> = {
    'a PNG named .jpg': async () => ['named.jpg', await fromPixels(pixels).png().toBuffer()],
    'one pixel': async () => ['pixel.png', await fromPixels(photoLike(1, 1)).png().toBuffer()],
    'one row': async () => ['row.png', await fromPixels(photoLike(300, 1)).png().toBuffer()],
    CMYK: async () => ['cmyk.jpg', await fromPixels(pixels).toColourspace('cmyk').jpeg().toBuffer()],
    'a grey JPEG': async () => ['grey.jpg', await grey.clone().jpeg().toBuffer()],
    'a PNG of 16 bits': async () => [
      'deep.png',
      await fromPixels(pixels).toColourspace('rgb16').png().toBuffer(),
    ],
    'a half-transparent PNG': async () => [
      'half.png',
      await withAlpha(pixels, ramp(60, 40)).png().toBuffer(),
    ],
    'a grey PNG with alpha': async () => [
      'grey-alpha.png',
      await sharp(await withAlpha(pixels, ramp(60, 40)).png().toBuffer())
        .toColourspace('b-w')
        .png()
        .toBuffer(),
    ],
    'an animated GIF': async () => ['moving.gif', await animatedGif(60, 40, ['red', 'blue']), 'moving.png'],
    'a name with spaces': () => ['my cat  1.jpg', jpeg],
    'a Korean name': () => ['고양이 사진.jpg', jpeg],
    'a name with #': () => ['cat #1.jpg', jpeg],
    'a name with ?': () => ['cat?.jpg', jpeg],
    'a name with %20': () => ['cat%20one.jpg', jpeg],
    'a name with brackets': () => ['cat[1].jpg', jpeg],
    'a name that begins with a dash': () => ['-cat.jpg', jpeg],
  };
  const made = new Map<string, { path: string; result: string; size: number[] }>();
  let run: Awaited<ReturnType<typeof runAll>>;
  beforeAll(async () => {
    for (const [what, make] of Object.entries(odd)) {
      const [name, bytes, result = name] = await make();
      const { width, height } = await sharp(bytes).metadata();
      made.set(what, { path: put(folder, name, bytes), result, size: [width, height] });
    }
    run = await runAll(Object.fromEntries([...made].map(([what, { path }]) => [what, path])), 'out-odd');
  });

  it.each(Object.keys(odd))('%s: done, at its own size', async what => {
    const { result, size } = made.get(what)!;
    expect(run.told.get(what), run.ran.stderr).toMatchObject({ done: true });
    const { width, height } = await sharp(join(run.out, result)).metadata();
    expect([width, height]).toEqual(size);
  });

  it('ends with 0, and leaves only results', () => {
    expect(run.ran.code).toBe(0);
    expect(readdirSync(run.out).sort()).toEqual([...made.values()].map(({ result }) => result).sort());
  });

  it.each([
    ['CMYK', 'colour-converted'],
    ['a PNG of 16 bits', 'depth-reduced'],
    ['an animated GIF', 'first-frame-only'],
  ])('%s: what was done to it is said', (what, code) => {
    expect(run.told.get(what)).toMatchObject({
      warnings: expect.arrayContaining([expect.objectContaining({ code })]) as unknown,
    });
  });
});

it('a photo with more megapixels than allowed is refused, and one with fewer is not', async () => {
  const photos = {
    small: await putPhoto(folder, 'small.jpg', 40, 20),
    large: await putPhoto(folder, 'large.jpg'),
  };
  const { ran, lines, out } = await runAll(photos, 'out-limit', [
    ...['--mask', await putMask(folder, 'small-mask.png', 40, 20)],
    ...['--max-megapixels', '0.001'],
  ]);
  expect([ran.code, ran.codes]).toEqual([1, ['done', 'photo-too-large']]);
  expect(lines).toEqual([expect.stringMatching(/large\.jpg.*--max-megapixels/)]);
  expect(readdirSync(out)).toEqual(['small.jpg']);
});

describe('a mask and a backdrop', () => {
  const never = join(folder, 'never.png');
  const run = async (...words: string[]): Promise<Ran> =>
    portraitJson([join(folder, 'small.jpg'), '-o', never, ...words]);

  it('that are cut off are named', async () => {
    const cut = put(folder, 'cut-mask.png', pngHeader(40, 20));
    const byMask = await run('--mask', cut);
    expect(byMask.codes).toEqual(['mask-not-a-picture']);
    expect(byMask.stderr).toContain('cut-mask.png');
    const byBackdrop = await run('--mask', mask, '--background', cut);
    expect(byBackdrop.codes).toEqual(['backdrop-not-a-picture']);
    expect(existsSync(never)).toBe(false);
  });
});
