import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Screen } from '../../src-shared/contract/compute.ts';
import {
  type Background,
  centred,
  defaultEdit,
  type Edit,
  type Key,
  keySchema,
  type Placement,
  plainLens,
  plainScene,
  type Scene,
} from '../../src-shared/edit/schema.ts';
import type { Plane8, RgbImage } from '../../src-shared/imaging/image.ts';
import { estimateNoise, type Noise } from '../../src-shared/imaging/scene/noise.ts';
import { endThreads } from '../../src-main/compute/bands/pool.ts';
import { keyAlpha, learnScreen } from '../../src-main/compute/jobs/key-matte.ts';
import { inspectPhoto, readPhoto } from '../../src-main/photo/index.ts';
import { randomSource } from '../making/random.ts';
import { psnr, ssim } from '../making/similarity.ts';
import { type CanvasPage, noChromium, openCanvasPage } from './canvas-page.ts';
import { edgeColoursOf, exported } from './export-path.ts';

const samples = new URL('../../assets/samples/', import.meta.url).pathname;
const astronaut = join(samples, 'astronaut.png');
const chelsea = join(samples, 'chelsea.png');

let opened: CanvasPage;
let folder: string;

interface Shown {
  readonly path: string;
  readonly matte: Plane8;
  readonly edit: Edit;
  readonly screen?: Screen | undefined;
  readonly noise?: Noise;
  /** Full size of the photo, where the picture is a proxy of it. */
  readonly full?: { width: number; height: number };
}

async function inWindow({ path, matte, edit, screen, noise, full }: Shown): Promise<Uint8Array> {
  const grey = { raw: { width: matte.width, height: matte.height, channels: 1 as const } };
  opened.files.set('matte.png', await sharp(matte.data, grey).png().toBuffer());
  opened.files.set('photo.png', await readFile(path));
  opened.files.set('backdrop.png', await readFile(chelsea));
  opened.files.set('colours', await edgeColoursOf(path, matte, edit));
  await opened.page.evaluate(
    async ([given, keyed, grain, size]) => {
      const { harness } = window;
      await harness.load('photo.png', 'matte.png', size, keyed);
      harness.view.setNoise(grain);
      await harness.setBackdrop('backdrop.png');
      await harness.setColours('colours');
      harness.view.setEdit(given);
      await harness.send('result');
    },
    [edit, screen, noise, full] as const,
  );
  return new Uint8Array(opened.results.get('result')!);
}

/** Premultiplied: a colour that is not seen does not count. */
const seen = ({ width, height }: Plane8, rgba: Uint8Array): RgbImage => {
  const data = new Uint8Array(width * height * 3);
  for (let i = 0, p = 0; i < rgba.length; i += 4, p += 3)
    for (let c = 0; c < 3; c++) data[p + c] = (rgba[i + c] * rgba[i + 3]) / 255 + 0.5;
  return { width, height, data };
};

async function expectAgreement(name: string, shown: Shown) {
  const { data } = await exported(shown.path, shown.matte, shown.edit, shown.screen);
  await expectLike(name, shown, data);
}

async function expectLike(name: string, shown: Shown, file: Uint8Array) {
  const [a, b] = [seen(shown.matte, await inWindow(shown)), seen(shown.matte, file)];
  const likeness = { colour: psnr(a.data, b.data), structure: ssim(a, b) };
  console.log(`${name}: ${likeness.colour.toFixed(1)} dB, SSIM ${likeness.structure.toFixed(4)}`);
  if (process.env.KEEP_PICTURES) {
    await keep(`${name} window`, a);
    await keep(`${name} file`, b);
  }
  expect(likeness.colour).toBeGreaterThanOrEqual(35);
  expect(likeness.structure).toBeGreaterThanOrEqual(0.98);
}

const keep = (name: string, { width, height, data }: RgbImage) =>
  sharp(data, { raw: { width, height, channels: 3 } }).toFile(
    join(process.env.KEEP_PICTURES!, `${name.replace(/[^a-z0-9]+/gi, '-')}.png`),
  );

/** A soft disc. */
function discMatte(width: number, height: number): Plane8 {
  const data = Uint8Array.from({ length: width * height }, (_, i) => {
    const away = Math.hypot((i % width) / width - 0.45, Math.floor(i / width) / height - 0.4);
    return 255 * Math.min(1, Math.max(0, (0.3 - away) * 20 + 0.5)) + 0.5;
  });
  return { width, height, data };
}

/** A photo of the astronaut at this size, with a camera's noise. */
async function grainyPhoto(side: number): Promise<string> {
  const { data } = await sharp(astronaut)
    .removeAlpha()
    .resize(side)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const random = randomSource(5);
  for (let i = 0; i < data.length; i += 3) {
    const luma = (random() + random() + random() - 1.5) * 12;
    for (let c = 0; c < 3; c++) {
      const level = data[i + c] + luma + (random() + random() - 1) * 5;
      data[i + c] = Math.min(255, Math.max(0, level));
    }
  }
  const path = join(folder, `grainy-${side}.png`);
  await sharp(data, { raw: { width: side, height: side, channels: 3 } }).toFile(path);
  return path;
}

const noiseOf = async (path: string): Promise<Noise> =>
  estimateNoise((await readPhoto(await inspectPhoto(path))).image);

/** The astronaut's head, cut out roundly, before an uneven green screen. */
async function beforeScreen(): Promise<string> {
  const { data, info } = await sharp(astronaut).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const random = randomSource(9);
  for (let i = 0; i < info.width * info.height; i++) {
    const [x, y] = [(i % info.width) / info.width, Math.floor(i / info.width) / info.height];
    const alpha = Math.min(1, Math.max(0, (0.3 - Math.hypot(x - 0.45, y - 0.4)) * 12 + 0.5));
    [30, 170, 70].forEach((level, c) => {
      const behind = level * (1.1 - 0.4 * x) + (random() - 0.5) * 6;
      data[i * 3 + c] = alpha * data[i * 3 + c] + (1 - alpha) * behind;
    });
  }
  const path = join(folder, 'screen.png');
  await sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } }).toFile(path);
  return path;
}

async function keyedScene(change: Partial<Key>): Promise<Pick<Shown, 'path' | 'matte' | 'screen'>> {
  const path = await beforeScreen();
  const facts = await inspectPhoto(path);
  const key = keySchema.parse({ colour: '#00b140', ...change });
  const model = await learnScreen(facts, key);
  const { alpha, screen } = await keyAlpha(await readPhoto(facts), facts, model, { key, strokes: [] });
  return { path, matte: alpha, screen };
}

describe.skipIf(noChromium)('what the window shows of one scene is what export writes', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portrait-scene-'));
    opened = await openCanvasPage();
  });
  afterAll(async () => {
    await opened.close();
    await endThreads();
    await rm(folder, { recursive: true, force: true });
  });

  it.each([100, 30])('a keyed screen, spill %s', async spill => {
    const background = { kind: 'colour', colour: '#c04080' } as const;
    const key = keySchema.parse({ colour: '#00b140', spill });
    const edit = { ...defaultEdit(), key, background };
    await expectAgreement(`key, spill ${spill}`, { ...(await keyedScene({ spill })), edit });
  });

  const scene = (background: Background, change: Partial<Scene>, more: Partial<Edit> = {}): Edit => ({
    ...defaultEdit(),
    background,
    scene: { ...plainScene, ...change },
    ...more,
  });
  const picture = (blur: number, placed: Partial<Placement> = {}): Background => ({
    kind: 'picture',
    path: chelsea,
    placement: { ...centred, ...placed },
    blur,
  });
  const blurred: Background = { kind: 'blur', amount: 50 };
  const gradient: Background = { kind: 'gradient', from: '#102040', to: '#f0e0a0', angle: 30 };
  const hexagon = { ...plainLens, shape: 'hexagon', highlights: 60, falloff: true } as const;

  it.each<[string, Edit]>([
    ['backdrop blur 4', scene(picture(4), {})],
    [
      'backdrop blur 60, small and off the middle',
      scene(picture(60, { scale: 0.5, x: 0.2, flip: true }), {}),
    ],
    ['backdrop blur 40, hexagon', scene(picture(40, { fit: 'fit' }), {}, { lens: hexagon })],
    ['matched picture', scene(picture(0), { matchLight: 100 })],
    ['matched picture, half, blurred', scene(picture(30, { scale: 1.6 }), { matchLight: 50 })],
    ['matched gradient', scene(gradient, { matchLight: 100 })],
    [
      'subject matched to a colour',
      scene({ kind: 'colour', colour: '#d0b070' }, { matchLight: 100, matched: 'subject' }),
    ],
    ['subject matched to a picture', scene(picture(0), { matchLight: 80, matched: 'subject' })],
  ])('%s', async (name, edit) => {
    const { width, height } = await sharp(astronaut).metadata();
    await expectAgreement(name, { path: astronaut, matte: discMatte(width, height), edit });
  });

  it.each<[string, Edit]>([
    ['grain on a blur', scene(blurred, { grain: 100 })],
    ['grain on falloff', scene(blurred, { grain: 100 }, { lens: { ...plainLens, falloff: true } })],
    ['grain on a matched picture', scene(picture(20), { grain: 60, matchLight: 100 })],
    ['grain on a gradient', scene(gradient, { grain: 100 })],
  ])('%s', async (name, edit) => {
    const path = await grainyPhoto(512);
    await expectAgreement(name, { path, matte: discMatte(512, 512), edit, noise: await noiseOf(path) });
  });

  it.each([2, 3])('grain on a proxy of 1/%i of the photo’s size', async times => {
    const [side, full] = [384, 384 * times];
    const large = await grainyPhoto(full);
    const edit = scene(blurred, { grain: 100 });
    const { data } = await exported(large, discMatte(full, full), edit);
    const raw = { raw: { width: full, height: full, channels: 4 as const } };
    const file = new Uint8Array(await sharp(data, raw).resize(side).raw().toBuffer());
    const path = join(folder, `proxy-${times}.png`);
    await sharp(large).resize(side).toFile(path);
    const shown = { path, matte: discMatte(side, side), edit, noise: await noiseOf(large) };
    await expectLike(`grain, proxy of 1/${times}`, { ...shown, full: { width: full, height: full } }, file);
  });
});
