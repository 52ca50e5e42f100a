import { describe, expect, it } from 'vitest';
import type { SamplesF } from '../../src-shared/imaging/image.ts';
import { pulledSize, pullRows, pushRows, settleTop } from '../../src-shared/imaging/pull-push.ts';

const [WIDTH, HEIGHT] = [45, 31];

/** A slope of colour, of which a disc in the middle is not known. */
function slope(radius: number): SamplesF {
  const data = new Float32Array(WIDTH * HEIGHT * 4);
  for (let i = 0; i < WIDTH * HEIGHT; i++) {
    const [x, y] = [i % WIDTH, Math.floor(i / WIDTH)];
    if (Math.hypot(x - 22, y - 15) > radius) data.set([x / WIDTH, y / HEIGHT, 0.5, 1], i * 4);
  }
  return { width: WIDTH, height: HEIGHT, channels: 4, data };
}

function fillIn(light: SamplesF) {
  if (light.width === 1 && light.height === 1) {
    settleTop(light);
    return;
  }
  const { width, height } = pulledSize(light);
  const pulled = { width, height, channels: 4, data: new Float32Array(width * height * 4).fill(7) };
  pullRows(light, pulled, { first: 0, end: height });
  fillIn(pulled);
  pushRows(pulled, light, 1, { first: 0, end: light.height });
}

describe('pull and push', () => {
  it('leaves what is known alone', () => {
    const known = slope(9);
    const filled = slope(9);
    fillIn(filled);
    for (let i = 0; i < known.data.length; i += 4) {
      if (known.data[i + 3] === 1) expect(filled.data.slice(i, i + 4)).toEqual(known.data.slice(i, i + 4));
    }
  });

  it('fills the rest with colours from round about, without steps', () => {
    const filled = slope(9);
    fillIn(filled);
    for (let i = 0; i < WIDTH * HEIGHT; i++) {
      const [x, y] = [i % WIDTH, Math.floor(i / WIDTH)];
      expect(filled.data[i * 4 + 3]).toBe(1);
      expect(Math.abs(filled.data[i * 4] - x / WIDTH)).toBeLessThan(0.22);
      expect(Math.abs(filled.data[i * 4 + 1] - y / HEIGHT)).toBeLessThan(0.32);
      expect(filled.data[i * 4 + 2]).toBeCloseTo(0.5, 5);
    }
  });

  it('goes as far as it must from the one pixel that is known', () => {
    const data = new Float32Array(WIDTH * HEIGHT * 4);
    data.set([0.002, 0.004, 0.006, 0.01], 0);
    const light = { width: WIDTH, height: HEIGHT, channels: 4, data };
    fillIn(light);
    const last = [...light.data.slice(-4)];
    [0.2, 0.4, 0.6, 1].forEach((value, c) => expect(last[c]).toBeCloseTo(value, 4));
  });

  it('is black where nothing is known', () => {
    const light = { width: 3, height: 2, channels: 4, data: new Float32Array(24) };
    fillIn(light);
    expect([...light.data]).toEqual([0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1]);
  });
});
