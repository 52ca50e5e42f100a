import { describe, expect, it } from 'vitest';
import { compositeOver } from '../../src-shared/imaging/composite.ts';
import { bilinearRows, plainMixer } from '../../src-shared/imaging/resize-bilinear.ts';
import { fillBand } from '../../src-shared/imaging/rows.ts';
import { rowCompositor, rowMixer } from '../../src-shared/imaging/simd/rows.ts';
import { threshold } from '../../src-shared/imaging/threshold.ts';
import { distances } from '../making/distance.ts';
import { randomFloats, randomLevels } from '../making/random.ts';

describe('rowCompositor', () => {
  for (const width of [1, 15, 16, 17, 100, 257]) {
    it(`gives the levels of the plain one on ${width} pixels`, () => {
      const subject = randomLevels(width * 3, 1);
      const alpha = randomLevels(width, 2).map((level, i) => (i % 5 === 0 ? 255 : i % 7 === 0 ? 0 : level));
      const plain = randomLevels(width * 3, 3);
      const fast = plain.slice();
      compositeOver(subject, alpha, plain);
      const { background, take, lay } = rowCompositor({ width, height: 1 });
      background.set(fast);
      take(alpha);
      lay(subject, fast);
      // The plain one cuts half levels off towards zero now and then.
      expect(distances(fast, plain).most).toBeLessThanOrEqual(1);
      expect(distances(fast, plain).mean).toBeLessThan(0.01);
    });
  }

  it('gives the subject where alpha is full and the background where it is nothing', () => {
    const subject = randomLevels(96, 4);
    const background = randomLevels(96, 5);
    const alpha = Uint8Array.from({ length: 32 }, (_, i) => (i % 2 ? 255 : 0));
    const wanted = background.map((level, i) => (alpha[Math.floor(i / 3)] ? subject[i] : level));
    const row = rowCompositor({ width: 32, height: 1 });
    row.background.set(background);
    row.take(alpha);
    row.lay(subject, background);
    expect(background).toEqual(wanted);
  });

  for (const width of [1, 31, 32, 200, 4000]) {
    it(`says where the background shows on ${width} pixels`, () => {
      const hidden = randomFloats(Math.ceil(width / 32), 6).map(Math.round);
      const alpha = Uint8Array.from({ length: width }, (_, x) =>
        hidden[x >> 5] ? 255 : 255 * (x % 3 ? 1 : 0),
      );
      const runs = rowCompositor({ width, height: 1 }).take(alpha);
      const shown = new Uint8Array(width);
      for (let i = 0; i < runs.length; i += 2) {
        expect(runs[i] % 32).toBe(0);
        shown.fill(1, runs[i], runs[i + 1]);
      }
      alpha.forEach((level, x) => level < 255 && expect(shown[x]).toBe(1));
      const whole = Array.from(hidden).filter((all, i) => all && (i + 1) * 32 <= width).length;
      expect(shown.filter(one => !one)).toHaveLength(whole * 32);
    });
  }
});

describe('rowMixer', () => {
  for (const length of [1, 16, 33, 300]) {
    it(`mixes ${length} samples as the plain one does`, () => {
      const fast = rowMixer(length);
      const plain = plainMixer(length);
      for (const mixer of [fast, plain]) {
        mixer.above.set(randomFloats(length, 1).map(value => value * 255));
        mixer.below.set(randomFloats(length, 2).map(value => value * 255));
      }
      const a = new Uint8Array(length);
      const b = new Uint8Array(length);
      fast.mix(0.3, a);
      plain.mix(0.3, b);
      expect(distances(a, b).most).toBeLessThanOrEqual(1);
      expect(distances(a, b).mean).toBeLessThan(0.01);
    });
  }

  it('cuts at a level', () => {
    const source = { width: 5, height: 4, channels: 1, data: randomLevels(20, 9) } as const;
    const cut = new Uint8Array(37 * 21);
    const soft = new Uint8Array(37 * 21);
    const all = { first: 0, end: 21 };
    fillBand(bilinearRows(source, 37, 21, 0, rowMixer(37, 128)), cut, 37, all);
    fillBand(bilinearRows(source, 37, 21, 0, rowMixer(37)), soft, 37, all);
    threshold(soft, 128);
    expect(cut).toEqual(soft);
    expect(new Set(cut)).toEqual(new Set([0, 255]));
  });
});
