import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { loadEngine, type Network } from '../../src-main/inference/engine.ts';
import { crop, letterbox, normalise, segmentSubject, stretch } from '../../src-main/inference/u2netp.ts';
import type { RgbImage } from '../../src-shared/imaging/image.ts';
import { nativeOrSkip } from './native-here.ts';

const picture = (width: number, height: number, value: (i: number) => number): RgbImage => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height * 3 }, (_, i) => value(i)),
});

describe('letterbox', () => {
  it('centres, with an odd pixel to the right and the bottom', () => {
    expect(letterbox(320, 213)).toEqual({ left: 0, top: 53, width: 320, height: 213 });
    expect(letterbox(1, 1)).toEqual({ left: 159, top: 159, width: 1, height: 1 });
    expect(letterbox(320, 320)).toEqual({ left: 0, top: 0, width: 320, height: 320 });
  });

  it.each([
    [321, 200],
    [0, 5],
    [10.5, 5],
  ])('refuses %d × %d', (width, height) => {
    expect(() => letterbox(width, height)).toThrow(expect.objectContaining({ code: 'internal' }));
  });
});

describe('normalise', () => {
  it('divides by the largest value, takes off the mean and divides by the deviation', () => {
    const input = normalise(
      picture(2, 1, i => [200, 100, 50, 0, 0, 0][i]),
      letterbox(2, 1),
    );
    const at = (159 * 320 + 159) * 3;
    const expected = [1 - 0.485, 0.5 - 0.456, 0.25 - 0.406, -0.485, -0.456, -0.406];
    const deviation = [0.229, 0.224, 0.225];
    expected.forEach((value, i) => expect(input[at + i]).toBeCloseTo(value / deviation[i % 3], 5));
  });

  it('leaves the margin at zero', () => {
    const input = normalise(
      picture(2, 1, () => 255),
      letterbox(2, 1),
    );
    expect(input.filter(value => value !== 0)).toHaveLength(6);
  });

  it('takes a black picture', () => {
    const input = normalise(
      picture(1, 1, () => 0),
      letterbox(1, 1),
    );
    expect(input.every(Number.isFinite)).toBe(true);
  });
});

it('crops out what letterboxing put in', () => {
  const source = picture(5, 3, i => (i % 3 === 0 ? 10 + i : 0));
  const box = letterbox(5, 3);
  const reds = normalise(source, box).filter((_, i) => i % 3 === 0);
  const back = crop(reds, box);
  expect([back.width, back.height]).toEqual([5, 3]);
  const undone = back.data.map(value => Math.round((value * 0.229 + 0.485) * 52));
  expect([...undone]).toEqual([...source.data].filter((_, i) => i % 3 === 0));
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

it('hands the network one 320 × 320 picture, and answers at the picture’s size', async () => {
  const asked: (readonly number[])[] = [];
  const network: Network = {
    executor: 'kernels',
    run: (input, shape) => {
      asked.push(shape);
      return Promise.resolve([{ shape: [1, 320, 320, 1], data: input.filter((_, i) => i % 3 === 0) }]);
    },
    dispose: () => undefined,
  };
  const answer = await segmentSubject(
    network,
    picture(4, 2, i => i),
  );
  expect(asked).toEqual([[1, 320, 320, 3]]);
  expect([answer.width, answer.height]).toEqual([4, 2]);
  expect(Math.max(...answer.data)).toBe(1);
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
    const [a, b] = [await segmentSubject(fast, photo), await segmentSubject(slow, photo)];
    expect([a.width, a.height]).toEqual([photo.width, photo.height]);
    const worst = a.data.reduce((most, value, i) => Math.max(most, Math.abs(value - b.data[i])), 0);
    expect(worst).toBeLessThan(1e-3);
    fast.dispose();
    slow.dispose();
  });
});
