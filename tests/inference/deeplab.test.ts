import { existsSync, readFileSync, rmSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labelsOf } from '../../src-main/inference/answer.ts';
import { classicLabels, openDeeplab } from '../../src-main/inference/deeplab.ts';
import { loadEngine } from '../../src-main/inference/engine.ts';
import { pascalLabels } from '../../src-main/inference/pascal-labels.ts';
import type { Segmenter } from '../../src-main/inference/segmenter.ts';
import { importTflite } from '../../src-main/models/import/tflite/tflite.ts';
import type { RgbImage } from '../../src-shared/imaging/image.ts';
import { referenceFile } from '../making/reference.ts';
import { writeGraph } from '../models/import/run-engines.ts';
import { nativeOrSkip } from './native-here.ts';

const file = referenceFile('models/deeplabv3_mnv2_pascal_quant.tflite');
const isHere = existsSync(file);
const why = isHere ? '' : ' (skipped: the network’s file is not here)';

async function photo(name: string): Promise<RgbImage> {
  const pixels = sharp(referenceFile(`photos/${name}.png`))
    .removeAlpha()
    .toColourspace('srgb')
    .raw();
  const { data, info } = await pixels.toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
}

async function referenceLabels(name: string) {
  const picture = sharp(referenceFile(`reference/classic/${name}/labels.png`))
    .extractChannel(0)
    .raw();
  const { data, info } = await picture.toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

const agreement = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).filter((value, i) => value === b[i]).length / a.length;

const engines = [
  { name: 'wasm', open: () => loadEngine('wasm') },
  { name: 'native', open: nativeOrSkip },
];

describe.skipIf(!isHere)(`DeepLab, the float twin of the 8-bit file${why}`, () => {
  let folder: string;
  beforeAll(() => void (folder = writeGraph(importTflite(readFileSync(file)))));
  afterAll(() => rmSync(folder, { recursive: true }));

  const open = async (engine: Awaited<ReturnType<typeof loadEngine>>): Promise<Segmenter> => {
    const network = await engine.loadNetwork(folder);
    expect(network.executor).toBe(engine.name === 'native' ? 'session' : 'kernels');
    return openDeeplab(network);
  };

  describe.each(engines)('on the $name engine', ({ open: openEngine }) => {
    it.for([
      ['astronaut', 15],
      ['chelsea', 8],
    ] as const)('labels %s as the reference does', async ([name, subject], context) => {
      const deeplab = await open(await openEngine(context));
      const [ours, reference] = [
        await classicLabels(deeplab, await photo(name)),
        await referenceLabels(name),
      ];
      expect([ours.width, ours.height]).toEqual([reference.width, reference.height]);
      expect(ours.data.filter(label => label === subject).length / ours.data.length).toBeGreaterThan(0.3);
      const share = agreement(ours.data, reference.data);
      console.log(`deeplab on ${name}: ${(share * 100).toFixed(3)} % of the labels agree`);
      expect(share).toBeGreaterThanOrEqual(0.98);
      deeplab.dispose();
    });
  });

  it('finds the same in a part, letterboxed or squashed, turned round or not', async () => {
    const deeplab = await open(await loadEngine('wasm'));
    const picture = await photo('astronaut');
    const box = { left: 40, top: 10, width: 330, height: 480 };
    const size = { width: 66, height: 96 };
    const looks = [{}, { fit: 'squash' as const }, { flip: true }];
    const answers = [];
    for (const look of looks) answers.push(await deeplab.run(picture, { box, size, ...look }));
    const labels = answers.map(labelsOf);
    for (const other of labels.slice(1)) expect(agreement(labels[0], other)).toBeGreaterThan(0.93);
    // Left and right differ in this part, so an answer that is not turned back would disagree.
    expect(labels[0].filter(label => label === pascalLabels.indexOf('person')).length).toBeGreaterThan(1500);
    const { classes, data } = answers[0];
    const sums = Array.from({ length: 50 }, (_, i) => data.slice(i * 60 * classes, (i * 60 + 1) * classes));
    for (const one of sums) expect(one.reduce((a, b) => a + b)).toBeCloseTo(1, 4);
    deeplab.dispose();
  });
});
