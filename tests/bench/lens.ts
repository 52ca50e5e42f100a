/** `npm run bench:lens`: the lens blur's quality and cost. Nothing is asserted: read the ratios, not the times. */
import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type Lens, lensShapes } from '../../src-shared/edit/schema.ts';
import type { Plane8, RgbImage } from '../../src-shared/imaging/image.ts';
import { endThreads, runOnAllCores } from '../../src-main/compute/bands/pool.ts';
import { share, sharedBytes } from '../../src-main/compute/bands/shared-memory.ts';
import { exactBlur } from '../making/exact-blur.ts';
import { lensBehind, outOfFocus } from '../making/lens.ts';
import { pixelsOf } from '../making/pixels.ts';
import { ringErrors, ringScene } from '../making/ring.ts';
import { psnr } from '../making/similarity.ts';
import { milliseconds, ratio, row, timed, type Timing } from './measure.ts';
import { makePictures } from './twelve-megapixels.ts';

const RADII = [5, 20, 50, 100, 150];

console.log(
  `${cpus()[0].model}, ${availableParallelism()} cores, Node ${process.versions.node}; medians of 7 (least–most)`,
);
await tellQuality();
await tellRing();
await tellTimes();
await endThreads();

/** Against the convolution of the whole picture, at its own size. */
async function tellQuality() {
  console.log('\nAgainst the exact convolution in linear light, a photo of sharp stars, 0.9 MP');
  const photo = await pixelsOf(
    fileURLToPath(new URL('../../assets/samples/hubble-deep-field.jpg', import.meta.url)),
  );
  for (const shape of lensShapes) {
    for (const radius of [5, 20, 80]) {
      const blurred = await outOfFocus(photo, radius / 2, { shape });
      const decibels = psnr(blurred, exactBlur(photo, shape, radius / 2));
      row(`${shape}, radius ${radius} px`, `${decibels.toFixed(1)} dB`);
    }
  }
}

/** What bleeds out of a white disc on a dark texture. */
async function tellRing() {
  console.log('\nA white disc on a dark texture, standard deviation 20: errors 2–40 px outside of it');
  const scene = ringScene(500);
  const { photo, alpha, background } = scene;
  const tell = (name: string, result: Uint8Array, expected: Uint8Array) => {
    const { mean, most } = ringErrors(scene, result, expected);
    row(name, `mean ${mean.toFixed(2).padStart(5)}   most ${most}`);
  };
  tell('plain blur', await outOfFocus(photo, 20), await outOfFocus(background, 20));
  for (const shape of lensShapes) {
    tell(shape, await outOfFocus(photo, 20, { alpha, shape }), await outOfFocus(background, 20, { shape }));
  }
}

async function tellTimes() {
  console.log('\n12 MP, blur and compositing in one, photo and matte in memory');
  const { photo, alpha } = await twelveMegapixels();
  const into = { ...photo, data: sharedBytes(photo.data.length) };
  const blurring =
    (radius: number, lens: Partial<Lens> = {}) =>
    async () => {
      const behind = await lensBehind(photo, alpha, radius / 2, lens);
      await runOnAllCores({ kind: 'composite', photo, alpha, behind, into });
    };
  let first: Timing | undefined;
  for (const radius of RADII) {
    const timing = await timed(blurring(radius));
    first ??= timing;
    row(`disc, radius ${radius} px`, `${milliseconds(timing)}   ${ratio(timing, first)}`);
  }
  for (const shape of lensShapes.slice(1)) {
    row(`${shape}, radius 100 px`, milliseconds(await timed(blurring(100, { shape }))));
  }
  row('disc, radius 100 px, highlights', milliseconds(await timed(blurring(100, { highlights: 50 }))));
  row('disc, radius 100 px, falloff', milliseconds(await timed(blurring(100, { falloff: true }))));
  const colour = { kind: 'colour', rgb: [9, 9, 9] } as const;
  const bare = () => runOnAllCores({ kind: 'composite', photo, alpha, behind: colour, into });
  row('compositing alone, over a colour', milliseconds(await timed(bare)));
}

/** With an ellipse for its subject. */
async function twelveMegapixels(): Promise<{ photo: RgbImage; alpha: Plane8 }> {
  const { photo: path } = await makePictures();
  const photo = share(await pixelsOf(path));
  const { width, height } = photo;
  const alpha = { width, height, data: sharedBytes(width * height) };
  for (let i = 0; i < alpha.data.length; i++) {
    const away = Math.hypot(
      ((i % width) / width - 0.45) / 0.33,
      (Math.floor(i / width) / height - 0.6) / 0.5,
    );
    alpha.data[i] = 255 * Math.min(1, Math.max(0, (1 - away) * 50));
  }
  return { photo, alpha };
}
