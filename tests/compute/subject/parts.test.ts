import { describe, expect, it } from 'vitest';
import type { PlaneF } from '../../../src-shared/imaging/image.ts';
import { boxOn, cropRound, shareInside, worthCloserLook } from '../../../src-main/compute/subject/crop.ts';
import { madeUp, mainParts, partsOf, strangers, touching } from '../../../src-main/compute/subject/parts.ts';

/** A plane drawn with digits: tenths of a probability; a dot is 0, a hash is 1. */
function drawn(...rows: string[]) {
  const signs = rows.flatMap(row => Array.from(row));
  const value = (sign: string) => (sign === '.' ? 0 : sign === '#' ? 1 : Number(sign) / 10);
  return { width: rows[0].length, height: rows.length, data: Float32Array.from(signs, value) };
}

const shown = (mask: Uint8Array, width: number) =>
  [...mask.join('').matchAll(new RegExp(`.{${width}}`, 'g'))].map(([row]) => row);

describe('partsOf', () => {
  it('joins what touches at a corner, and keeps apart what does not touch', () => {
    const { count, labels } = partsOf(drawn('#..#', '.#.#', '....', '#...'), 0.5);
    expect(count).toBe(3);
    expect([...labels]).toEqual([1, 0, 0, 2, 0, 1, 0, 2, 0, 0, 0, 0, 3, 0, 0, 0]);
  });
});

/** The plain way: from each pixel that has no name yet to all that it touches. */
function flooded({ width, height, data }: PlaneF, threshold: number): number[] {
  const labels = new Array<number>(data.length).fill(0);
  let count = 0;
  const flood = (x: number, y: number, name: number) => {
    if (x < 0 || y < 0 || x >= width || y >= height) return;
    const i = y * width + x;
    if (labels[i] !== 0 || !(data[i] > threshold)) return;
    labels[i] = name;
    for (const dy of [-1, 0, 1]) for (const dx of [-1, 0, 1]) flood(x + dx, y + dy, name);
  };
  for (let i = 0; i < data.length; i++) {
    if (labels[i] === 0 && data[i] > threshold) flood(i % width, Math.floor(i / width), ++count);
  }
  return labels;
}

it.each([0.35, 0.5, 0.65, 0.8])(
  'partsOf names the parts as flooding does, with %s of all pixels out',
  share => {
    const [width, height] = [37, 29];
    const data = Float32Array.from({ length: width * height }, (_, i) => ((i * i * 7919) % 1009) / 1009);
    const plane = { width, height, data };
    expect([...partsOf(plane, share).labels]).toEqual(flooded(plane, share));
  },
);

it('what the main parts reach into is touched as a whole, and nothing else', () => {
  const outline = drawn('###.#', '###.#', '....#');
  const main = Uint8Array.from('100000000000000', Number);
  expect(shown(touching(outline, main), 5)).toEqual(['11100', '11100', '00000']);
});

describe('mainParts', () => {
  it('keeps the heaviest part and its companions, and drops passers-by', () => {
    const score = drawn('##..#..#', '##..#...', '##......');
    const everywhere = { ...score, data: new Float32Array(24).fill(1) };
    expect(shown(mainParts(score, everywhere)!, 8)).toEqual(['11001000', '11001000', '11000000']);
  });

  it('weighs what stands out more than what does not', () => {
    const score = drawn('##....', '##..#.', '......');
    const right = drawn('......', '....#.', '......');
    expect(shown(mainParts(score, right)!, 6)).toEqual(['110000', '110010', '000000']);
    const strongly = drawn('###...', '###...', '......');
    expect(shown(mainParts(score, strongly)!, 6)).toEqual(['110000', '110000', '000000']);
  });

  it('has nothing where the class is not', () => {
    const faint = drawn('44', '44');
    expect(mainParts(faint, faint)).toBeUndefined();
  });
});

describe('strangers and what is made up', () => {
  const odds = { ...drawn('#.#', '#.#'), data: Float32Array.from([2, -1, 3, 2, -1, 3]) };

  it('are the parts that hold nothing of the main ones', () => {
    expect([...strangers(odds, Uint8Array.of(1, 0, 0, 0, 0, 0))]).toEqual([0, 0, 1, 0, 0, 1]);
  });

  it('are the parts that nobody agrees on', () => {
    expect([...madeUp(odds, i => i === 5)]).toEqual([1, 0, 0, 1, 0, 0]);
  });

  it('is not vouched for over a narrow bridge, and is over a wide one', () => {
    const [width, height] = [60, 30];
    /** Two squares of 20 pixels, and a bridge of so many rows. */
    const squares = (bridge: number) => ({
      ...{ width, height },
      data: Float32Array.from({ length: width * height }, (_, i) => {
        const [x, y] = [i % width, Math.floor(i / width)];
        const isSquare = y >= 5 && y < 25 && (x < 20 || x >= 40);
        return isSquare || (y >= 10 && y < 10 + bridge) ? 1 : -1;
      }),
    });
    const agreedAtLeft = (i: number) => i % width < 15;
    const at = (mask: Uint8Array, x: number) => mask[15 * width + x];
    const narrow = madeUp(squares(7), agreedAtLeft);
    expect([at(narrow, 10), at(narrow, 50)]).toEqual([0, 1]);
    const wide = madeUp(squares(11), agreedAtLeft);
    expect([at(wide, 10), at(wide, 50)]).toEqual([0, 0]);
  });
});

describe('cropRound', () => {
  it('adds a margin of 12 % of the longer side, cut off at the picture', () => {
    const inside = (i: number) => i % 100 >= 40 && i % 100 < 60 && i >= 3000 && i < 8000;
    expect(cropRound(inside, { width: 100, height: 100 })).toEqual({
      left: 34,
      top: 24,
      width: 32,
      height: 62,
    });
    expect(cropRound(i => i < 100, { width: 100, height: 100 })).toEqual({
      left: 0,
      top: 0,
      width: 100,
      height: 13,
    });
  });

  it('is the whole where nothing is set', () => {
    expect(cropRound(() => false, { width: 7, height: 5 })).toEqual({ left: 0, top: 0, width: 7, height: 5 });
  });
});

describe('shareInside', () => {
  const outer = { left: 10, top: 10, width: 20, height: 20 };

  it('is how much of a box another holds', () => {
    expect(shareInside({ left: 12, top: 12, width: 4, height: 4 }, outer)).toBe(1);
    expect(shareInside({ left: 25, top: 10, width: 10, height: 10 }, outer)).toBe(0.5);
    expect(shareInside({ left: 40, top: 10, width: 10, height: 10 }, outer)).toBe(0);
  });
});

describe('boxOn', () => {
  it('finds the box on a picture of another size, and never leaves it', () => {
    const box = { left: 10, top: 0, width: 40, height: 25 };
    expect(boxOn(box, { width: 50, height: 25 }, { width: 101, height: 50 })).toEqual({
      left: 20,
      top: 0,
      width: 81,
      height: 50,
    });
  });
});

describe('worthCloserLook', () => {
  const photo = { width: 100, height: 80 };

  it('takes a crop that leaves a fifth out', () => {
    const crop = { left: 10, top: 0, width: 80, height: 80 };
    expect(worthCloserLook(crop, photo)).toEqual(crop);
  });

  it('does without one that is all but the edge', () => {
    expect(worthCloserLook({ left: 2, top: 0, width: 98, height: 78 }, photo)).toBeUndefined();
  });
});
