import { describe, expect, it } from 'vitest';
import { blurBehind } from '../../src-shared/imaging/blur-behind.ts';

const SIDE = 80;

/** A white disc on dark grey, and its background's weight. */
function discScene() {
  const data = new Uint8Array(SIDE * SIDE * 3).fill(40);
  const weight = new Float32Array(SIDE * SIDE).fill(1);
  for (let i = 0; i < SIDE * SIDE; i++) {
    if (Math.hypot((i % SIDE) - 40, Math.floor(i / SIDE) - 40) > 20) continue;
    data.fill(255, i * 3, i * 3 + 3);
    weight[i] = 0;
  }
  const size = { width: SIDE, height: SIDE };
  return { image: { ...size, data }, weight: { ...size, data: weight } };
}

describe('blurBehind', () => {
  it('lets nothing of the subject into the background', () => {
    const { image, weight } = discScene();
    const { data } = blurBehind(image, weight, 6);
    expect(Math.max(...data)).toBeLessThanOrEqual(41);
    expect(Math.min(...data)).toBeGreaterThanOrEqual(39);
  });

  it('blurs in linear light: black and white stripes become bright grey', () => {
    const data = Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => (Math.floor(i / 3) % 2 ? 255 : 0));
    const weight = new Float32Array(64 * 64).fill(1);
    const size = { width: 64, height: 64 };
    const blurred = blurBehind({ ...size, data }, { ...size, data: weight }, 8).data;
    // Half the light is level 188, not 128.
    expect(blurred[(32 * 64 + 32) * 3]).toBeGreaterThanOrEqual(186);
    expect(blurred[(32 * 64 + 32) * 3]).toBeLessThanOrEqual(190);
  });

  it('gives black where nothing counts at all, and no false colours', () => {
    const image = { width: 3, height: 2, data: new Uint8Array(18).fill(90) };
    const nothing = { width: 3, height: 2, data: new Float32Array(6) };
    expect([...blurBehind(image, nothing, 2).data]).toEqual(new Array(18).fill(0));
  });
});
