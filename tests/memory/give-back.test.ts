import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { giveBack } from '../../src-main/memory/give-back.ts';

describe('giving memory back', () => {
  it('parts with the pixels that sharp lent', async () => {
    const pixels = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#345' } })
      .raw()
      .toBuffer();
    expect(pixels).toHaveLength(640 * 480 * 3);
    giveBack(pixels);
    expect(pixels).toHaveLength(0);
  });

  it('leaves a part of something larger, and what threads share', () => {
    const whole = new Uint8Array(10).fill(3);
    giveBack(whole.subarray(2, 5));
    expect([...whole]).toEqual(new Array(10).fill(3));
    const shared = new Uint8Array(new SharedArrayBuffer(4)).fill(5);
    giveBack(shared);
    expect([...shared]).toEqual([5, 5, 5, 5]);
  });
});
