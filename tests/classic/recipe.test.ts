/** The original notebook's recipe, held against what OpenCV computed, stage by stage. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runPass } from '../../src-main/compute/bands/passes.ts';
import { render } from '../../src-main/compute/jobs/render.ts';
import type { RequestOf } from '../../src-shared/contract/compute.ts';
import { centred, defaultEdit, type Edit } from '../../src-shared/edit/schema.ts';
import { overlayCool } from '../../src-shared/imaging/overlay.ts';
import { bilinearRows } from '../../src-shared/imaging/resize-bilinear.ts';
import { fillBand } from '../../src-shared/imaging/rows.ts';
import { distances } from '../making/distance.ts';
import { greyOf, pixelsOf } from '../making/pixels.ts';
import { haveReference, referenceFile, withReference } from '../making/reference.ts';

const cases = [
  { name: 'astronaut', label: 15, backdrop: 'rocket.jpg' },
  { name: 'chelsea', label: 8, backdrop: 'hubble_deep_field.jpg' },
];

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'portrait-classic-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const stage = (name: string, file: string) => referenceFile(`reference/classic/${name}/${file}.png`);

async function rendered(name: string, part: Partial<Edit>, show: RequestOf<'render'>['show'] = 'result') {
  const path = join(folder, `${name}.png`);
  await render(
    {
      photo: referenceFile(`photos/${name}.png`),
      mask: stage(name, 'mask'),
      edit: { ...defaultEdit('classic'), ...part },
      show,
      engine: 'wasm',
      maxMegapixels: 10,
      output: { path, format: 'png', keepMetadata: false, overwrite: true },
    },
    { signal: new AbortController().signal, onProgress: () => undefined },
  );
  return pixelsOf(path);
}

/** Every sample within 2 levels, and 99.9 % within 1. */
async function expectStage(got: Awaited<ReturnType<typeof pixelsOf>>, file: string) {
  const wanted = await pixelsOf(file);
  expect([got.width, got.height, got.channels]).toEqual([wanted.width, wanted.height, wanted.channels]);
  const apart = distances(got.data, wanted.data);
  expect(apart.most).toBeLessThanOrEqual(2);
  expect(apart.shareBeyondOne).toBeLessThan(0.001);
}

for (const { name, label, backdrop } of cases) {
  describe.skipIf(!haveReference)(`the classic recipe on ${name}${withReference}`, () => {
    it('blurs behind the subject', async () => {
      await expectStage(await rendered(name, {}), stage(name, 'portrait'));
    });

    it('blurs everything where the mask is black', async () => {
      const photo = await pixelsOf(referenceFile(`photos/${name}.png`));
      const size = { width: photo.width, height: photo.height };
      const into = { ...size, data: new Uint8Array(photo.data.length) };
      const alpha = { ...size, data: new Uint8Array(size.width * size.height) };
      const behind = { kind: 'box', box: { width: 100, height: 100 } } as const;
      const all = { first: 0, end: size.height };
      runPass({ kind: 'composite', photo: { ...size, data: photo.data }, alpha, behind, into }, all);
      await expectStage({ ...into, channels: 3 }, stage(name, 'blur'));
    });

    it('feathers the mask by a box of 55 × 5', async () => {
      const feather = { width: 55, height: 5 };
      await expectStage(await rendered(name, { feather }), stage(name, 'portrait-feathered'));
    });

    it('writes the feathered mask', async () => {
      await rendered(name, { feather: { width: 55, height: 5 } }, 'mask');
      const got = await greyOf(join(folder, `${name}.png`));
      const wanted = await greyOf(stage(name, 'feather'));
      expect(distances(got.data, wanted.data).most).toBeLessThanOrEqual(1);
    });

    it('stretches a backdrop behind the subject', async () => {
      const path = referenceFile(`photos/${backdrop}`);
      const background = { kind: 'picture', path, placement: centred, blur: 0 } as const;
      await expectStage(await rendered(name, { background }), stage(name, 'chroma-key'));
    });

    it('brings the label mask to the photo’s size', async () => {
      const labels = await greyOf(stage(name, 'labels'));
      const data = labels.data.map(found => (found === label ? 255 : 0));
      const wanted = await greyOf(stage(name, 'mask'));
      const into = { ...wanted, data: new Uint8Array(wanted.data.length) };
      runPass({ kind: 'mask', mask: { ...labels, data }, hard: true, into }, { first: 0, end: into.height });
      const differing = into.data.filter((level, i) => level !== wanted.data[i]).length;
      expect(differing / into.data.length).toBeLessThan(0.001);
    });

    it('lays the colours of the mask over the photo at the network’s size', async () => {
      const labels = await greyOf(stage(name, 'labels'));
      const photo = await pixelsOf(referenceFile(`photos/${name}.png`));
      const small = new Uint8Array(labels.data.length * 3);
      const rows = bilinearRows({ ...photo, channels: 3 }, labels.width, labels.height, 0);
      fillBand(rows, small, labels.width * 3, { first: 0, end: labels.height });
      const mask = labels.data.map(found => (found === label ? 255 : 0));
      overlayCool(small, mask, small);
      await expectStage({ ...labels, channels: 3, data: small }, stage(name, 'overlay'));
    });
  });
}
