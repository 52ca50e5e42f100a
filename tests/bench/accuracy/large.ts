import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { findIn, lookAt } from '../../../src-main/compute/jobs/find-subject.ts';
import { inspectPhoto } from '../../../src-main/photo/index.ts';
import type { EngineChoice } from '../../../src-shared/contract/compute.ts';
import { milliseconds, row, timed } from '../measure.ts';
import type { MaskedPhoto } from './folder.ts';

const MEGAPIXELS = 12;

/**
 * How long it takes to find the subject of a photo of 12 MP, with all networks loaded: reading it small, every look, and
 * what is made of them. The photo is one of the folder's, enlarged; of the first of each kind.
 */
export async function tellLarge(photos: readonly MaskedPhoto[], engine: EngineChoice): Promise<void> {
  console.log(`\nauto, a JPEG of ${MEGAPIXELS} MP, warm (aim ≤ 1000 ms on native with two cores)`);
  const folder = await mkdtemp(join(tmpdir(), 'portrait-bench-'));
  try {
    for (const [kind, [first]] of Object.entries(Object.groupBy(photos, photo => photo.kind)) as [
      string,
      MaskedPhoto[],
    ][]) {
      const facts = await inspectPhoto(await enlarged(first, folder), { maxMegapixels: 300 });
      const find = async () => findIn(await lookAt(facts, engine), facts, { style: 'lens', subject: 'auto' });
      row(`${kind}: ${first.name}, ${facts.width} × ${facts.height}`, milliseconds(await timed(find)));
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function enlarged({ photo, name }: MaskedPhoto, folder: string): Promise<string> {
  const { width, height } = await sharp(photo).metadata();
  const scale = Math.sqrt((MEGAPIXELS * 1e6) / (width * height));
  const path = join(folder, `${name}.jpg`);
  await sharp(photo)
    .resize(Math.round(width * scale))
    .jpeg({ quality: 92 })
    .toFile(path);
  return path;
}
