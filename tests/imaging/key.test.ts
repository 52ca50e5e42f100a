import { describe, expect, it } from 'vitest';
import type { Rgb } from '../../src-shared/imaging/gradient.ts';
import type { PlaneF, RgbImage } from '../../src-shared/imaging/image.ts';
import { fillPlane, planeAt } from '../../src-shared/imaging/key/fill-plane.ts';
import { eroded, findScreen } from '../../src-shared/imaging/key/find-screen.ts';
import { keyBand, sharpened, softAlpha } from '../../src-shared/imaging/key/key-alpha.ts';
import { learnKey } from '../../src-shared/imaging/key/key-model.ts';
import { keyEnds, screenNoise } from '../../src-shared/imaging/key/key-noise.ts';
import { fitSurface, surfaceAt } from '../../src-shared/imaging/key/light-surface.ts';
import { screenAxes, screenShare } from '../../src-shared/imaging/key/screen-axes.ts';
import { despilled, type Spill } from '../../src-shared/imaging/key/spill.ts';
import { distances } from '../making/distance.ts';
import { randomSource } from '../making/random.ts';

const green: Rgb = [0, 177, 64];
const size = { width: 160, height: 120 };

/** A disc with a soft rim before a green screen that is darker to the right, and noisy. */
function scene(subject: Rgb, noise = 3): { photo: RgbImage; alpha: Float32Array } {
  const random = randomSource(5);
  const alpha = new Float32Array(size.width * size.height);
  const data = new Uint8Array(alpha.length * 3);
  for (let i = 0; i < alpha.length; i++) {
    const [x, y] = [i % size.width, Math.floor(i / size.width)];
    alpha[i] = Math.min(1, Math.max(0, (35 - Math.hypot(x - 80, y - 60)) / 8 + 0.5));
    const light = 1.1 - (0.4 * x) / size.width;
    [30, 170, 70].forEach((level, c) => {
      const colour = alpha[i] * subject[c] + (1 - alpha[i]) * level * light;
      data[i * 3 + c] = Math.min(255, Math.max(0, colour + (random() - 0.5) * noise * 2 + 0.5));
    });
  }
  return { photo: { ...size, data }, alpha };
}

function keyed(photo: RgbImage, tolerance = 50, sharpen = false): Uint8Array {
  const model = learnKey(photo, green, tolerance)!;
  const into = { ...size, data: new Uint8Array(size.width * size.height) };
  const ends = { ...keyEnds(screenNoise(photo, model), tolerance), sharpen };
  keyBand(photo, model, ends, into, { first: 0, end: 60 });
  keyBand(photo, model, ends, into, { first: 60, end: 120 });
  return into.data;
}

describe('a screen’s share of a pixel', () => {
  const screens: [Rgb][] = [[green], [[0, 71, 187]], [[230, 20, 210]], [[250, 120, 10]]];
  it.each(screens)('is 1 on %o and 0 on grey', colour => {
    const axes = screenAxes(colour)!;
    expect(screenShare(axes, ...colour)).toBeCloseTo(1);
    expect(screenShare(axes, 90, 90, 90)).toBeCloseTo(0);
  });

  it('is half in an even mixture with grey, and none in the neighbouring hues', () => {
    const axes = screenAxes(green)!;
    expect(screenShare(axes, 50, 50 + 177 / 2, 50 + 32)).toBeCloseTo(0.5);
    expect(screenShare(axes, 200, 200, 40)).toBeLessThanOrEqual(0);
    expect(screenShare(axes, 40, 200, 200)).toBeLessThanOrEqual(0);
  });

  it('needs a colour', () => expect(screenAxes([120, 128, 125])).toBeUndefined());
});

describe('the screen', () => {
  it('is found in its own colour, in the light and in the shade', () => {
    const { photo, alpha } = scene([200, 150, 130]);
    const { axes, mask } = findScreen(photo, green, 50)!;
    expect(axes.colour.map(level => Math.round(level / 10))).toEqual([3, 15, 6]);
    const inside = alpha.reduce((sum, a, i) => sum + (a > 0.3 ? mask[i] : 0), 0);
    expect(inside).toBe(0);
    const missed = alpha.reduce((sum, a, i) => sum + (a === 0 ? 1 - mask[i] : 0), 0);
    expect(missed / alpha.length).toBeLessThan(0.05);
  });

  it('is not found where there is none', () => {
    const { photo } = scene([200, 150, 130]);
    expect(findScreen(photo, [0, 71, 187], 50)).toBeUndefined();
    expect(findScreen(photo, [128, 128, 128], 50)).toBeUndefined();
  });

  it('is eroded by so many pixels, but not from the picture’s edge', () => {
    const random = randomSource(3);
    const mask = Uint8Array.from({ length: 20 * 15 }, () => (random() > 0.06 ? 1 : 0));
    const plain = mask.map((_, i) => {
      const [x, y] = [i % 20, Math.floor(i / 20)];
      return mask.every(
        (one, k) => one === 1 || Math.abs((k % 20) - x) > 2 || Math.abs(Math.floor(k / 20) - y) > 2,
      )
        ? 1
        : 0;
    });
    expect(eroded(mask, 20, 15, 2)).toEqual(plain);
  });
});

describe('what is not known', () => {
  it('is filled in smoothly between what is', () => {
    const plane: PlaneF = { width: 31, height: 9, data: new Float32Array(31 * 9) };
    const weight = new Float32Array(31 * 9);
    for (let y = 0; y < 9; y++) {
      weight[y * 31] = weight[y * 31 + 30] = 1;
      plane.data[y * 31 + 30] = 10;
    }
    const { data } = fillPlane(plane, weight, 0);
    const middle = data.subarray(4 * 31, 5 * 31);
    expect([middle[0], middle[30]]).toEqual([0, 10]);
    expect(middle[15]).toBeGreaterThan(2);
    expect(middle[15]).toBeLessThan(8);
    expect(fillPlane(plane, weight.fill(0), 7).data[5]).toBe(7);
  });

  it('is mixed between the middles of pixels', () => {
    const plane = { width: 2, height: 2, data: Float32Array.of(0, 2, 4, 6) };
    expect([planeAt(plane, 0.5, 0.5), planeAt(plane, -3, 0), planeAt(plane, 9, 9)]).toEqual([3, 0, 6]);
  });
});

describe('a surface', () => {
  it('is found again in what it made', () => {
    const wanted = [0.9, 0.2, -0.3, 0.1, 0.4, -0.2] as const;
    const data = Float32Array.from({ length: 24 * 18 }, (_, i) =>
      surfaceAt(wanted, ((i % 24) + 0.5) / 24, (Math.floor(i / 24) + 0.5) / 18),
    );
    const weight = Float32Array.from(data, (_, i) => (i % 3 === 0 ? 1 : 0));
    const found = fitSurface({ width: 24, height: 18, data }, weight);
    found.forEach((value, i) => expect(value).toBeCloseTo(wanted[i], 2));
  });
});

describe('alpha from a screen', () => {
  it.each([
    ['skin', [205, 150, 125]],
    ['black', [12, 12, 14]],
    ['white', [245, 246, 244]],
    ['teal, which has some of the screen’s colour', [30, 150, 130]],
  ] as [string, Rgb][])('is right within levels of the truth: %s', (_, subject) => {
    const { photo, alpha } = scene(subject);
    const error = distances(
      keyed(photo),
      alpha.map(a => a * 255),
    );
    expect(error.mean).toBeLessThan(3.5);
  });

  it('is nothing on the whole of an uneven, noisy screen, and all within the subject', () => {
    const { photo, alpha } = scene([205, 150, 125], 6);
    const found = keyed(photo);
    const outside = found.filter((_, i) => alpha[i] === 0);
    expect(outside.filter(level => level > 8).length / outside.length).toBeLessThan(0.01);
    expect(
      Math.min(...found.filter((_, i) => Math.hypot((i % 160) - 80, i / 160 - 60) < 25)),
    ).toBeGreaterThan(245);
  });

  it('takes its detail from luma where chroma has none', () => {
    const { photo, alpha } = scene([205, 150, 125], 0);
    const model = learnKey(photo, green, 50)!;
    const whole = { first: 0, end: size.height };
    const soft = softAlpha(photo, model, whole);
    // A strand one pixel wide, seen by the luma only.
    const strand = { ...photo, data: photo.data.slice() };
    for (let x = 5; x < 40; x++) strand.data.set([205, 150, 125], (10 * size.width + x) * 3);
    const blurred = { ...soft, data: soft.data.slice() };
    for (let x = 5; x < 40; x++)
      for (let dy = -1; dy <= 1; dy++) blurred.data[(10 + dy) * size.width + x] = 0.33;
    const sharp = sharpened(strand, blurred, whole).data;
    expect(sharp[10 * size.width + 20]).toBeGreaterThan(0.4);
    expect(sharp[9 * size.width + 20]).toBeLessThan(0.28);
    const far = 60 * size.width + 80;
    expect(sharp[far]).toBeCloseTo(alpha[far], 1);
  });

  it('does not depend on where its strips and bands are cut', () => {
    const { photo } = scene([205, 150, 125]);
    const model = learnKey(photo, green, 50)!;
    const ends = { low: 0.05, high: 0.05, sharpen: true };
    const [whole, cut] = [0, 1].map(() => ({ ...size, data: new Uint8Array(size.width * size.height) }));
    keyBand(photo, model, ends, whole, { first: 0, end: 120 });
    for (const [first, end] of [
      [0, 17],
      [17, 90],
      [90, 120],
    ])
      keyBand(photo, model, ends, cut, { first, end });
    expect(distances(whole.data, cut.data).most).toBeLessThanOrEqual(1);
  });

  it('is cut off the more, the more is tolerated', () => {
    const lows = [0, 25, 50, 75, 100].map(tolerance => keyEnds(0.01, tolerance).low);
    expect(lows[0]).toBe(0);
    expect([...lows].sort((a, b) => a - b)).toEqual(lows);
  });
});

describe('spill', () => {
  const spill: Spill = { ...screenAxes([30, 170, 70])!, light: [1, 0, 0, 0, 0, 0], amount: 1 };
  const mix = (alpha: number, subject: Rgb) =>
    subject.map((level, c) => alpha * level + (1 - alpha) * spill.colour[c]) as [number, number, number];

  it('goes from a mixture, and leaves the subject’s own colour', () => {
    const skin: Rgb = [205, 150, 125];
    const left = despilled(spill, 0.6, 1, ...mix(0.6, skin));
    left.forEach((level, c) => expect(level).toBeCloseTo(skin[c], 3));
  });

  it('goes from the subject by its amount', () => {
    const lit: Rgb = [140, 175, 130];
    const excess = screenShare(spill, ...lit);
    expect(screenShare(spill, ...despilled(spill, 1, 1, ...lit))).toBeCloseTo(0);
    expect(screenShare(spill, ...despilled({ ...spill, amount: 0.5 }, 1, 1, ...lit))).toBeCloseTo(excess / 2);
    expect(despilled({ ...spill, amount: 0 }, 1, 1, ...lit)).toEqual(lit);
  });

  it('leaves alone what has nothing of the screen, and a screen that a stroke keeps', () => {
    expect(despilled(spill, 1, 1, 200, 120, 110)).toEqual([200, 120, 110]);
    expect(despilled(spill, 1, 1, 30, 170, 70)).toEqual([30, 170, 70]);
  });
});
