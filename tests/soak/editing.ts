import type { Background, Edit } from '../../src-shared/edit/schema.ts';
import { defaultEdit } from '../../src-shared/edit/schema.ts';
import type { Stroke } from '../../src-shared/edit/strokes.ts';
import { outputFormats } from '../../src-shared/contract/compute.ts';
import { strokeAlong } from '../making/strokes.ts';
import type { Bench } from './bench.ts';

const STROKES = 6;

/**
 * What a person does with one photo: opens it, mends the subject with strokes, takes some back and puts them there
 * again, moves sliders, looks close, exports, and closes it.
 *
 * @param round counted from 0: each has another background and another format
 */
export async function editPhoto(bench: Bench, path: string, round: number): Promise<void> {
  const { ask, fetch } = bench;
  const { photo, width, height, proxy } = await ask('photo.open', {
    source: { kind: 'path', path },
    job: 'open',
  });
  await fetch(`pictures/${proxy.address}`);
  const strokes = strokesFor(round, width, height);
  // Undo and redo ask for the matte of fewer strokes, and of all of them again.
  for (const count of [0, 1, 2, 4, STROKES, 3, 2, STROKES])
    await showMatte(bench, photo, strokes.slice(0, count));
  const edit: Edit = { ...defaultEdit(), strokes, background: backgroundFor(round) };
  for (const amount of [20, 60, 40]) {
    await ask('edit.keep', { photo, edit: { ...edit, scene: { ...edit.scene, grain: amount } } });
  }
  await ask('photo.noise', { photo });
  await fetch(`pictures/${photo}/tile?x=0&y=0&w=512&h=512`);
  const format = outputFormats[round % (outputFormats.length - 1)];
  const options = { what: 'result', format, quality: 90, keepMetadata: true } as const;
  await ask('export.estimate', { photo, edit, options });
  await ask('export.run', { photo, job: 'export', edit, options, again: false });
  await ask('edit.forget', { photo });
  await ask('photo.close', { photo });
}

async function showMatte({ ask, fetch }: Bench, photo: string, strokes: readonly Stroke[]): Promise<void> {
  const { matte } = await ask('photo.matte', {
    ...{ photo, job: 'matte', engine: 'auto', regions: [] },
    strokes: [...strokes],
  });
  await fetch(`pictures/${matte.address}`);
}

const strokesFor = (round: number, width: number, height: number): Stroke[] =>
  Array.from({ length: STROKES }, (_, i) => {
    const across = (((i + round) % 7) + 1) / 8;
    return strokeAlong([width * across, height * 0.2], [width * across, height * 0.5], {
      mode: i % 2 ? 'drop' : 'keep',
      smart: i % 3 !== 0,
    });
  });

const backgrounds: readonly Background[] = [
  { kind: 'blur', amount: 60 },
  { kind: 'colour', colour: '#306090' },
  { kind: 'gradient', from: '#203040', to: '#f0e0d0', angle: 30 },
  { kind: 'blur', amount: 15 },
];

const backgroundFor = (round: number): Background => backgrounds[round % backgrounds.length];
