import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { encodeJpegInBands, planJpegBands } from '../../src-main/photo/index.ts';
import { fromPixels } from '../making/files.ts';
import { largestDifference, photoLike } from '../making/photo-like.ts';

const decoded = (jpeg: Uint8Array) => sharp(jpeg, { failOn: 'warning' }).raw().toBuffer();

describe('a JPEG that was encoded in bands', () => {
  const sizes = [
    [333, 517],
    [640, 160],
    [17, 400],
  ];
  const cases = sizes.flatMap(([width, height]) =>
    (['4:2:0', '4:4:4'] as const).flatMap(chroma =>
      [1, 3, 11].map(bands => ({ width, height, chroma, bands })),
    ),
  );

  it.each(cases)(
    'has exactly the pixels of one encoded whole: $width × $height, $chroma, $bands',
    async one => {
      const { width, height, chroma, bands } = one;
      const image = photoLike(width, height);
      const options = { quality: 90, chromaSubsampling: chroma, optimiseCoding: false };
      const whole = await decoded(await fromPixels(image).jpeg(options).toBuffer());
      const stitched = await encodeJpegInBands(image, { quality: 90, chroma, bands });
      expect(await sharp(stitched).metadata()).toMatchObject({ width, height, chromaSubsampling: chroma });
      expect(largestDifference(await decoded(stitched), whole)).toBe(0);
    },
  );

  it('encodes pixels that processes share', async () => {
    const { data, ...size } = photoLike(100, 100);
    const shared = new Uint8Array(new SharedArrayBuffer(data.length + 7), 7);
    shared.set(data);
    const options = { quality: 90, chroma: '4:4:4', bands: 4 } as const;
    const [a, b] = [
      await encodeJpegInBands({ data, ...size }, options),
      await encodeJpegInBands({ data: shared, ...size }, options),
    ];
    expect(largestDifference(await decoded(a), await decoded(b))).toBe(0);
  });

  it('waits for each band until it is painted', async () => {
    const { data, ...size } = photoLike(64, 64);
    const canvas = { ...size, data: new Uint8Array(data.length) };
    const whenReady = async ({ top, height }: { top: number; height: number }) => {
      await new Promise(resolve => setTimeout(resolve, 30 - top / 4));
      canvas.data.set(data.subarray(top * 64 * 3, (top + height) * 64 * 3), top * 64 * 3);
    };
    const options = { quality: 90, chroma: '4:2:0', bands: 4 } as const;
    const late = await encodeJpegInBands(canvas, { ...options, whenReady });
    expect(
      largestDifference(
        await decoded(late),
        await decoded(await encodeJpegInBands({ data, ...size }, options)),
      ),
    ).toBe(0);
  });

  it('stops when it is told to', async () => {
    const options = { quality: 90, chroma: '4:2:0', signal: AbortSignal.abort() } as const;
    await expect(encodeJpegInBands(photoLike(64, 64), options)).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('the plan of the bands', () => {
  it('covers the picture with equal bands that end where MCUs do', () => {
    expect(planJpegBands(4000, 2961, '4:2:0', 2)).toEqual([
      { top: 0, height: 1488 },
      { top: 1488, height: 1473 },
    ]);
  });

  it('never asks for a restart interval that does not fit in 16 bits', () => {
    for (const [width, height, chroma] of [
      [4000, 2961, '4:4:4'],
      [65500, 4000, '4:2:0'],
      [65500, 500, '4:4:4'],
    ] as const) {
      const side = chroma === '4:2:0' ? 16 : 8;
      const plan = planJpegBands(width, height, chroma, 1);
      expect(plan.at(-1)!.top + plan.at(-1)!.height).toBe(height);
      for (const band of plan)
        expect(Math.ceil(width / side) * Math.ceil(band.height / side)).toBeLessThanOrEqual(65535);
    }
  });
});
