import { describe, expect, it } from 'vitest';
import { labelsOf, sampleAnswer, sigmoid, softmax, type Grid } from '../../src-main/inference/answer.ts';
import type { Network } from '../../src-main/inference/engine.ts';
import { checkBox, place } from '../../src-main/inference/geometry.ts';
import { openImported } from '../../src-main/inference/imported.ts';
import { viewOf } from '../../src-main/inference/view.ts';
import type { RgbImage } from '../../src-shared/imaging/image.ts';

const picture = (width: number, height: number, value: (x: number, y: number) => number): RgbImage => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3);
    return value(pixel % width, Math.floor(pixel / width));
  }),
});

describe('a place in the network’s input', () => {
  const input = { width: 513, height: 513 };

  it('is as the notebook has it, in the corner', () => {
    expect(place({ width: 451, height: 300 }, input, 'corner')).toEqual({
      left: 0,
      top: 0,
      width: 513,
      height: 341,
    });
    expect(place({ width: 512, height: 512 }, input, 'corner')).toEqual({
      left: 0,
      top: 0,
      width: 513,
      height: 513,
    });
  });

  it('is centred when letterboxed, with an odd pixel to the right and the bottom', () => {
    expect(place({ width: 100, height: 50 }, input, 'letterbox')).toEqual({
      left: 0,
      top: 128,
      width: 513,
      height: 257,
    });
    expect(place({ width: 1, height: 10_000 }, input, 'letterbox')).toEqual({
      left: 256,
      top: 0,
      width: 1,
      height: 513,
    });
  });

  it('is all of it when squashed', () => {
    expect(place({ width: 7, height: 3 }, input, 'squash')).toEqual({ left: 0, top: 0, ...input });
  });

  it.each([
    { left: -1, top: 0, width: 2, height: 2 },
    { left: 0, top: 0, width: 11, height: 2 },
    { left: 0.5, top: 0, width: 2, height: 2 },
    { left: 0, top: 0, width: 0, height: 2 },
  ])('refuses the box %j of a picture of ten by ten', box => {
    expect(() => checkBox(box, { width: 10, height: 10 })).toThrow(
      expect.objectContaining({ code: 'internal' }),
    );
  });
});

describe('a view', () => {
  it('is the part that was asked for, and nothing of what is round it', () => {
    const source = picture(8, 6, (x, y) => (x >= 2 && x < 6 && y >= 1 && y < 3 ? 100 : 255));
    const view = viewOf(source, { left: 2, top: 1, width: 4, height: 2 }, { width: 9, height: 1 }, 'smooth');
    expect([view.width, view.height]).toEqual([9, 1]);
    expect(view.data.every(value => value === 100)).toBe(true);
  });

  it('takes means where it shrinks', () => {
    const source = picture(4, 2, x => (x % 2 === 0 ? 0 : 200));
    const view = viewOf(source, { left: 0, top: 0, width: 4, height: 2 }, { width: 2, height: 1 }, 'smooth');
    expect([...view.data]).toEqual([100, 100, 100, 100, 100, 100]);
  });
});

describe('sampling an answer', () => {
  const input = { width: 9, height: 9 };
  const whole = { left: 0, top: 0, ...input };

  // A slope along x, of which a bilinear sample is the position itself.
  const slope = (grid: Grid) => {
    const width = 3;
    const place = (i: number) => (grid === 'corners' ? i * 4 : i * 3 + 1);
    return {
      width,
      height: 3,
      classes: 1,
      data: Float32Array.from({ length: 9 }, (_, i) => place(i % width)),
    };
  };

  it.each(['corners', 'centres'] as const)('is where the input’s pixels are, by %s', grid => {
    const at = { left: 2, top: 2, width: 5, height: 5 };
    const { data } = sampleAnswer(slope(grid), { width: 5, height: 5 }, { input, at, grid, flipped: false });
    expect([...data.slice(0, 5)].map(value => Math.round(value * 1e4) / 1e4)).toEqual([2, 3, 4, 5, 6]);
  });

  it('turns back what was turned round', () => {
    const size = { width: 9, height: 9 };
    const flipped = sampleAnswer(slope('corners'), size, {
      input,
      at: whole,
      grid: 'corners',
      flipped: true,
    });
    expect([...flipped.data.slice(0, 9)].map(Math.round)).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0]);
  });
});

it('makes probabilities of scores, and labels of either', () => {
  const scores = { width: 2, height: 1, classes: 3, data: Float32Array.of(1, 2, 3, 1000, 0, -1000) };
  expect([...labelsOf(scores)]).toEqual([2, 0]);
  softmax(scores);
  expect(scores.data[2]).toBeCloseTo(Math.exp(3) / (Math.exp(1) + Math.exp(2) + Math.exp(3)), 5);
  expect([...scores.data.slice(3)]).toEqual([1, 0, 0]);
  const single = { width: 1, height: 1, classes: 1, data: Float32Array.of(0) };
  sigmoid(single);
  expect(single.data[0]).toBe(0.5);
});

describe('a segmenter', () => {
  /** Answers the reds that it is shown. */
  const mirror: Network = {
    executor: 'kernels',
    run: (numbers, [, height, width]) =>
      Promise.resolve([{ shape: [1, height, width, 1], data: numbers.filter((_, i) => i % 3 === 0) }]),
    dispose: () => undefined,
  };
  const facts = {
    rows: 8,
    columns: 8,
    range: [0, 1],
    labels: ['a'],
    answers: 'probabilities',
    grid: 'centres',
  } as const;
  const source = picture(8, 4, x => x * 30);

  it.each([false, true])('answers where it looked, turned round: %s', async flip => {
    const { width, height, data } = await openImported(mirror, facts).run(source, { flip });
    expect([width, height]).toEqual([8, 4]);
    expect([...data.slice(0, 8)].map(value => Math.round(value * 255))).toEqual([
      0, 30, 60, 90, 120, 150, 180, 210,
    ]);
  });

  it('answers only the box', async () => {
    const box = { left: 4, top: 0, width: 4, height: 4 };
    const { data } = await openImported(mirror, facts).run(source, { box, size: { width: 4, height: 4 } });
    // It is enlarged for the network and back again, which smooths its ends by a few levels.
    [120, 150, 180, 210].forEach((level, i) => expect(Math.abs(data[i] * 255 - level)).toBeLessThan(5));
  });

  it('says so when the network has other classes than its labels', async () => {
    const two = openImported(mirror, { ...facts, labels: ['a', 'b'] });
    await expect(two.run(source)).rejects.toMatchObject({ code: 'internal' });
  });
});
