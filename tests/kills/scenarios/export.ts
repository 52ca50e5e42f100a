import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { openStudio } from '../../../src-main/studio/index.ts';
import { halfWritten } from '../../making/processes.ts';
import { putMask, putPhoto, renderRequest } from '../../making/scenes.ts';
import type { Scenario } from '../scenario.ts';

const [width, height] = [900, 600];

/** Results are written over and over under a few names, by the compute process. */
export const scenario: Scenario = {
  within: 2000,
  async live(folder, say) {
    const results = join(folder, 'results');
    mkdirSync(results, { recursive: true });
    const photo = await putPhoto(folder, 'photo.png', width, height);
    const mask = await putMask(folder, 'mask.png', width, height);
    const studio = openStudio();
    const write = (round: number) => {
      const path = join(results, `result-${round % 3}.png`);
      return studio.compute.call('render', renderRequest(photo, mask, { path, overwrite: true }));
    };
    await write(0);
    say('READY');
    for (let round = 1; ; round++) await write(round);
  },
  async look(folder) {
    const results = join(folder, 'results');
    const names = readdirSync(results).filter(name => !halfWritten.test(name));
    const wrong = await Promise.all(names.map(name => wrongWith(join(results, name))));
    return names.length === 0 ? ['Nothing was written.'] : wrong.flat();
  },
};

async function wrongWith(path: string): Promise<string[]> {
  try {
    const { info } = await sharp(path, { failOn: 'warning' }).raw().toBuffer({ resolveWithObject: true });
    return info.width === width && info.height === height ? [] : [`${path} has another size.`];
  } catch (error) {
    return [`${path} is half a picture: ${String(error)}`];
  }
}
