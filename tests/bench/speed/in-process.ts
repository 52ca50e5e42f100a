import sharp from 'sharp';
import { collect } from '../../../src-main/compute/bands/collect.ts';
import { render } from '../../../src-main/compute/jobs/render.ts';
import { inspectPhoto, readScaled } from '../../../src-main/photo/index.ts';
import type { JobReport } from '../../../src-shared/contract/compute.ts';
import { defaultEdit, type Edit } from '../../../src-shared/edit/schema.ts';
import { SOLVE_SIDE } from '../../../src-shared/imaging/matte/solve.ts';
import { summary, type Timing } from '../measure.ts';

export const QUALITY = 95;

const lens = defaultEdit('lens');
/** Refined matte, clean colours, disc blur: all that a photo is made to go through by default on the command line. */
export const wholeEdit: Edit = { ...lens, edge: { ...lens.edge, decontaminate: 100 } };

/** One render in this process. What the networks saw of the photo is kept from the first one on. */
export const renderOnce = (photo: string, path: string, edit = wholeEdit): Promise<JobReport> =>
  render(
    {
      photo,
      edit,
      show: 'result',
      engine: 'auto',
      maxMegapixels: 300,
      output: { path, format: 'jpeg', quality: QUALITY, keepMetadata: true, overwrite: true },
    },
    { signal: new AbortController().signal, onProgress: () => undefined },
  );

/** sharp's own decode and encode, pixels in memory between, the same settings as ours. */
export async function codecOnce(photo: string, path: string) {
  const { data, info } = await sharp(photo).raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  await sharp(data, { raw: { width, height, channels } })
    .jpeg({ quality: QUALITY, optimiseCoding: false })
    .toFile(path);
}

/** sharp as people call it: one pipeline, Huffman tables made to measure. */
export const pipelineOnce = (photo: string, path: string) =>
  sharp(photo).jpeg({ quality: QUALITY }).toFile(path);

/** The photo as networks and solve are shown it, which is read together with asking them. */
export async function readGuide(photo: string) {
  await readScaled(await inspectPhoto(photo), { longSide: SOLVE_SIDE });
}

/** Wall and processor time of the same work, all threads together, in milliseconds. */
export interface Cost {
  readonly wall: Timing;
  readonly processor: Timing;
}

/**
 * Works in turn, so that what else the machine does meets all alike: each once to warm up, then `runs` times. What one left
 * lying is collected before the next begins: the codec's 36 MB of pixels alone make V8 go through the heap.
 */
export async function inTurn<N extends string>(
  works: Readonly<Record<N, () => Promise<unknown>>>,
  runs: number,
): Promise<Record<N, Cost>> {
  const names = Object.keys(works) as N[];
  const walls = new Map<N, number[]>(names.map(name => [name, []]));
  const processors = new Map<N, number[]>(names.map(name => [name, []]));
  for (let run = -1; run < runs; run++) {
    for (const name of names) {
      collect();
      const [from, used] = [performance.now(), process.cpuUsage()];
      await works[name]();
      const { user, system } = process.cpuUsage(used);
      if (run < 0) continue;
      walls.get(name)!.push(performance.now() - from);
      processors.get(name)!.push((user + system) / 1000);
    }
  }
  const cost = (name: N): Cost => ({
    wall: summary(walls.get(name)!),
    processor: summary(processors.get(name)!),
  });
  return Object.fromEntries(names.map(name => [name, cost(name)])) as Record<N, Cost>;
}
