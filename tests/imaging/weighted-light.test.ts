import { describe, expect, it } from 'vitest';
import { highlightBend } from '../../src-shared/imaging/highlights.ts';
import type { SamplesF } from '../../src-shared/imaging/image.ts';
import { weighLightSimd } from '../../src-shared/imaging/simd/weighted-light.ts';
import { linearOf } from '../../src-shared/imaging/srgb.ts';
import { weighLight, type Weighing } from '../../src-shared/imaging/weighted-light.ts';
import { randomLevels } from '../making/random.ts';

const [WIDTH, HEIGHT] = [53, 38];
const plane = (seed: number) => ({ width: WIDTH, height: HEIGHT, data: randomLevels(WIDTH * HEIGHT, seed) });
const photo = { width: WIDTH, height: HEIGHT, data: randomLevels(WIDTH * HEIGHT * 3, 1) };

const empty = (width: number, height: number): SamplesF => ({
  width,
  height,
  channels: 4,
  data: new Float32Array(width * height * 4).fill(9),
});

function weighed(weigh: typeof weighLight, weighing: Weighing, width: number, height: number): Float32Array {
  const into = empty(width, height);
  weigh(weighing, into, { first: 0, end: 3 });
  weigh(weighing, into, { first: 3, end: height });
  return into.data;
}

describe.each([
  ['plain', weighLight],
  ['SIMD', weighLightSimd],
])('weighLight, %s', (_, weigh) => {
  it('is linear light, and 1, where all of the photo counts', () => {
    const light = weighed(weigh, { photo, bend: 0 }, WIDTH, HEIGHT);
    const expected = [...photo.data].flatMap((level, i) =>
      i % 3 === 2 ? [linearOf[level], 1] : linearOf[level],
    );
    light.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 5));
  });

  it('holds nothing of the subject, however far it is shrunk', () => {
    const white = { ...photo, data: photo.data.slice() };
    const subject = plane(2);
    for (let i = 0; i < WIDTH * HEIGHT; i++) {
      subject.data[i] = i % WIDTH > 20 ? 255 : 0;
      if (i % WIDTH > 20) white.data.fill(255, i * 3, i * 3 + 3);
    }
    const withWhite = weighed(weigh, { photo: white, subject, bend: 0 }, 7, 5);
    const without = weighed(weigh, { photo, subject, bend: 0 }, 7, 5);
    withWhite.forEach((value, i) => expect(value).toBeCloseTo(without[i], 5));
    expect(without[6 * 4 + 3]).toBe(0);
  });

  it('hardly counts what is mixed on the subject’s edge', () => {
    const subject = { ...plane(2), data: Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => i % 256) };
    const light = weighed(weigh, { photo, subject, bend: 0 }, WIDTH, HEIGHT);
    const weightAt = (level: number) => light[level * 4 + 3];
    expect([weightAt(0), weightAt(255)]).toEqual([1, 0]);
    expect(weightAt(51)).toBeCloseTo(0.4096, 4);
    expect(weightAt(204)).toBeCloseTo(0.0016, 4);
  });

  it('weighs by what is there and is not the subject', () => {
    const [subject, present] = [plane(2), plane(3)];
    const light = weighed(weigh, { photo, subject, present, bend: 0 }, WIDTH, HEIGHT);
    for (let i = 0; i < WIDTH * HEIGHT; i++) {
      const weight = (1 - subject.data[i] / 255) ** 4 * (present.data[i] / 255);
      expect(Math.abs(light[i * 4 + 3] - weight)).toBeLessThan(1 / 255);
    }
  });
});

describe('weighLightSimd', () => {
  it.each([0, 60])('has the plain one’s figures with highlights at %d', highlights => {
    const weighing = { photo, subject: plane(2), bend: highlightBend(highlights) };
    const plain = weighed(weighLight, weighing, 17, 11);
    const simd = weighed(weighLightSimd, weighing, 17, 11);
    simd.forEach((value, i) => expect(value).toBeCloseTo(plain[i], 4));
  });
});
