import { describe, expect, it } from 'vitest';
import { compositeOver } from '../../src-shared/imaging/composite.ts';
import { multiplyPlanes } from '../../src-shared/imaging/multiply.ts';
import { overlayCool } from '../../src-shared/imaging/overlay.ts';
import { levelOf, linearOf } from '../../src-shared/imaging/srgb.ts';
import { threshold } from '../../src-shared/imaging/threshold.ts';
import { distances } from '../making/distance.ts';
import { randomLevels } from '../making/random.ts';

describe('compositeOver', () => {
  it('mixes by alpha and rounds to the nearest level', () => {
    const subject = randomLevels(3 * 256, 1);
    const background = randomLevels(3 * 256, 2);
    const alpha = Uint8Array.from({ length: 256 }, (_, i) => i);
    const wanted = Array.from(background, (below, i) => {
      const share = Math.floor(i / 3) / 255;
      return subject[i] * share + below * (1 - share);
    });
    compositeOver(subject, alpha, background);
    expect(distances(background, wanted).most).toBeLessThanOrEqual(0.51);
  });
});

it('lays the notebook’s colours over a photo', () => {
  const into = new Uint8Array(6);
  overlayCool(Uint8Array.of(100, 100, 100, 200, 0, 255), Uint8Array.of(0, 255), into);
  // 0.6 photo + 0.35 of cyan, and of magenta.
  expect([...into]).toEqual([60, 149, 149, 209, 0, 242]);
});

it('multiplies planes and rounds', () => {
  const into = Uint8Array.of(255, 255, 128, 0);
  multiplyPlanes(Uint8Array.of(255, 10, 128, 77), into);
  expect([...into]).toEqual([255, 10, 64, 0]);
});

it('keeps only what is above the level', () => {
  const samples = Uint8Array.of(0, 127, 128, 129, 255);
  threshold(samples, 128);
  expect([...samples]).toEqual([0, 0, 0, 255, 255]);
});

it('gives every level back after a trip through linear light', () => {
  for (let level = 0; level < 256; level++) {
    expect(Math.abs(levelOf(linearOf[level]) - level)).toBeLessThan(0.25);
  }
  expect(linearOf[255]).toBe(1);
  expect(linearOf[128]).toBeCloseTo(0.2158605, 6);
});
