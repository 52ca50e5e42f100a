import { describe, expect, it } from 'vitest';
import { colourOdds } from '../../../src-main/compute/subject/colour-odds.ts';
import {
  classVote,
  type Evidence,
  fusePerson,
  fuseThing,
  outlineVote,
} from '../../../src-main/compute/subject/fuse.ts';
import { logOdds, probabilityOf } from '../../../src-main/compute/subject/odds.ts';
import { windowMost } from '../../../src-main/compute/subject/window-most.ts';

const SIDE = 64;
const plane = (value: (x: number, y: number) => number) => ({
  width: SIDE,
  height: SIDE,
  data: Float32Array.from({ length: SIDE * SIDE }, (_, i) => value(i % SIDE, Math.floor(i / SIDE))),
});
const row = (...data: number[]) => ({ width: data.length, height: 1, data: Float32Array.from(data) });
const nothingStrange = new Uint8Array(SIDE * SIDE);
const at = ({ data }: { data: Float32Array }, x: number, y: number) => data[y * SIDE + x];

/** A grey picture; red where asked. */
function photo(isRed: (x: number) => boolean) {
  const data = new Uint8Array(SIDE * SIDE * 3).fill(90);
  for (let i = 0; i < SIDE * SIDE; i++) if (isRed(i % SIDE)) data.set([200, 20, 20], i * 3);
  return { width: SIDE, height: SIDE, data };
}

describe('log-odds', () => {
  it('are nothing at a half, grow with the probability, and stay finite', () => {
    expect(logOdds(0.5)).toBe(0);
    expect(logOdds(0.9)).toBeCloseTo(Math.log(9), 10);
    expect(logOdds(1)).toBeLessThan(12);
    expect(probabilityOf(logOdds(0.3))).toBeCloseTo(0.3, 10);
  });
});

describe('outlineVote', () => {
  it('is the mean of what each says, none louder than four', () => {
    const vote = outlineVote(row(0.5, 1), [row(0.9, 1)]).data;
    expect(vote[0]).toBeCloseTo(Math.log(9) / 2, 5);
    expect(vote[1]).toBe(4);
  });

  it('is more modest of what outline networks know less of', () => {
    expect(outlineVote(row(1, 0), [row(1, 0)], 'modest').data).toEqual(Float32Array.of(2, -2));
  });

  it('takes what the second look did not reach for unlikely', () => {
    const vote = outlineVote(row(0.9, 0.05), [row(NaN, NaN)]).data;
    expect(vote[0]).toBeCloseTo((Math.log(9) + Math.log(0.25)) / 2, 5);
    expect(vote[1]).toBeCloseTo(logOdds(0.05), 5);
  });
});

describe('classVote', () => {
  it('is the mean of all looks that reach a pixel', () => {
    const vote = classVote(row(0.9, 0.9, 0.9), [row(0.5, NaN, NaN), row(0.5, 0.5, NaN)]).data;
    expect(vote[0]).toBeCloseTo(Math.log(9) / 3, 5);
    expect(vote[1]).toBeCloseTo(Math.log(9) / 2, 5);
    expect(vote[2]).toBeCloseTo(Math.log(9), 5);
  });
});

describe('windowMost', () => {
  it('is the largest value within a square', () => {
    const most = windowMost(
      plane((x, y) => Number(x === 20 && y === 30)),
      3,
    );
    expect([at(most, 17, 27), at(most, 23, 33), at(most, 16, 30), at(most, 20, 34)]).toEqual([1, 1, 0, 0]);
  });
});

describe('colourOdds', () => {
  it('speaks for the subject’s colours, against the background’s, and says little of others', () => {
    const picture = photo(x => x < 20);
    picture.data.set([20, 200, 20], 60 * 3);
    const odds = colourOdds(
      picture,
      i => i % SIDE < 10,
      i => i % SIDE > 40 && i > SIDE * 2,
    )!;
    expect(at(odds, 15, 5)).toBe(3);
    expect(at(odds, 30, 5)).toBe(-3);
    expect(Math.abs(at(odds, 60, 0))).toBeLessThan(0.1);
  });

  it('says nothing where one side has hardly a pixel', () => {
    expect(
      colourOdds(
        photo(() => false),
        i => i < 20,
        i => i > 100,
      ),
    ).toBeUndefined();
  });
});

describe('fuseThing', () => {
  const seen = (change: Partial<Evidence>): Evidence => ({
    photo: photo(x => x < 40),
    outline: plane(x => (x < 40 ? 3 : -3)),
    named: plane(x => (x < 40 ? 5 : -5)),
    strange: nothingStrange,
    ...change,
  });

  it('brings back the half of an animal that the outline missed', () => {
    const outline = plane((x, y) => (x < 40 && y < 30 ? 3 : -3));
    const odds = fuseThing(seen({ outline }));
    expect(at(odds, 20, 50)).toBeGreaterThan(0);
    expect(at(odds, 50, 50)).toBeLessThan(0);
  });

  it('lets the colours decide a dispute', () => {
    // The class bleeds over columns 40 to 47, which have the background's colour.
    const named = plane(x => (x < 48 ? 2 : -5));
    const odds = fuseThing(seen({ named }));
    expect(at(odds, 44, 30)).toBeLessThan(0);
    expect(at(fuseThing(seen({ named, photo: photo(x => x < 48) })), 44, 30)).toBeGreaterThan(0);
  });

  it('leaves out strangers, and parts that only one network has seen', () => {
    const two = plane(x => (x < 20 || x > 44 ? 5 : -5));
    const strange = Uint8Array.from({ length: SIDE * SIDE }, (_, i) => Number(i % SIDE > 44));
    const named = two;
    const outline = plane(x => (x < 20 || x > 44 ? 1.5 : -3));
    expect(at(fuseThing(seen({ named, outline })), 50, 30)).toBeGreaterThan(0);
    expect(at(fuseThing(seen({ named, outline, strange })), 50, 30)).toBeLessThan(0);
    const alone = plane(x => (x < 20 ? 3 : -3));
    const bold = plane(x => (x < 20 ? 5 : x > 44 ? 9 : -5));
    const red = photo(x => x < 20 || x > 44);
    expect(at(fuseThing(seen({ named: bold, outline: alone, photo: red })), 50, 30)).toBeLessThan(0);
  });
});

describe('fusePerson', () => {
  const grey = photo(() => false);

  it('leaves a thin doubt to the outline, and asks the class where the doubt is thick', () => {
    const named = plane(() => 2);
    const thin = plane(x => (x < 30 ? 4 : x < 34 ? -1 : -4));
    const odds = fusePerson({ photo: grey, outline: thin, named, strange: nothingStrange });
    expect(at(odds, 32, 30)).toBeLessThan(0);
    const thick = plane(x => (x < 10 ? 4 : x < 54 ? -1 : -4));
    const surely = plane(x => (x < 54 ? 4.5 : -5));
    const asked = fusePerson({ photo: grey, outline: thick, named: surely, strange: nothingStrange });
    expect(at(asked, 32, 30)).toBeGreaterThan(0);
  });

  it('takes eleven pixels of doubt for thick, and seven for an outline', () => {
    const seen = (width: number, doubt: number, sure: number) =>
      plane(x => (x >= 27 && x < 27 + width ? doubt : sure));
    const odds = (width: number) =>
      fusePerson({
        photo: grey,
        outline: seen(width, 0.2, 4),
        named: seen(width, -2.9, 4),
        strange: nothingStrange,
      });
    expect(at(odds(11), 32, 30)).toBeLessThan(0);
    expect(at(odds(7), 30, 30)).toBeGreaterThan(0);
  });

  it('brings an edge that all doubt to where the colours change', () => {
    const doubted = (sure: number) => plane(x => (x < 28 ? sure : x < 36 ? -0.2 : -sure));
    const [outline, named] = [doubted(4), doubted(5)];
    const odds = fusePerson({ photo: photo(x => x < 32), outline, named, strange: nothingStrange });
    expect([at(odds, 31, 30) > 0, at(odds, 32, 30) > 0]).toEqual([true, false]);
  });
});
