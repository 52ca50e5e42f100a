import { describe, expect, it } from 'vitest';
import type { PlaneF, RgbImage } from '../../../src-shared/imaging/image.ts';
import {
  BEHIND_AT,
  FIELD,
  fieldLength,
  layPlanes,
  MODEL,
  SUBJECT_AT,
} from '../../../src-shared/imaging/matte/field.ts';
import { learnColours } from '../../../src-shared/imaging/matte/learn-colours.ts';
import { learnColoursSimd } from '../../../src-shared/imaging/simd/learn-colours.ts';
import { distances } from '../../making/distance.ts';
import { photoLike } from '../../making/photo-like.ts';
import { randomFloats, randomLevels } from '../../making/random.ts';

const SIZE = 64;
const grid = { width: SIZE, height: SIZE, block: 1, cell: 1 };
const noise = randomLevels(SIZE * SIZE, 7);

/** A dark head to column 24, dark strands on two of four rows to column 36, light behind; both with a little noise. */
const isSubject = (x: number, y: number) => x < 24 || (x < 36 && y % 4 < 2);
const [DARK, LIGHT] = [40, 180];
const samples: RgbImage = {
  width: SIZE,
  height: SIZE,
  data: Uint8Array.from({ length: SIZE * SIZE * 3 }, (_, p) => {
    const i = Math.floor(p / 3);
    return (isSubject(i % SIZE, Math.floor(i / SIZE)) ? DARK : LIGHT) + noise[i] / 32;
  }),
};

const plane = (of: (x: number) => number): PlaneF => ({
  width: SIZE,
  height: SIZE,
  data: Float32Array.from({ length: SIZE * SIZE }, (_, i) => of(i % SIZE)),
});

/** All that a rough alpha knows of the strands is that it gets less. */
const ramp = plane(x => Math.min(1, Math.max(0, (34 - x) / 10)));

function learned(trust: number): Float32Array {
  const field = new Float32Array(fieldLength(grid));
  layPlanes(field, { coarse: ramp, wide: ramp, prior: ramp, trust: plane(() => trust) });
  learnColours(samples, ramp, grid, field);
  return field;
}

/** Level of red in a model. */
const level = (field: Float32Array, x: number, y: number, at: number) =>
  field[(y * SIZE + x) * FIELD + at] * 255;

describe('colours that are learned round by round', () => {
  it('part strands from what shows between them', () => {
    const field = learned(1);
    for (const y of [16, 32, 46]) {
      expect(level(field, 29, y, SUBJECT_AT)).toBeLessThan(DARK + 40);
      expect(level(field, 29, y, BEHIND_AT)).toBeGreaterThan(LIGHT - 20);
    }
  });

  it('stay as the rough alpha has them where the fine stage is not trusted', () => {
    expect(level(learned(0), 29, 32, SUBJECT_AT)).toBeGreaterThan(DARK + 55);
  });

  it('are those from farther off where there are none near', () => {
    const field = learned(1);
    // The near window ends before the first gap between strands.
    expect(level(field, 20, 32, BEHIND_AT)).toBeGreaterThan(LIGHT - 80);
  });
});

describe('learning colours in SIMD', () => {
  const [width, height] = [53, 31];
  const photo = { width, height, block: 2, cell: 1.9 };
  const samplesOf = photoLike(width, height);
  const random = (seed: number): PlaneF => ({ width, height, data: randomFloats(width * height, seed) });
  /** The right third is not heard. */
  const heard = (x: number) => x < 35;
  const trust = {
    width,
    height,
    data: random(4).data.map((value, i) => (heard(i % width) ? value + 0.01 : 0)),
  };

  function fieldBy(learn: typeof learnColours): Float32Array {
    const field = new Float32Array(fieldLength(photo)).fill(7);
    layPlanes(field, { coarse: random(1), wide: random(2), prior: random(3), trust });
    learn(samplesOf, random(5), photo, field);
    return field;
  }

  /** The numbers of both models in columns `first` to `end`. */
  const modelsIn = (field: Float32Array, first: number, end: number): Float32Array =>
    field.filter((_, i) => {
      const column = Math.floor(i / FIELD) % width;
      return column >= first && column < end && [SUBJECT_AT, BEHIND_AT].some(at => isWithin(i % FIELD, at));
    });
  const isWithin = (number: number, model: number) => number >= model && number < model + MODEL;

  it('finds the same models where they are heard, and next to there', () => {
    const [plain, simd] = [fieldBy(learnColours), fieldBy(learnColoursSimd)];
    expect(distances(modelsIn(plain, 0, 36), modelsIn(simd, 0, 36)).most).toBeLessThan(1e-4);
  });

  it('leaves the others empty', () => {
    expect(modelsIn(fieldBy(learnColoursSimd), 36, width).every(value => value === 0)).toBe(true);
  });
});
