import { afterAll, describe, expect, it } from 'vitest';
import { lensShapes } from '../../../src-shared/edit/schema.ts';
import type { RgbImage } from '../../../src-shared/imaging/image.ts';
import { endThreads } from '../../../src-main/compute/bands/pool.ts';
import { exactBlur } from '../../making/exact-blur.ts';
import { outOfFocus } from '../../making/lens.ts';
import { pixelsOf } from '../../making/pixels.ts';
import { ringErrors, ringScene } from '../../making/ring.ts';
import { psnr } from '../../making/similarity.ts';

const stars = new URL('../../../assets/samples/hubble-deep-field.jpg', import.meta.url).pathname;

afterAll(endThreads);

const flat = (level: number, width = 300, height = 200): RgbImage => ({
  width,
  height,
  data: new Uint8Array(width * height * 3).fill(level),
});

const at = (data: Uint8Array, width: number, x: number, y: number): number => data[(y * width + x) * 3];

describe('the lens blur at full size', () => {
  it.each(lensShapes.flatMap(shape => [2.5, 10, 40].map(sigma => [shape, sigma] as const)))(
    'is the exact convolution with a %s of standard deviation %d, to 40 dB',
    async (shape, sigma) => {
      const photo = await pixelsOf(stars);
      const blurred = await outOfFocus(photo, sigma, { shape });
      expect(psnr(blurred, exactBlur(photo, shape, sigma))).toBeGreaterThan(40);
    },
  );

  it('lets nothing of the subject bleed, and fills in what it hid', async () => {
    const scene = ringScene(500);
    const result = await outOfFocus(scene.photo, 20, { alpha: scene.alpha });
    const expected = await outOfFocus(scene.background, 20);
    const { mean, most } = ringErrors(scene, result, expected);
    // The aim is 1.5 and 12; mixed pixels by 1 − alpha alone leave 1.4 and 7.
    expect(mean).toBeLessThan(1);
    expect(most).toBeLessThan(7);
  });

  it('keeps the subject itself to the last level', async () => {
    const { photo, alpha } = ringScene(200);
    const result = await outOfFocus(photo, 8, { alpha });
    for (let i = 0; i < alpha.data.length; i++) {
      if (alpha.data[i] === 255) expect(result[i * 3]).toBe(photo.data[i * 3]);
    }
  });

  it('keeps a flat photo flat, up to its border', async () => {
    expect(new Set(await outOfFocus(flat(137), 12, { shape: 'heptagon', highlights: 100 }))).toEqual(
      new Set([137]),
    );
  });
});

describe('highlights', () => {
  /** A small lamp in the dark. */
  const lamp = () => {
    const photo = flat(30);
    for (let y = 98; y < 102; y++) photo.data.fill(255, (y * 300 + 148) * 3, (y * 300 + 152) * 3);
    return photo;
  };

  it('make a disc of a small clipped light, and it is clearly brighter', async () => {
    const [plain, bright] = [await outOfFocus(lamp(), 8), await outOfFocus(lamp(), 8, { highlights: 60 })];
    const [middle, rim, outside] = [0, 12, 21].map(away => at(bright, 300, 150 + away, 100));
    expect(middle).toBeGreaterThan(at(plain, 300, 150, 100) + 50);
    expect(Math.abs(middle - rim)).toBeLessThan(8);
    expect(outside).toBeLessThan(34);
  });

  it('leave flat areas as they are, and nothing turns over past white', async () => {
    for (const level of [40, 200, 240, 255]) {
      const data = await outOfFocus(flat(level), 8, { highlights: 100 });
      for (const value of new Set(data)) expect(Math.abs(value - level)).toBeLessThanOrEqual(1);
    }
  });
});

describe('falloff', () => {
  /** Fine stripes, and somebody who stands on them at 80 % of the height. */
  const scene = () => {
    const [width, height] = [240, 400];
    const photo = { width, height, data: new Uint8Array(width * height * 3) };
    const alpha = { width, height, data: new Uint8Array(width * height) };
    for (let i = 0; i < width * height; i++) {
      const [x, y] = [i % width, Math.floor(i / width)];
      photo.data.fill(x % 8 < 4 ? 60 : 180, i * 3, i * 3 + 3);
      if (x >= 100 && x < 140 && y >= 80 && y < 320) alpha.data[i] = 255;
    }
    return { photo, alpha };
  };
  /** How much of the stripes is left in a row. */
  const contrast = (data: Uint8Array, y: number) => {
    const row = Array.from({ length: 80 }, (_, x) => at(data, 240, 10 + x, y));
    return (Math.max(...row) - Math.min(...row)) / 120;
  };

  it('keeps the ground at the feet sharp, and blurs more with height and with what is nearer', async () => {
    const { photo, alpha } = scene();
    const data = await outOfFocus(photo, 12, { alpha, falloff: true });
    expect(contrast(data, 319)).toBeGreaterThan(0.9);
    const upwards = [319, 306, 290, 200].map(y => contrast(data, y));
    for (let i = 1; i < upwards.length; i++) expect(upwards[i]).toBeLessThan(upwards[i - 1]);
    expect(contrast(data, 395)).toBeLessThan(0.2);
    expect(contrast(data, 40)).toBeLessThan(0.05);
  });

  it('blurs like the plain lens from the height of the head on', async () => {
    const { photo, alpha } = scene();
    const graded = await outOfFocus(photo, 12, { alpha, falloff: true });
    const plain = await outOfFocus(photo, 12, { alpha });
    const upper = 240 * 3 * 75;
    expect(graded.slice(0, upper)).toEqual(plain.slice(0, upper));
  });
});

describe('a sky', () => {
  it('has no bands: steps of one level, and no run is longer than the photo’s own', async () => {
    const [width, height] = [640, 60];
    const levels = Uint8Array.from(
      { length: width * height * 3 },
      (_, i) => 120 + (Math.floor(i / 3) % width) / 32,
    );
    const result = await outOfFocus({ width, height, data: levels }, 6);
    for (let y = 0; y < height; y++) {
      for (let x = 1, run = 1; x < width; x++) {
        const step = Math.abs(at(result, width, x, y) - at(result, width, x - 1, y));
        expect(step).toBeLessThanOrEqual(1);
        run = step === 0 ? run + 1 : 1;
        expect(run).toBeLessThanOrEqual(32);
      }
    }
  });
});
