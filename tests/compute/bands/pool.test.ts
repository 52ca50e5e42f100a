import { afterAll, describe, expect, it } from 'vitest';
import { type Pass, runPass } from '../../../src-main/compute/bands/passes.ts';
import {
  endThreads,
  runOnAllCores,
  startOnAllCores,
  warmThreads,
} from '../../../src-main/compute/bands/pool.ts';
import { share, sharedBytes, shareFloats } from '../../../src-main/compute/bands/shared-memory.ts';
import type { Plane8, RgbImage } from '../../../src-shared/imaging/image.ts';
import { distances } from '../../making/distance.ts';
import { randomFloats, randomLevels } from '../../making/random.ts';

// Large enough to be shared out, and no multiple of anything.
const WIDTH = 801;
const HEIGHT = 613;

afterAll(endThreads);

const photo: RgbImage = share({ width: WIDTH, height: HEIGHT, data: randomLevels(WIDTH * HEIGHT * 3, 1) });
const alpha: Plane8 = share({ width: WIDTH, height: HEIGHT, data: randomLevels(WIDTH * HEIGHT, 2) });
const small: RgbImage = share({ width: 31, height: 17, data: randomLevels(31 * 17 * 3, 3) });
const coefficients = shareFloats(randomFloats(40 * 30 * 4, 4));

/** Filled with what no pass would leave there. */
const plane = (): Plane8 => ({ width: WIDTH, height: HEIGHT, data: sharedBytes(WIDTH * HEIGHT).fill(77) });
const picture = (): RgbImage => ({
  width: WIDTH,
  height: HEIGHT,
  data: sharedBytes(WIDTH * HEIGHT * 3).fill(77),
});

const passes: Record<string, () => Pass> = {
  'a solved matte': () => ({
    kind: 'matte',
    photo,
    matte: { width: 40, height: 30, coefficients },
    into: plane(),
  }),
  'a soft mask': () => ({ kind: 'mask', mask: { ...small, width: 93 }, hard: false, into: plane() }),
  'a hard mask': () => ({ kind: 'mask', mask: { ...small, width: 93 }, hard: true, into: plane() }),
  'a feather': () => ({ kind: 'feather', alpha, box: { width: 55, height: 5 }, into: plane() }),
  'a product': () => ({ kind: 'multiply', alpha, into: plane() }),
  'a box blur behind': () => composite({ kind: 'box', box: { width: 100, height: 100 } }),
  'a picture behind': () => composite({ kind: 'picture', picture: small }),
  'a colour behind': () => composite({ kind: 'colour', rgb: [1, 2, 3] }),
  'an overlay': () => ({ kind: 'overlay', photo, alpha, into: picture() }),
  'a smaller version': () => ({
    kind: 'shrink',
    source: { ...photo, channels: 3 },
    into: { width: 97, height: 61, channels: 3, data: sharedBytes(97 * 61 * 3) },
  }),
};

const composite = (behind: Extract<Pass, { kind: 'composite' }>['behind']): Pass => ({
  kind: 'composite',
  photo,
  alpha,
  behind,
  into: picture(),
});

describe('on all cores', () => {
  it.each(Object.entries(passes))('%s is as on one, to the last level', async (_, make) => {
    const onAll = make();
    await runOnAllCores(onAll);
    const onOne = make();
    runPass(onOne, { first: 0, end: onOne.into.height });
    expect(distances(onAll.into.data, onOne.into.data).most).toBe(0);
    expect(new Set(onAll.into.data).size).toBeGreaterThan(1);
  });

  it.each([1, 2, 5, 64])('a picture is the same in %i bands, wherever they begin', async count => {
    const many = composite({ kind: 'picture', picture: small });
    const running = startOnAllCores(many, count);
    await running.whenReady({ top: 0, height: HEIGHT });
    const one = composite({ kind: 'picture', picture: small });
    runPass(one, { first: 0, end: HEIGHT });
    expect(distances(many.into.data, one.into.data).most).toBe(0);
  });

  it('several passes at once do not get in each other’s way', async () => {
    const many = Object.values(passes).map(make => make());
    await Promise.all(many.map(runOnAllCores));
    for (const [i, make] of Object.values(passes).entries()) {
      const alone = make();
      runPass(alone, { first: 0, end: alone.into.height });
      expect(distances(many[i].into.data, alone.into.data).most).toBe(0);
    }
  });
});

describe('laying a subject over what is behind it', () => {
  const colour = { kind: 'colour', rgb: [9, 200, 30] } as const;
  const all = { first: 0, end: HEIGHT };
  // Long stretches of both, and an edge between.
  const matte = (seed: number): Plane8 => {
    const noise = randomLevels(WIDTH * HEIGHT, seed);
    const level = (x: number, i: number) => (x < 300 ? 0 : x > 560 ? 255 : noise[i]);
    return share({ ...alpha, data: noise.map((_, i) => level(i % WIDTH, i)) });
  };
  const ofNoise = (seed: number): RgbImage => share({ ...small, data: randomLevels(31 * 17 * 3, seed) });
  const colours = { foreground: ofNoise(5), background: ofNoise(6) };

  it('may write over the subject itself', async () => {
    const apart = composite(colour);
    runPass(apart, all);
    const into = share({ ...photo, data: Uint8Array.from(photo.data) });
    await runOnAllCores({ kind: 'composite', photo: into, alpha, behind: colour, into });
    expect(distances(into.data, apart.into.data).most).toBe(0);
  });

  it.each([
    ['its own matte', matte(7), matte(7)],
    ['another than it is laid by', matte(7), matte(8)],
  ])('cleans its edge on the way as a pass of its own does, mixed by %s', async (_, alpha, truth) => {
    const mattes = { alpha, truth };
    const cleaned = share({ ...photo, data: Uint8Array.from(photo.data) });
    runPass({ kind: 'decontaminate', mattes, colours, strength: 0.8, into: cleaned }, all);
    expect(distances(cleaned.data, photo.data).most).toBeGreaterThan(20);
    const after = { kind: 'composite', photo: cleaned, alpha, behind: colour, into: picture() } as const;
    runPass(after, all);
    const cleaning = { colours, truth, strength: 0.8 };
    const into = share({ ...photo, data: Uint8Array.from(photo.data) });
    await runOnAllCores({ ...after, photo: into, cleaning, into });
    expect(distances(into.data, after.into.data).most).toBe(0);
  });
});

describe('a pass that throws', () => {
  const broken = (): Pass => ({ kind: 'overlay', photo: undefined as never, alpha, into: picture() });

  it('fails, and no other does', async () => {
    const beside = composite({ kind: 'colour', rgb: [9, 9, 9] });
    const [failed, held] = await Promise.allSettled([runOnAllCores(broken()), runOnAllCores(beside)]);
    expect(failed).toMatchObject({ status: 'rejected', reason: { name: 'TypeError' } });
    expect(held.status).toBe('fulfilled');
    const alone = composite({ kind: 'colour', rgb: [9, 9, 9] });
    runPass(alone, { first: 0, end: HEIGHT });
    expect(distances(beside.into.data, alone.into.data).most).toBe(0);
  });

  it('costs no thread', async () => {
    const before = [...warmThreads()];
    for (let time = 0; time < 3; time++) await runOnAllCores(broken()).catch(() => undefined);
    await runOnAllCores(composite({ kind: 'colour', rgb: [9, 9, 9] }));
    expect(warmThreads()).toEqual(before);
  });
});
