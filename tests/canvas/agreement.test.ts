import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  centred,
  defaultEdit,
  type Edit,
  type Lens,
  plainLens,
  type Placement,
} from '../../src-shared/edit/schema.ts';
import type { Plane8, RgbImage } from '../../src-shared/imaging/image.ts';
import { encodePicture } from '../../src-main/photo/encode.ts';
import { inspectPhoto } from '../../src-main/photo/index.ts';
import { endThreads } from '../../src-main/compute/bands/pool.ts';
import { psnr, ssim } from '../making/similarity.ts';
import { type CanvasPage, noChromium, openCanvasPage } from './canvas-page.ts';
import { edgeColoursOf, exported } from './export-path.ts';

const samples = new URL('../../assets/samples/', import.meta.url).pathname;
const astronaut = join(samples, 'astronaut.png');
const chelsea = join(samples, 'chelsea.png');

const edit = (change: Partial<Edit>, style: Edit['style'] = 'lens'): Edit => ({
  ...defaultEdit(style),
  ...change,
});
const blur = (amount: number): Partial<Edit> => ({ background: { kind: 'blur', amount } });
const lens = (change: Partial<Lens>): Edit => edit({ ...blur(60), lens: { ...plainLens, ...change } });
const yellow: Partial<Edit> = { background: { kind: 'colour', colour: '#ffcc00' } };
const inward: Partial<Edit> = {
  edge: { shift: -11, contrast: 0, decontaminate: 0 },
  feather: { width: 5, height: 5 },
};
const picture = (moved: Partial<Placement> = {}): Partial<Edit> => ({
  background: { kind: 'picture', path: chelsea, placement: { ...centred, ...moved }, blur: 0 },
});

const cases: readonly (readonly [string, Edit])[] = [
  ['lens blur 2', edit(blur(2))],
  ['lens blur 20', edit(blur(20))],
  ['lens blur 50', edit(blur(50))],
  ['lens blur 100', edit(blur(100))],
  ['no blur', edit(blur(0))],
  ['classic blur 7', edit(blur(7), 'classic')],
  ['classic blur 100', edit(blur(100), 'classic')],
  ['feather 9 × 14, lens blur 50', edit({ ...blur(50), feather: { width: 9, height: 14 } })],
  [
    'feather 120 × 120, colour',
    edit({ background: { kind: 'colour', colour: '#30a0f0' }, feather: { width: 120, height: 120 } }),
  ],
  [
    'feather 1000 × 3, colour',
    edit({ background: { kind: 'colour', colour: '#30a0f0' }, feather: { width: 1000, height: 3 } }),
  ],
  [
    'edge moved by 7.3 and hardened, colour',
    edit({ ...yellow, edge: { shift: 7.3, contrast: 40, decontaminate: 80 } }),
  ],
  ['edge moved by −11, feathered, lens blur', edit({ ...blur(50), ...inward })],
  ['colour', edit(yellow)],
  ['gradient', edit({ background: { kind: 'gradient', from: '#102040', to: '#f0e0a0', angle: 30 } })],
  ['picture', edit(picture())],
  ['picture, enlarged and moved', edit(picture({ scale: 1.7, x: 0.2, y: -0.15 }))],
  ['picture, shrunk and moved', edit(picture({ scale: 0.35, x: -0.1, y: 0.2 }))],
  ['picture, classic', edit(picture(), 'classic')],
  ['transparent', edit({ background: { kind: 'transparent' } })],
];

/** What differs from one of the above in one thing only: shown on one photo. */
const moreCases: typeof cases = [
  ['picture, whole', edit(picture({ fit: 'fit', x: 0.1 }))],
  ['picture, stretched and flipped', edit(picture({ fit: 'stretch', flip: true, x: 0.1 }))],
  ['picture, classic, moved', edit(picture({ scale: 1.3, y: 0.1, flip: true }), 'classic')],
];

/** Of one photo only: what they do does not depend on it. */
const lensCases: typeof cases = [
  ['lens hexagon 60', lens({ shape: 'hexagon' })],
  ['lens heptagon 60, highlights', lens({ shape: 'heptagon', highlights: 70 })],
  ['lens gaussian 60', lens({ shape: 'gaussian' })],
  ['lens disc 60, highlights', lens({ highlights: 100 })],
  ['lens falloff 60', lens({ falloff: true })],
];

/** A disc with a soft rim and a hard-edged bar: what mattes are made of. */
function softMatte(width: number, height: number): Plane8 {
  const data = new Uint8Array(width * height);
  for (let i = 0; i < data.length; i++) {
    const [x, y] = [(i % width) / width, Math.floor(i / width) / height];
    const disc = (0.3 - Math.hypot(x - 0.45, y - 0.4)) * 20 + 0.5;
    const bar = x > 0.3 && x < 0.65 && y > 0.6 ? 1 : 0;
    data[i] = 255 * Math.min(1, Math.max(0, disc, bar)) + 0.5;
  }
  return { width, height, data };
}

const rgbOf = (width: number, height: number, rgba: Uint8Array): RgbImage => {
  const data = new Uint8Array(width * height * 3);
  // Premultiplied: a colour that is not seen does not count.
  for (let i = 0, p = 0; i < rgba.length; i += 4, p += 3)
    for (let c = 0; c < 3; c++) data[p + c] = (rgba[i + c] * rgba[i + 3]) / 255 + 0.5;
  return { width, height, data };
};
const alphaOf = (rgba: Uint8Array): Uint8Array => rgba.filter((_, i) => i % 4 === 3);

const figures: string[] = [];
let opened: CanvasPage;
let folder: string;

/** Shows the photo with a matte and an edit in the page, and reads the result back. */
async function shown(path: string, matte: Plane8, toShow: Edit, full?: { width: number; height: number }) {
  const grey = { raw: { width: matte.width, height: matte.height, channels: 1 as const } };
  opened.files.set('matte.png', await sharp(matte.data, grey).png().toBuffer());
  opened.files.set('photo.png', await readFile(path));
  opened.files.set('backdrop.png', await readFile(chelsea));
  const scale = full ? matte.width / full.width : 1;
  opened.files.set('colours', await edgeColoursOf(path, matte, toShow, scale));
  await opened.page.evaluate(
    async ([given, size]) => {
      const { harness } = window;
      await harness.load('photo.png', 'matte.png', size);
      await harness.setBackdrop('backdrop.png');
      await harness.setColours('colours');
      harness.view.setEdit(given);
      await harness.send('result');
    },
    [toShow, full] as const,
  );
  return new Uint8Array(opened.results.get('result')!);
}

async function compare(name: string, path: string, toShow: Edit) {
  const { width, height } = await sharp(path).metadata();
  const matte = softMatte(width, height);
  const [window, file] = [await shown(path, matte, toShow), await exported(path, matte, toShow)];
  return likenessOf(name, { width, height }, window, file.data);
}

/** The window has the proxy, export the photo three times as large; export's result is brought to the proxy's size. */
async function compareProxy(name: string, toShow: Edit) {
  const size = { width: 512, height: 512 };
  const full = { width: 3 * size.width, height: 3 * size.height };
  const path = join(folder, 'large.png');
  await sharp(astronaut).resize(full.width, full.height, { kernel: 'cubic' }).toFile(path);
  const proxy = join(folder, 'proxy.png');
  await sharp(path).resize(size.width, size.height).toFile(proxy);
  const file = await exported(path, softMatte(full.width, full.height), toShow);
  const raw = { raw: { width: full.width, height: full.height, channels: 4 as const } };
  const small = await sharp(file.data, raw).resize(size.width, size.height).raw().toBuffer();
  const window = await shown(proxy, softMatte(size.width, size.height), toShow, full);
  return likenessOf(name, size, window, new Uint8Array(small));
}

async function likenessOf(
  name: string,
  { width, height }: { width: number; height: number },
  window: Uint8Array,
  file: Uint8Array,
) {
  const [a, b] = [rgbOf(width, height, window), rgbOf(width, height, file)];
  const likeness = {
    colour: psnr(a.data, b.data),
    alpha: psnr(alphaOf(window), alphaOf(file)),
    structure: ssim(a, b),
  };
  figures.push(
    `${name}: ${likeness.colour.toFixed(1)} dB, alpha ${likeness.alpha.toFixed(1)} dB, SSIM ${likeness.structure.toFixed(4)}`,
  );
  if (process.env.KEEP_PICTURES) await keep(name, a);
  return likeness;
}

async function keep(name: string, { width, height, data }: RgbImage) {
  await mkdir(process.env.KEEP_PICTURES!, { recursive: true });
  const file = join(process.env.KEEP_PICTURES!, `${name.replace(/[^a-z0-9]+/gi, '-')}.png`);
  await sharp(data, { raw: { width, height, channels: 3 } }).toFile(file);
}

/** The astronaut, fading out towards the right. */
async function transparentPhoto(): Promise<string> {
  const { data, info } = await sharp(astronaut).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  for (let i = 3; i < data.length; i += 4) {
    const x = ((i >> 2) % info.width) / info.width;
    data[i] = 255 * Math.min(1, Math.max(0, (0.75 - x) * 4)) + 0.5;
  }
  const path = join(folder, 'fading.png');
  await writeFile(
    path,
    await sharp(data, { raw: { width: info.width, height: info.height, channels: 4 } })
      .png()
      .toBuffer(),
  );
  return path;
}

describe.skipIf(noChromium)('what the window shows is what export writes', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portrait-canvas-'));
    opened = await openCanvasPage();
  });
  afterAll(async () => {
    console.log(figures.join('\n'));
    await opened.close();
    await endThreads();
    await rm(folder, { recursive: true, force: true });
  });

  const expectAgreement = (likeness: Awaited<ReturnType<typeof compare>>) => {
    expect(likeness.colour).toBeGreaterThanOrEqual(35);
    expect(likeness.alpha).toBeGreaterThanOrEqual(35);
    expect(likeness.structure).toBeGreaterThanOrEqual(0.98);
  };

  it.each(cases)('astronaut: %s', async (name, toShow) => {
    expectAgreement(await compare(`astronaut, ${name}`, astronaut, toShow));
  });

  // Its sides are no multiples of anything.
  const onOddSides = ['lens blur 100', 'classic blur 7', 'feather 9', 'edge moved by 7', 'picture, shrunk'];
  it.each(cases.filter(([name]) => onOddSides.some(start => name.startsWith(start))))(
    'chelsea: %s',
    async (name, toShow) => {
      expectAgreement(await compare(`chelsea, ${name}`, chelsea, toShow));
    },
  );

  it.each(moreCases)('astronaut: %s', async (name, toShow) => {
    expectAgreement(await compare(`astronaut, ${name}`, astronaut, toShow));
  });

  it.each(lensCases)('astronaut: %s', async (name, toShow) => {
    expectAgreement(await compare(`astronaut, ${name}`, astronaut, toShow));
  });

  const throughHoles = [
    'lens blur 20',
    'no blur',
    'classic blur 7',
    'edge moved by −11',
    'colour',
    'picture, enlarged',
    'transparent',
  ];
  it.each(cases.filter(([name]) => throughHoles.some(start => name.startsWith(start))))(
    'a transparent photo: %s',
    async (name, toShow) => {
      expectAgreement(await compare(`transparent, ${name}`, await transparentPhoto(), toShow));
    },
  );

  const colours = cases.filter(([name]) => ['colour', 'gradient', 'picture', 'lens blur 50'].includes(name));
  it.each(colours)('a photo in Display P3: %s', async (name, toShow) => {
    const path = join(folder, 'p3.png');
    await sharp(astronaut).withIccProfile('p3').toFile(path);
    const { width, height } = await sharp(path).metadata();
    const matte = softMatte(width, height);
    const [window, file] = [await shown(path, matte, toShow), await exported(path, matte, toShow)];
    const { parts } = await encodePicture(
      { image: rgbOf(width, height, file.data) },
      await inspectPhoto(path),
      { format: 'png' },
    );
    const seen = await sharp(Buffer.concat(parts)).toColourspace('srgb').ensureAlpha().raw().toBuffer();
    expectAgreement(await likenessOf(`P3, ${name}`, { width, height }, window, new Uint8Array(seen)));
  });

  const onProxy = [
    'edge',
    'lens blur 20',
    'lens blur 100',
    'classic blur 100',
    'feather 9',
    'gradient',
    'picture, enlarged',
  ];
  it.each(cases.filter(([name]) => onProxy.some(start => name.startsWith(start))))(
    'a proxy of a third of the size: %s',
    async (name, toShow) => {
      expectAgreement(await compareProxy(`proxy, ${name}`, toShow));
    },
  );
});
