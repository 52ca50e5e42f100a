import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { ComputeClient } from '../../../src-main/compute/client.ts';
import type { Stroke } from '../../../src-shared/edit/strokes.ts';
import type { Plane8 } from '../../../src-shared/imaging/image.ts';
import type { MaskedPhoto } from '../../bench/accuracy/folder.ts';
import { score } from '../../bench/accuracy/scores.ts';
import { animalsAreHere, animalsToMend, GAIN, unlessHere } from '../../making/animals-to-mend.ts';
import { mendingStrokes } from '../../making/mending-strokes.ts';

const compute = new ComputeClient();
afterAll(() => compute.close());

/** The matte that the window gets, at the photo's own size. */
async function matteOf(photo: string, strokes: readonly Stroke[], size: Plane8): Promise<Plane8> {
  const { bytes } = await compute.call('matte', {
    photo,
    maxMegapixels: 300,
    longSide: 2048,
    engine: 'auto',
    style: 'lens',
    // U²-Netp alone, whichever networks are installed: there is enough to mend.
    subject: 'any',
    strokes: [...strokes],
    regions: [],
  });
  const { width, height } = size;
  const data = await sharp(bytes).resize(width, height, { fit: 'fill' }).extractChannel(0).raw().toBuffer();
  return { width, height, data };
}

interface Mended {
  readonly name: string;
  readonly modes: readonly string[];
  /** IoU with so many strokes. */
  readonly none: number;
  readonly one: number;
  readonly two: number;
}

/** One stroke through the largest part that is wrong, and one more through the largest that is wrong then. */
async function mended({ name, photo, truth: read }: MaskedPhoto, smart: boolean): Promise<Mended> {
  const truth = await read();
  const strokes: Stroke[] = [];
  const mattes = [await matteOf(photo, strokes, truth)];
  for (let count = 0; count < 2; count++) {
    strokes.push(...mendingStrokes(mattes[count], truth, 1, { smart }));
    mattes.push(await matteOf(photo, strokes, truth));
  }
  const [none, one, two] = mattes.map(matte => score(matte, truth).iou);
  return { name, modes: strokes.map(({ mode }) => mode), none, one, two };
}

const tell = ({ name, modes, ...iou }: Mended, how: string) => {
  const figures = Object.entries(iou).map(([what, value]) => `${what} ${value.toFixed(3)}`);
  console.log(`${name.padEnd(26)} ${how.padEnd(6)} ${modes.join(' + ').padEnd(12)} ${figures.join('  ')}`);
};

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe(`two smart strokes${unlessHere}`, () => {
  it.skipIf(!animalsAreHere)(
    'mend what was missed in photos of animals, and more than the brush alone would',
    async () => {
      const photos = animalsToMend();
      expect(photos).toHaveLength(4);
      const [smart, plain]: [Mended[], Mended[]] = [[], []];
      for (const photo of photos) {
        smart.push(await mended(photo, true));
        plain.push(await mended(photo, false));
      }
      for (const photo of smart) tell(photo, 'smart');
      for (const photo of plain) tell(photo, 'brush');
      const gained = (all: readonly Mended[]) => all.map(({ none, two }) => two - none);
      console.log(
        `gained: ${mean(gained(smart)).toFixed(3)}; by the brush alone ${mean(gained(plain)).toFixed(3)}`,
      );
      for (const gain of gained(smart)) expect(gain).toBeGreaterThan(GAIN.each);
      expect(mean(gained(smart))).toBeGreaterThan(GAIN.mean);
      expect(mean(gained(smart))).toBeGreaterThan(mean(gained(plain)));
    },
    120_000,
  );
});
