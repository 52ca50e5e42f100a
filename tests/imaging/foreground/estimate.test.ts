import { describe, expect, it } from 'vitest';
import { decontaminate } from '../../../src-shared/imaging/foreground/decontaminate.ts';
import { estimateColours } from '../../../src-shared/imaging/foreground/estimate.ts';
import { PlainColourLevels } from '../../../src-shared/imaging/foreground/levels.ts';
import { MOVES, PAIR, relax, SMOOTH, STEEP } from '../../../src-shared/imaging/foreground/relax.ts';
import type { Plane8, RgbImage } from '../../../src-shared/imaging/image.ts';
import { decontaminateSimd } from '../../../src-shared/imaging/simd/decontaminate.ts';
import { distances } from '../../making/distance.ts';
import { photoLike } from '../../making/photo-like.ts';
import { randomFloats, randomLevels } from '../../making/random.ts';

const WIDTH = 160;
const HEIGHT = 120;

/** A soft disc: alpha runs from 1 to 0 over thirty pixels. */
const alpha: Plane8 = {
  width: WIDTH,
  height: HEIGHT,
  data: Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => {
    const away = Math.hypot((i % WIDTH) - 80, Math.floor(i / WIDTH) - 60);
    return 255 * Math.min(1, Math.max(0, (45 - away) / 30 + 0.5)) + 0.5;
  }),
};

const SUBJECT = [210, 150, 90];
const BEHIND = [40, 90, 160];
const mixed: RgbImage = {
  width: WIDTH,
  height: HEIGHT,
  data: Uint8Array.from({ length: WIDTH * HEIGHT * 3 }, (_, p) => {
    const a = alpha.data[Math.floor(p / 3)] / 255;
    return a * SUBJECT[p % 3] + (1 - a) * BEHIND[p % 3] + 0.5;
  }),
};

describe('colours of subject and background', () => {
  it('are told apart where they mix', () => {
    const { foreground, background } = estimateColours(mixed, alpha);
    const band = [...alpha.data.keys()].filter(i => alpha.data[i] > 60 && alpha.data[i] < 200);
    expect(band.length).toBeGreaterThan(1000);
    for (const i of band) {
      for (let c = 0; c < 3; c++) {
        expect(Math.abs(foreground.data[i * 3 + c] - SUBJECT[c])).toBeLessThan(8);
        expect(Math.abs(background.data[i * 3 + c] - BEHIND[c])).toBeLessThan(8);
      }
    }
  });

  it('are the photo’s own where only one of them shows', () => {
    const { foreground } = estimateColours(mixed, alpha);
    const far = [...alpha.data.keys()].filter(i => alpha.data[i] === 255 && Math.abs((i % WIDTH) - 80) < 8);
    for (const i of far) expect(foreground.data[i * 3]).toBe(mixed.data[i * 3]);
  });
});

describe('the levels in SIMD', () => {
  it('give what the plain ones give', () => {
    const photo = photoLike(WIDTH, HEIGHT);
    const shown = { ...alpha, data: alpha.data.map((level, i) => (i < WIDTH * 40 ? 200 : level)) };
    const fast = estimateColours(photo, alpha, shown);
    const plain = estimateColours(photo, alpha, shown, undefined, new PlainColourLevels());
    for (const part of ['foreground', 'background'] as const) {
      expect(distances(fast[part].data, plain[part].data).most).toBeLessThanOrEqual(1);
      expect(distances(fast[part].data, plain[part].data).mean).toBeLessThan(0.01);
      expect(distances(plain[part].data, photo.data).most).toBeGreaterThan(20);
    }
  });

  it('begin anew with each picture', () => {
    const first = estimateColours(mixed, alpha);
    estimateColours(photoLike(90, 70), { width: 90, height: 70, data: randomLevels(90 * 70, 9) });
    expect(estimateColours(mixed, alpha)).toEqual(first);
  });
});

describe('a half sweep', () => {
  it('solves the pair’s own equations: the gradient of their energy is nothing', () => {
    const level = {
      width: 3,
      height: 3,
      rgb: photoLike(3, 3).data,
      alpha: Uint8Array.of(9, 90, 200, 30, 120, 60, 250, 5, 77),
    };
    const pairs = randomFloats(9 * PAIR, 6).map(value => 100 + value * 50);
    const all = { ...level, state: new Uint8Array(9).fill(0) };
    all.state[4] = MOVES;
    relax({ ...all, pairs }, 0);
    const a = 120 / 255;
    const near = [1, 3, 5, 7].map(j => ({
      j,
      weight: SMOOTH + (STEEP * Math.abs(120 - level.alpha[j])) / 255,
    }));
    for (let c = 0; c < 3; c++) {
      const [f, b] = [pairs[4 * PAIR + c], pairs[4 * PAIR + 4 + c]];
      const left = a * f + (1 - a) * b - level.rgb[4 * 3 + c];
      const pull = (at: number, value: number) =>
        near.reduce((sum, { j, weight }) => sum + weight * (value - pairs[j * PAIR + at]), 0);
      expect(a * left + pull(c, f)).toBeCloseTo(0, 2);
      expect((1 - a) * left + pull(c + 4, b)).toBeCloseTo(0, 2);
    }
  });
});

describe('decontamination', () => {
  const clean = (strength: number): RgbImage => {
    const photo = { ...mixed, data: mixed.data.slice() };
    const mattes = { truth: alpha, alpha };
    decontaminate(photo, mattes, estimateColours(mixed, alpha), strength, { first: 0, end: HEIGHT });
    return photo;
  };

  it('takes the old background out of the edge, and touches nothing else', () => {
    const photo = clean(1);
    alpha.data.forEach((level, i) => {
      if (level === 0 || level === 255) expect(photo.data[i * 3]).toBe(mixed.data[i * 3]);
      else if (level > 50) expect(Math.abs(photo.data[i * 3] - SUBJECT[0])).toBeLessThan(12);
    });
  });

  it('knows the subject’s colour where a wider edge shows what was not the subject', () => {
    const bare = [...alpha.data.keys()].filter(i => alpha.data[i] === 0);
    const shown = { ...alpha, data: alpha.data.slice() };
    for (const i of bare) if (Math.hypot((i % WIDTH) - 80, i / WIDTH - 60) < 66) shown.data[i] = 255;
    const photo = { ...mixed, data: mixed.data.slice() };
    const mattes = { truth: alpha, alpha: shown };
    decontaminate(photo, mattes, estimateColours(mixed, alpha, shown), 1, { first: 0, end: HEIGHT });
    const laidBare = bare.filter(i => shown.data[i] === 255);
    expect(laidBare.length).toBeGreaterThan(500);
    for (const i of laidBare) expect(Math.abs(photo.data[i * 3] - SUBJECT[0])).toBeLessThan(20);
  });

  it('goes as far as it is told', () => {
    const [none, half, all] = [0, 0.5, 1].map(strength => clean(strength).data);
    expect(none).toEqual(mixed.data);
    half.forEach((value, i) => expect(Math.abs(value - (none[i] + all[i]) / 2)).toBeLessThanOrEqual(1));
  });
});

describe('a row cleaned in SIMD', () => {
  it.each([1, 15, 16, 40, 67])('of %i pixels gives the levels of the plain one', width => {
    const height = 6;
    const photo = { width, height, data: randomLevels(width * height * 3, 1) };
    const levels = (seed: number) => ({
      width,
      height,
      data: randomLevels(width * height, seed).map((level, i) =>
        i % 5 === 0 ? 255 : i < width || level < 90 ? 0 : level,
      ),
    });
    const mattes = { truth: levels(2), alpha: levels(5) };
    const colours = {
      foreground: { width: 9, height: 4, data: randomLevels(9 * 4 * 3, 3) },
      background: { width: 9, height: 4, data: randomLevels(9 * 4 * 3, 4) },
    };
    const fast = { ...photo, data: photo.data.slice() };
    for (const [clean, into] of [
      [decontaminate, photo],
      [decontaminateSimd, fast],
    ] as const) {
      clean(into, mattes, colours, 0.7, { first: 0, end: height });
    }
    const apart = distances(fast.data, photo.data);
    expect(apart.most).toBeLessThanOrEqual(1);
    expect(apart.mean).toBeLessThan(0.01);
  });
});
