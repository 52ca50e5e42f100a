import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { portrait, portraitJson } from '../making/cli.ts';
import { makeExif } from '../making/exif.ts';
import { fromPixels, put, withAlpha, withExifSegment } from '../making/files.ts';
import { temporaryFolder } from '../making/folder.ts';
import { meanDifference, photoLike } from '../making/photo-like.ts';
import { greyOf, pixelsOf } from '../making/pixels.ts';
import { leftHalf, plainPlane, putColour, putMask, putNoise, putPhoto } from '../making/scenes.ts';

const WIDTH = 120;
const HEIGHT = 80;

const folder = temporaryFolder();
const photo = await putPhoto(folder, 'photo.jpg', WIDTH, HEIGHT);
const lossless = await putPhoto(folder, 'lossless.png', WIDTH, HEIGHT);
const mask = await putMask(folder, 'mask.png', WIDTH, HEIGHT);
const original = photoLike(WIDTH, HEIGHT);

const fresh = (name: string): string => {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
};

/** Interleaved samples of one column. */
const column = ({ width, height, channels, data }: Awaited<ReturnType<typeof pixelsOf>>, x: number) =>
  Uint8Array.from({ length: height * channels }, (_, i) => {
    const y = Math.floor(i / channels);
    return data[(y * width + x) * channels + (i % channels)];
  });

const originalColumn = (x: number) => column({ ...original, channels: 3 }, x);

describe('one photo', () => {
  it('is written to the file that is named, in silence, with the subject as it was', async () => {
    const out = join(fresh('one'), 'portrait.png');
    const noise = await putNoise(folder, 'noise.tif', WIDTH, HEIGHT);
    const ran = await portrait([noise, '-o', out, '--mask', mask]);
    expect(ran).toEqual({ code: 0, stdout: '', stderr: '' });
    const [before, after] = await Promise.all([pixelsOf(noise), pixelsOf(out)]);
    expect([after.width, after.height, after.channels]).toEqual([WIDTH, HEIGHT, 3]);
    const changed = (x: number) => meanDifference(column(after, x), column(before, x));
    expect(changed(10)).toBe(0);
    expect(changed(WIDTH - 10)).toBeGreaterThan(40);
    expect(readdirSync(join(folder, 'one'))).toEqual(['portrait.png']);
  });

  it('is told of in one JSON document, and nothing else', async () => {
    const out = join(fresh('json'), 'portrait.webp');
    const { code, stdout, stderr, photos } = await portraitJson([photo, '-o', out, '--mask', mask]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({ photos });
    expect(photos).toEqual([
      {
        done: true,
        photo: { path: photo, format: 'jpeg', width: WIDTH, height: HEIGHT },
        output: {
          path: out,
          format: 'webp',
          width: WIDTH,
          height: HEIGHT,
          bytes: readFileSync(out).length,
        },
        timings: expect.objectContaining(
          Object.fromEntries(
            ['read', 'matte', 'composite', 'write', 'total'].map(stage => [stage, expect.any(Number)]),
          ),
        ) as unknown,
        subjectShare: 0.5,
        warnings: [],
      },
    ]);
  });

  it('replaces no file, unless it is told to', async () => {
    const out = put(fresh('there'), 'portrait.png', 'mine');
    const words = [lossless, '-o', out, '--mask', mask];
    const refused = await portraitJson(words);
    expect([refused.code, refused.codes]).toEqual([1, ['output-exists']]);
    expect(refused.stderr).toMatch(/portrait\.png.*--force/);
    expect(readFileSync(out, 'utf8')).toBe('mine');
    const forced = await portrait([...words, '--force']);
    expect(forced).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await sharp(out).metadata()).toMatchObject({ format: 'png', width: WIDTH, height: HEIGHT });
    expect(readdirSync(join(folder, 'there'))).toEqual(['portrait.png']);
  });

  it('loses its metadata only where that is asked for', async () => {
    const exif = makeExif({ orientation: 1, width: WIDTH, height: HEIGHT, make: 'Acme' });
    const bytes = await fromPixels(original).jpeg().toBuffer();
    const tagged = put(folder, 'tagged.jpg', withExifSegment(bytes, exif));
    const out = fresh('metadata');
    const words = [tagged, '--mask', mask, '-o'];
    const runs = [
      portrait([...words, join(out, 'kept.jpg')]),
      portrait([...words, join(out, 'stripped.jpg'), '--strip-metadata']),
    ];
    expect((await Promise.all(runs)).map(({ code }) => code)).toEqual([0, 0]);
    expect((await sharp(join(out, 'kept.jpg')).metadata()).exif?.toString('latin1')).toContain('Acme');
    expect((await sharp(join(out, 'stripped.jpg')).metadata()).exif).toBeUndefined();
  });
});

describe('many photos', () => {
  it('go into one folder, made if need be; the bad one is named, and the others are done', async () => {
    const good = await putPhoto(folder, 'second.png', 50, 40);
    const bad = put(folder, 'bad.jpg', 'not a picture at all');
    mkdirSync(join(folder, 'elsewhere'));
    const same = await putPhoto(join(folder, 'elsewhere'), 'photo.jpg');
    const out = join(folder, 'new', 'album');
    const words = [photo, bad, good, same, '-o', out, '--mask', mask];
    const { code, stdout, stderr } = await portrait(words);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    const lines = stderr.trimEnd().split('\n');
    expect(lines).toEqual([
      expect.stringMatching(/bad\.jpg/),
      expect.stringMatching(/warning: second\.png: .*mask\.png is 120 × 80, and the photo 50 × 40/),
      expect.stringContaining(`${same} would be written to ${join(out, 'photo.jpg')}`),
    ]);
    expect(readdirSync(out).sort()).toEqual(['photo.jpg', 'second.png']);
    expect(await sharp(join(out, 'second.png')).metadata()).toMatchObject({ width: 50, height: 40 });
  });
});

describe('what is behind the subject', () => {
  const run = async (name: string, ...words: string[]) => {
    const out = join(folder, name);
    const ran = await portraitJson([lossless, '-o', out, '--mask', mask, ...words]);
    expect(ran.codes, ran.stderr).toEqual(['done']);
    return pixelsOf(out);
  };

  it('is nothing: the result is transparent there, and as large as the photo', async () => {
    const { width, height, channels, data } = await run('none.png', '--background', 'none');
    expect([width, height, channels]).toEqual([WIDTH, HEIGHT, 4]);
    const alpha = data.filter((_, i) => i % 4 === 3);
    expect(meanDifference(alpha, leftHalf(WIDTH, HEIGHT).data)).toBe(0);
    expect(
      meanDifference(
        data.filter((_, i) => i % 4 === 0 && i % (4 * WIDTH) < 2 * WIDTH),
        original.data.filter((_, i) => i % 3 === 0 && i % (3 * WIDTH) < 1.5 * WIDTH),
      ),
    ).toBe(0);
  });

  it('cannot be nothing in a JPEG: the formats that can are named, and nothing is written', async () => {
    const out = join(folder, 'none.jpg');
    const { code, codes, stderr } = await portraitJson([
      lossless,
      '-o',
      out,
      '--mask',
      mask,
      '--background',
      'none',
    ]);
    expect([code, codes]).toEqual([1, ['output-format-no-alpha']]);
    expect(stderr).toMatch(/none\.jpg.*JPEG.*PNG, WebP, TIFF or AVIF/);
    expect(existsSync(out)).toBe(false);
  });

  it('is a colour', async () => {
    const result = await run('colour.png', '--background', '#00ff00');
    expect(result.channels).toBe(3);
    expect(meanDifference(column(result, 10), originalColumn(10))).toBe(0);
    const green = Uint8Array.from({ length: HEIGHT * 3 }, (_, i) => (i % 3 === 1 ? 255 : 0));
    expect(meanDifference(column(result, WIDTH - 1), green)).toBe(0);
  });

  it('is a picture', async () => {
    const backdrop = await putColour(folder, 'beach.png', '#204060');
    const result = await run('beach-behind.png', '--background', backdrop);
    expect(meanDifference(column(result, 10), originalColumn(10))).toBe(0);
    expect([...column(result, WIDTH - 1)].slice(0, 3)).toEqual([0x20, 0x40, 0x60]);
  });

  it('is a picture that must be there', async () => {
    const out = join(folder, 'never.png');
    const missing = join(folder, 'no-beach.png');
    const { code, codes, stderr } = await portraitJson([
      lossless,
      '-o',
      out,
      '--mask',
      mask,
      '--background',
      missing,
    ]);
    expect([code, codes]).toEqual([1, ['backdrop-missing']]);
    expect(stderr).toContain('no-beach.png');
    expect(existsSync(out)).toBe(false);
  });
});

describe('what is shown', () => {
  it('may be the mask: one channel', async () => {
    const out = join(folder, 'shown-mask.png');
    expect((await portrait([lossless, '-o', out, '--mask', mask, '--show', 'mask'])).code).toBe(0);
    expect((await sharp(out).metadata()).channels).toBe(1);
    expect(meanDifference((await greyOf(out)).data, leftHalf(WIDTH, HEIGHT).data)).toBe(0);
  });

  it('may be the mask laid over the photo in colour', async () => {
    const out = join(folder, 'shown-overlay.png');
    expect((await portrait([lossless, '-o', out, '--mask', mask, '--show', 'overlay'])).code).toBe(0);
    const { width, height, channels, data } = await pixelsOf(out);
    expect([width, height, channels]).toEqual([WIDTH, HEIGHT, 3]);
    // "cool": magenta where the mask is white, cyan where it is black; 0.6 of the photo and 0.35 of that.
    const [r, g, b] = data.subarray((40 * WIDTH + 10) * 3);
    const at = (40 * WIDTH + 10) * 3;
    const wanted = [
      0.6 * original.data[at] + 0.35 * 255,
      0.6 * original.data[at + 1],
      0.6 * original.data[at + 2] + 0.35 * 255,
    ];
    expect(meanDifference(Uint8Array.of(r, g, b), Uint8Array.from(wanted))).toBeLessThanOrEqual(1);
  });
});

describe('the mask', () => {
  it('is scaled, with a warning, where it has another size', async () => {
    const small = await putMask(folder, 'small-mask.png', 30, 20);
    const out = join(folder, 'scaled.png');
    const { code, photos } = await portraitJson([lossless, '-o', out, '--mask', small, '--show', 'mask']);
    expect(code).toBe(0);
    expect(photos).toMatchObject([{ warnings: [{ code: 'mask-scaled', message: /30 × 20.*120 × 80/ }] }]);
    expect(meanDifference((await greyOf(out)).data, leftHalf(WIDTH, HEIGHT).data)).toBeLessThan(3);
  });

  it.each([
    ['that is no picture', () => put(folder, 'mask.txt', 'white'), 'mask-not-a-picture'],
    ['that is not there', () => join(folder, 'no-mask.png'), 'mask-missing'],
  ])('%s is named', async (_, make, wanted) => {
    const out = join(folder, 'unmasked.png');
    const path = make();
    const { code, codes, stderr } = await portraitJson([lossless, '-o', out, '--mask', path]);
    expect([code, codes]).toEqual([1, [wanted]]);
    expect(stderr).toMatch(/mask/);
    expect(existsSync(out)).toBe(false);
  });
});

describe('a photo that is transparent in places', () => {
  const level = 100;
  let clear: string;
  beforeAll(async () => {
    const half = withAlpha(original, plainPlane(WIDTH, HEIGHT, level));
    clear = put(folder, 'clear.png', await half.png().toBuffer());
  });
  const run = async (name: string, ...words: string[]) => {
    const out = join(folder, name);
    const { codes, photos, stderr } = await portraitJson([clear, '-o', out, '--mask', mask, ...words]);
    expect(codes, stderr).toEqual(['done']);
    const [told] = photos;
    return { result: await pixelsOf(out), warnings: told.done ? told.warnings : [] };
  };
  /** The subject's colours on a ground of one level. */
  const laidOn = (ground: number) =>
    originalColumn(10).map(value => Math.round((value * level + ground * (255 - level)) / 255));

  it('stays so where it is blurred', async () => {
    const { result, warnings } = await run('clear-blurred.png');
    expect(result.channels).toBe(4);
    expect(warnings).toEqual([]);
    expect(new Set(result.data.filter((_, i) => i % 4 === 3))).toEqual(new Set([level]));
  });

  it('lets a colour behind it show through', async () => {
    const { result } = await run('clear-on-black.png', '--background', '#000000');
    expect(result.channels).toBe(3);
    expect(meanDifference(column(result, 10), laidOn(0))).toBeLessThan(1);
    expect(Math.max(...column(result, WIDTH - 1))).toBe(0);
  });

  it('is cut out of what it was', async () => {
    const { result } = await run('clear-cut.png', '--background', 'none');
    expect(column(result, 10)[3]).toBe(level);
    expect(column(result, WIDTH - 1)[3]).toBe(0);
  });

  it('is laid on white in a JPEG, with a warning', async () => {
    const { result, warnings } = await run('clear.jpg', '--quality', '100', '--blur', '0');
    expect(result.channels).toBe(3);
    expect(warnings).toMatchObject([{ code: 'alpha-flattened', message: /on white/ }]);
    expect(meanDifference(column(result, 10), laidOn(255))).toBeLessThan(3);
    expect((await run('clear-blurred.jpg')).warnings).toMatchObject([{ code: 'alpha-flattened' }]);
  });
});
