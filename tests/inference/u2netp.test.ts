import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { loadEngine, type Network } from '../../src-main/inference/engine.ts';
import { openU2netp, stretch } from '../../src-main/inference/u2netp.ts';
import type { RgbImage } from '../../src-shared/imaging/image.ts';
import { nativeOrSkip } from './native-here.ts';

const picture = (width: number, height: number, value: (i: number) => number): RgbImage => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height * 3 }, (_, i) => value(i)),
});

/** Keeps what it was given, and answers the reds of it. */
function mirror() {
  const asked: { readonly input: Float32Array; readonly shape: readonly number[] }[] = [];
  const network: Network = {
    executor: 'kernels',
    run: (input, shape) => {
      asked.push({ input, shape });
      const [, height, width] = shape;
      return Promise.resolve([{ shape: [1, height, width, 1], data: input.filter((_, i) => i % 3 === 0) }]);
    },
    dispose: () => undefined,
  };
  return { asked, segmenter: openU2netp(network) };
}

describe('what the network is given', () => {
  it('is divided by the largest value, less the mean, divided by the deviation', async () => {
    const { asked, segmenter } = mirror();
    await segmenter.run(picture(320, 320, i => [200, 100, 50, 0, 0, 0][i % 6]));
    const expected = [1 - 0.485, 0.5 - 0.456, 0.25 - 0.406, -0.485, -0.456, -0.406];
    const deviation = [0.229, 0.224, 0.225];
    expected.forEach((value, i) => expect(asked[0].input[i]).toBeCloseTo(value / deviation[i % 3], 5));
  });

  it('is a square of 320 pixels with a margin of zeros, and answered at the picture’s size', async () => {
    const { asked, segmenter } = mirror();
    const { width, height } = await segmenter.run(picture(64, 32, () => 255));
    expect(asked[0].shape).toEqual([1, 320, 320, 3]);
    expect(asked[0].input.filter(value => value !== 0)).toHaveLength(320 * 160 * 3);
    expect([width, height]).toEqual([320, 160]);
  });

  it('is cut to multiples of 32 round a picture of another shape, when told to', async () => {
    const { asked, segmenter } = mirror();
    await segmenter.run(
      picture(64, 42, () => 255),
      { trimmed: true },
    );
    expect(asked[0].shape).toEqual([1, 224, 320, 3]);
    expect(asked[0].input.filter(value => value !== 0)).toHaveLength(320 * 210 * 3);
  });

  it('is numbers for a black picture, too', async () => {
    const { asked, segmenter } = mirror();
    await segmenter.run(picture(1, 1, () => 0));
    expect(asked[0].input.every(Number.isFinite)).toBe(true);
  });
});

describe('stretch', () => {
  const plane = (...data: number[]) => ({ width: data.length, height: 1, data: Float32Array.from(data) });

  it('makes the surest pixels 0 and 1', () => {
    expect([...stretch(plane(0.25, 0.5, 0.75)).data]).toEqual([0, 0.5, 1]);
  });

  it('leaves a flat answer as it is', () => {
    expect(stretch(plane(0.01, 0.02, 0.03))).toEqual(plane(0.01, 0.02, 0.03));
  });
});

describe('the shipped network', () => {
  const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
  const store = path('models/u2netp');

  async function view(file: string): Promise<RgbImage> {
    const image = sharp(file).removeAlpha().toColourspace('srgb').resize(320, 320, { fit: 'inside' });
    const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data: new Uint8Array(data) };
  }

  it.for(['astronaut', 'chelsea'])('finds the same subject in %s on both engines', async (name, context) => {
    const file = path(`assets/samples/${name}.png`);
    if (!existsSync(`${store}/model.json`)) context.skip('the shipped network is not in models/u2netp');
    if (!existsSync(file)) context.skip(`no ${file}`);
    const [native, wasm] = [await nativeOrSkip(context), await loadEngine('wasm')];
    const [fast, slow] = [await native.loadNetwork(store), await wasm.loadNetwork(store)];
    expect(fast.executor).toBe('session');
    const photo = await view(file);
    for (const trimmed of [false, true]) {
      const answers = [fast, slow].map(network => openU2netp(network).run(photo, { trimmed }));
      const [a, b] = await Promise.all(answers);
      expect([a.width, a.height]).toEqual([photo.width, photo.height]);
      const worst = a.data.reduce((most, value, i) => Math.max(most, Math.abs(value - b.data[i])), 0);
      expect(worst).toBeLessThan(1e-3);
    }
    fast.dispose();
    slow.dispose();
  });
});
