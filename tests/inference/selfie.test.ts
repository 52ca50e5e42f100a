import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadEngine } from '../../src-main/inference/engine.ts';
import { openSelfie } from '../../src-main/inference/selfie.ts';
import { importTflite } from '../../src-main/models/import/tflite/tflite.ts';
import { writeGraph } from '../models/import/run-engines.ts';
import { selfieFile } from '../models/selfie-file.ts';
import { nativeOrSkip } from './native-here.ts';

let folder: string;
beforeAll(async () => void (folder = writeGraph(importTflite(await selfieFile()))));
afterAll(() => rmSync(folder, { recursive: true }));

async function astronaut() {
  const path = fileURLToPath(new URL('../../assets/samples/astronaut.png', import.meta.url));
  const { data, info } = await sharp(path).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
}

it('finds the same person on both engines', async context => {
  const [native, wasm] = [await nativeOrSkip(context), await loadEngine('wasm')];
  const networks = [await native.loadNetwork(folder), await wasm.loadNetwork(folder)];
  expect(networks[0].executor).toBe('session');
  const picture = await astronaut();
  const answers = [];
  for (const network of networks) answers.push(await openSelfie(network).run(picture));
  const [a, b] = answers;
  expect([a.width, a.height, a.classes]).toEqual([256, 256, 1]);
  const worst = a.data.reduce((most, value, i) => Math.max(most, Math.abs(value - b.data[i])), 0);
  expect(worst).toBeLessThan(1e-3);
  // Her face, and the dark above the shuttle.
  expect(a.data[60 * 256 + 112]).toBeGreaterThan(0.9);
  expect(a.data[20 * 256 + 20]).toBeLessThan(0.1);
  for (const network of networks) network.dispose();
});
