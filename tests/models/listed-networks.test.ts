import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deeplabRange } from '../../src-main/inference/deeplab.ts';
import type { Engine } from '../../src-main/inference/engine.ts';
import { pascalLabels } from '../../src-main/inference/pascal-labels.ts';
import { catalogueEntry } from '../../src-main/models/catalogue.ts';
import { importModel } from '../../src-main/models/import-model.ts';
import { deeplabPath, withoutDeeplab } from './deeplab-file.ts';
import { enginesHere } from './import/run-engines.ts';
import { selfieFile } from './selfie-file.ts';
import { makeStores, removeStores, type Stores } from './temporary-stores.ts';

let stores: Stores;
let engines: Engine[];
beforeAll(async () => {
  stores = await makeStores();
  engines = await enginesHere();
});
afterAll(() => removeStores(stores));

/** The answer's shape on each engine, for a grey picture. */
async function shapes(folder: string, side: number): Promise<number[][]> {
  const grey = new Float32Array(side * side * 3);
  const answers: number[][] = [];
  for (const engine of engines) {
    const network = await engine.loadNetwork(folder);
    const [{ shape, data }] = await network.run(grey, [1, side, side, 3]);
    expect(data.every(Number.isFinite), engine.name).toBe(true);
    answers.push(shape);
    network.dispose();
  }
  return answers;
}

describe(`DeepLab of the catalogue${withoutDeeplab}`, () => {
  it('is fed as the program feeds it, and answers the classes that the program knows', () => {
    const { input, output } = catalogueEntry('deeplab');
    expect(input.normalisation).toEqual({ kind: 'range', range: deeplabRange });
    expect(output.labels).toEqual(pascalLabels);
  });

  it.skipIf(withoutDeeplab)('is installed under its name from its file, and runs', async () => {
    const { entry, folder } = await importModel(deeplabPath, { root: stores.user });
    expect(entry).toBe(catalogueEntry('deeplab'));
    expect(folder).toBe(join(stores.user, 'deeplab'));
    for (const shape of await shapes(folder, entry.input.size)) expect(shape).toEqual([1, 33, 33, 21]);
  });

  it.skipIf(withoutDeeplab)('may be called by its own name, and by another', async () => {
    const again = await importModel(deeplabPath, { root: stores.user, name: 'deeplab' });
    expect(again.entry).toBe(catalogueEntry('deeplab'));
    const { entry } = await importModel(deeplabPath, { root: stores.user, name: 'mine' });
    const { normalisation, size } = catalogueEntry('deeplab').input;
    // What the file says of itself is what the catalogue says.
    expect(entry).toMatchObject({ name: 'mine', input: { normalisation, size } });
    expect(entry.output).toMatchObject({ meaning: 'classes', answers: 'scores', grid: 'corners' });
  });
});

describe('Selfie Segmentation of the catalogue', () => {
  it('is installed under its name from its file, whatever that is called, and runs', async () => {
    const path = join(stores.base, 'people.tflite');
    await writeFile(path, await selfieFile());
    const { entry, folder } = await importModel(path, { root: stores.user });
    expect(entry).toBe(catalogueEntry('selfie'));
    for (const shape of await shapes(folder, entry.input.size)) expect(shape).toEqual([1, 256, 256, 1]);
  });
});
