import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Background,
  centred,
  defaultEdit,
  type Placement,
  type Scene,
} from '../../../src-shared/edit/schema.ts';
import type { Plane8 } from '../../../src-shared/imaging/image.ts';
import { linearOf } from '../../../src-shared/imaging/srgb.ts';
import { endThreads } from '../../../src-main/compute/bands/pool.ts';
import { exported } from '../../canvas/export-path.ts';
import { temporaryFolder } from '../../making/folder.ts';
import { randomSource } from '../../making/random.ts';

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
const [width, height] = [480, 320];

type Colour = readonly [number, number, number];

async function putPicture(name: string, colourAt: (x: number, y: number) => Colour) {
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) data.set(colourAt(i % width, Math.floor(i / width)), i * 3);
  await sharp(data, { raw: { width, height, channels: 3 } }).toFile(at(name));
}

/** A warm photo with a camera's noise, the subject in its left half; a cool, dark backdrop; and black and white bars. */
beforeAll(async () => {
  const random = randomSource(3);
  const noise = () => (random() + random() + random() - 1.5) * 12;
  await putPicture('photo.png', () => [180 + noise(), 160 + noise(), 140 + noise()]);
  await putPicture('cool.png', (_, y) => [100 + y / 8, 105 + y / 8, 112 + y / 8]);
  await putPicture('split.png', x => (x < width / 2 ? [200, 190, 180] : [110, 105, 100]));
  await putPicture('bars.png', x => (x % 24 < 12 ? [20, 20, 20] : [220, 220, 220]));
});

const matte: Plane8 = {
  width,
  height,
  data: Uint8Array.from({ length: width * height }, (_, i) => (i % width < width / 2 ? 255 : 0)),
};

afterAll(endThreads);

/** Interleaved RGBA. */
type Pixels = Uint8Array;

async function rendered(background: Background, scene: Partial<Scene> = {}): Promise<Pixels> {
  const plain = defaultEdit();
  const edit = { ...plain, background, scene: { ...plain.scene, ...scene } };
  return (await exported(at('photo.png'), matte, edit)).data;
}

const picture = (name: string, blur = 0, placed: Partial<Placement> = {}): Background => ({
  kind: 'picture',
  path: at(name),
  placement: { ...centred, ...placed },
  blur,
});
const cool = () => picture('cool.png');
const beige: Background = { kind: 'colour', colour: '#a09080' };

/** Levels of one half, away from the edge. */
const half = (data: Pixels, side: 'subject' | 'backdrop', channel: number): number[] => {
  const levels: number[] = [];
  for (let i = 0; i < width * height; i++) {
    const x = i % width;
    if (side === 'subject' ? x < width / 2 - 8 : x > width / 2 + 8) levels.push(data[i * 4 + channel]);
  }
  return levels;
};
const luma = (picture: Pixels, side: 'subject' | 'backdrop'): number[] => {
  const [red, green, blue] = [0, 1, 2].map(channel => half(picture, side, channel));
  return red.map((level, i) => 0.299 * level + 0.587 * green[i] + 0.114 * blue[i]);
};
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]) => {
  const middle = mean(values);
  return Math.sqrt(mean(values.map(value => (value - middle) ** 2)));
};
const light = (picture: Pixels, side: 'subject' | 'backdrop') =>
  [0, 1, 2].map(channel => mean(half(picture, side, channel).map(level => linearOf[level])));
const apart = (picture: Pixels) => {
  const [subject, backdrop] = [light(picture, 'subject'), light(picture, 'backdrop')];
  return subject.map((each, c) => Math.abs(Math.log2(each / backdrop[c])));
};

describe('matched light', () => {
  it('brings the backdrop’s exposure and white balance to the subject’s, more with more of it', async () => {
    const before = await rendered(cool());
    const some = await rendered(cool(), { matchLight: 50 });
    const all = await rendered(cool(), { matchLight: 100 });
    for (const c of [0, 1, 2]) {
      expect(apart(some)[c]).toBeLessThan(0.75 * apart(before)[c]);
      expect(apart(all)[c]).toBeLessThan(0.75 * apart(some)[c]);
    }
    expect(half(all, 'subject', 0)).toEqual(half(before, 'subject', 0));
  });

  it('moves the subject instead when told so', async () => {
    const before = await rendered(cool());
    const turned = await rendered(cool(), { matchLight: 100, matched: 'subject' });
    expect(half(turned, 'backdrop', 2)).toEqual(half(before, 'backdrop', 2));
    for (const c of [0, 1, 2]) expect(apart(turned)[c]).toBeLessThan(0.5 * apart(before)[c]);
  });

  it('is found where a backdrop shows, not where it lies', async () => {
    const [middle, far] = [picture('split.png'), picture('split.png', 0, { x: -0.5 })];
    const [one, other] = [
      await rendered(middle, { matchLight: 100 }),
      await rendered(far, { matchLight: 100 }),
    ];
    // Behind the subject one half of it, beside it the other: bright here, dark there, and alike when matched.
    for (const result of [one, other]) expect(Math.max(...apart(result))).toBeLessThan(0.3);
  });
});

describe('grain', () => {
  it('is as much of the photo’s own as is asked for', async () => {
    expect(deviation(luma(await rendered(beige), 'backdrop'))).toBeLessThan(1e-6);
    const all = await rendered(beige, { grain: 100 });
    expect(deviation(luma(all, 'backdrop')) / deviation(luma(all, 'subject'))).toBeCloseTo(1, 1);
    const some = await rendered(beige, { grain: 40 });
    expect(deviation(luma(some, 'backdrop')) / deviation(luma(all, 'backdrop'))).toBeCloseTo(0.4, 1);
    expect(half(all, 'subject', 1)).toEqual(half(await rendered(beige), 'subject', 1));
  });

  it('comes back to what was blurred, and is not doubled where hardly anything was', async () => {
    for (const amount of [1, 60]) {
      const blurred = await rendered({ kind: 'blur', amount }, { grain: 100 });
      const ratio = deviation(luma(blurred, 'backdrop')) / deviation(luma(blurred, 'subject'));
      expect(ratio, `at ${amount}`).toBeCloseTo(1, 0.8);
    }
  });
});

describe('a backdrop out of focus', () => {
  it('is blurred as much however it was scaled, and the subject not at all', async () => {
    const plain = await rendered(picture('bars.png'));
    const blurred = await rendered(picture('bars.png', 60));
    const larger = await rendered(picture('bars.png', 60, { scale: 3 }));
    expect(deviation(half(plain, 'backdrop', 0))).toBeGreaterThan(90);
    expect(deviation(half(blurred, 'backdrop', 0))).toBeLessThan(30);
    expect(deviation(half(larger, 'backdrop', 0))).toBeGreaterThan(60);
    expect(half(blurred, 'subject', 0)).toEqual(half(plain, 'subject', 0));
  });

  it('repeats its edge where it leaves the photo open', async () => {
    const flat = await rendered(picture('cool.png', 80, { fit: 'stretch', scale: 0.2, y: -0.3 }));
    const [first, last] = [0, 1].map(end => flat[((height - 1) * end * width + width - 20) * 4]);
    expect(Math.abs(first - 100)).toBeLessThan(3);
    expect(Math.abs(last - (100 + height / 8))).toBeLessThan(3);
  });
});

describe('the falloff', () => {
  it('shows the photo’s own pixels on the ground in focus, also where the subject’s edge was cleaned', async () => {
    const base = 0.75 * height;
    const softly = (i: number) => {
      const out = Math.max(Math.abs((i % width) - width / 2) - 60, Math.floor(i / width) - base);
      return Math.min(1, Math.max(0, 0.5 - out / 16));
    };
    const soft = { ...matte, data: matte.data.map((_, i) => 255 * softly(i) + 0.5) };
    const colourAt = (i: number): Colour => (softly(i) > 0.5 ? [220, 30, 30] : [110, 120, 130]);
    await putPicture('ground.png', (x, y) => colourAt(y * width + x));
    const plain = defaultEdit();
    const edit = {
      ...plain,
      background: { kind: 'blur', amount: 60 },
      lens: { ...plain.lens, falloff: true },
    } as const;
    const { data } = await exported(at('ground.png'), soft, edit);
    for (let i = Math.floor(base) * width; i < (base + 3) * width; i++) {
      const alpha = soft.data[i] / 255;
      if (alpha === 0 || alpha > 0.15) continue;
      expect(Math.abs(data[i * 4] - colourAt(i)[0])).toBeLessThan(alpha * 120 + 4);
    }
  });
});
