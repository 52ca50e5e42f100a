import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Screen } from '../../src-shared/contract/compute.ts';
import { defaultEdit, type Edit, type Key, keySchema } from '../../src-shared/edit/schema.ts';
import type { Plane8, RgbImage } from '../../src-shared/imaging/image.ts';
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
}

async function inWindow({ path, matte, edit, screen }: Shown): Promise<Uint8Array> {
  const grey = { raw: { width: matte.width, height: matte.height, channels: 1 as const } };
  opened.files.set('matte.png', await sharp(matte.data, grey).png().toBuffer());
  opened.files.set('photo.png', await readFile(path));
  opened.files.set('backdrop.png', await readFile(chelsea));
  opened.files.set('colours', await edgeColoursOf(path, matte, edit));
  await opened.page.evaluate(
    async ([given, keyed]) => {
      const { harness } = window;
      await harness.load('photo.png', 'matte.png', undefined, keyed);
      await harness.setBackdrop('backdrop.png');
      await harness.setColours('colours');
      harness.view.setEdit(given);
      await harness.send('result');
    },
    [edit, screen] as const,
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
  const [window, file] = [
    await inWindow(shown),
    await exported(shown.path, shown.matte, shown.edit, shown.screen),
  ];
  const [a, b] = [seen(shown.matte, window), seen(shown.matte, file.data)];
  const likeness = { colour: psnr(a.data, b.data), structure: ssim(a, b) };
  console.log(`${name}: ${likeness.colour.toFixed(1)} dB, SSIM ${likeness.structure.toFixed(4)}`);
  expect(likeness.colour).toBeGreaterThanOrEqual(35);
  expect(likeness.structure).toBeGreaterThanOrEqual(0.98);
}

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
});
