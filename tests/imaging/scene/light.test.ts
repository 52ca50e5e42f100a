import { describe, expect, it } from 'vitest';
import type { Plane8, RgbImage } from '../../../src-shared/imaging/image.ts';
import { lookAtLight, luminance, type SceneLight, told } from '../../../src-shared/imaging/scene/light.ts';
import {
  BALANCE_LIMITS,
  EXPOSURE_LIMITS,
  type Gains,
  limited,
  matchingGains,
  relight,
  relightTable,
  relit,
} from '../../../src-shared/imaging/scene/relight.ts';
import { levelOf } from '../../../src-shared/imaging/srgb.ts';
import { randomLevels } from '../../making/random.ts';

type Colour = readonly [number, number, number];

const filled = (width: number, height: number, at: (i: number) => Colour): RgbImage => {
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) data.set(at(i), i * 3);
  return { width, height, data };
};
const plane = (width: number, height: number, at: (i: number) => number): Plane8 => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height }, (_, i) => at(i)),
});
const meanOf = ([red, green, blue, weight]: readonly number[]) => [red, green, blue].map(sum => sum / weight);
const level = (light: number) => Math.round(levelOf(light));

/** One colour each, in linear light. */
const scene = (subject: Colour, behind: Colour): SceneLight => ({
  subject: [...subject, 1],
  behind: [...behind, 1],
});
const moved = (from: Colour, gains: Gains): number[] => from.map((light, c) => light * gains[c]);

describe('the light of a scene', () => {
  it('is the subject’s where the matte is, and the backdrop’s where it shows', () => {
    const photo = filled(8, 8, i => (i % 8 < 4 ? [200, 190, 180] : [10, 240, 10]));
    const matte = plane(8, 8, i => (i % 8 < 4 ? 255 : 0));
    const behind = filled(8, 8, i => (i % 8 < 4 ? [255, 0, 0] : [40, 50, 60]));
    const { subject, behind: back } = lookAtLight(photo, matte, behind);
    expect(meanOf(subject).map(level)).toEqual([200, 190, 180]);
    expect(meanOf(back).map(level)).toEqual([40, 50, 60]);
  });

  it('is looked at as finely as the backdrop is given, and not where the photo is transparent', () => {
    const photo = filled(40, 40, () => [100, 100, 100]);
    const whole = plane(40, 40, () => 255);
    const right = plane(40, 40, i => (i % 40 < 20 ? 0 : 255));
    const behind = filled(10, 10, i => (i % 10 < 5 ? [90, 90, 90] : [0, 0, 0]));
    const { subject, behind: back } = lookAtLight(photo, whole, behind, right);
    expect(meanOf(subject).map(level)).toEqual([100, 100, 100]);
    expect(meanOf(back).map(level)).toEqual([90, 90, 90]);
  });

  it('hears bright grey things more than dark, coloured and clipped ones', () => {
    const grey = told(0.5, 0.5, 0.5);
    expect(told(0.05, 0.05, 0.05)).toBeLessThan(0.2 * grey);
    expect(told(1, 0.4, 0.05)).toBeLessThan(0.2 * grey);
    expect(told(1, 1, 1)).toBeLessThan(0.05 * grey);
    expect(told(0, 0, 0)).toBe(0);
  });

  it('is found by a person in black, by a face', () => {
    const photo = filled(10, 10, i => (i < 80 ? [6, 6, 6] : [210, 180, 160]));
    const { subject } = lookAtLight(
      photo,
      plane(10, 10, () => 255),
      photo,
    );
    expect(Math.abs(level(meanOf(subject)[0]) - 210)).toBeLessThan(4);
  });
});

describe('matching the light', () => {
  it('evens out a difference within the limits', () => {
    const [subject, behind]: [Colour, Colour] = [
      [0.22, 0.2, 0.18],
      [0.3, 0.3, 0.32],
    ];
    const backdrop = matchingGains(scene(subject, behind), 'backdrop', 1);
    moved(behind, backdrop).forEach((light, c) => expect(light).toBeCloseTo(subject[c], 2));
    const turned = matchingGains(scene(subject, behind), 'subject', 1);
    moved(subject, turned).forEach((light, c) => expect(light).toBeCloseTo(behind[c], 2));
  });

  it('goes half the way in stops', () => {
    const [red, green, blue] = matchingGains(scene([0.2, 0.2, 0.2], [0.4, 0.4, 0.4]), 'backdrop', 0.5);
    expect(red).toBeCloseTo(Math.SQRT1_2, 2);
    expect([green, blue]).toEqual([red, red]);
  });

  it('never moves exposure, or white balance, beyond the limits', () => {
    const dark = matchingGains(scene([0.9, 0.9, 0.9], [0.002, 0.002, 0.002]), 'backdrop', 1);
    expect(Math.log2(dark[0])).toBeGreaterThan(EXPOSURE_LIMITS[0]);
    expect(Math.log2(dark[0])).toBeLessThanOrEqual(EXPOSURE_LIMITS[1]);
    const gains = matchingGains(scene([0.7, 0.05, 0.02], [0.2, 0.3, 0.6]), 'backdrop', 1);
    const spread = Math.log2(Math.max(...gains) / Math.min(...gains));
    expect(spread).toBeGreaterThan(BALANCE_LIMITS[0]);
    expect(spread).toBeLessThanOrEqual(BALANCE_LIMITS[1]);
  });

  it('leaves the luminance alone where only the colours differ', () => {
    const behind: Colour = [0.3, 0.2, 0.1];
    const grey = luminance(...behind);
    const gains = matchingGains(scene([grey, grey, grey], behind), 'backdrop', 1);
    const [red, green, blue] = moved(behind, gains);
    expect(luminance(red, green, blue)).toBeCloseTo(grey, 3);
  });

  it('does nothing where there is no subject, or nothing behind', () => {
    const nothing = [0, 0, 0, 0] as const;
    const some = [0.2, 0.2, 0.2, 1] as const;
    expect(matchingGains({ subject: nothing, behind: some }, 'backdrop', 1)).toEqual([1, 1, 1]);
    expect(matchingGains({ subject: some, behind: nothing }, 'subject', 1)).toEqual([1, 1, 1]);
  });

  it('limits without a step or a corner', () => {
    expect(limited(-0.7, [1, 2])).toBe(-0.7);
    expect(limited(1.001, [1, 2]) - limited(0.999, [1, 2])).toBeCloseTo(0.002, 5);
    expect(limited(9, [1, 2])).toBeCloseTo(2);
  });
});

describe('another light', () => {
  it('is the same four pixels at a time and one by one', () => {
    const table = relightTable([1.7, 0.9, 0.4]);
    const levels = randomLevels(603, 4);
    const [aligned, askew] = [new Uint8Array(603), new Uint8Array(604).subarray(1)];
    relight(levels, table, aligned);
    relight(levels, table, askew);
    expect([...aligned]).toEqual([...askew]);
    expect([...aligned]).toEqual([...levels].map((old, i) => table[(i % 3) * 256 + old]));
  });

  it('is the gain in linear light, bent below white where that would clip', () => {
    expect(relit(0.3, 2)).toBeCloseTo(0.6);
    expect(relit(1, 0.5)).toBe(0.5);
    expect(relit(1, 3)).toBeCloseTo(1);
    for (let light = 0; light < 1; light += 0.01)
      expect(relit(light + 0.01, 3)).toBeGreaterThan(relit(light, 3));
  });

  it('keeps every level at a gain of 1, and takes each channel by its own', () => {
    const row = Uint8Array.from({ length: 768 }, (_, i) => i / 3);
    const into = new Uint8Array(768);
    relight(row, relightTable([1, 1, 1]), into);
    expect(into).toEqual(row);
    relight(row, relightTable([0.5, 1, 2]), into);
    const at = 100 * 3;
    expect([...into.subarray(at, at + 3)]).toEqual([level(0.5 * linear(100)), 100, level(2 * linear(100))]);
  });
});

const linear = (of: number): number => ((of / 255 + 0.055) / 1.055) ** 2.4;
