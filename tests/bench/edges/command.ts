import { refine } from '../../../src-main/compute/jobs/refine.ts';
import { greyOf, pixelsOf } from '../../making/pixels.ts';
import type { Cut } from './methods.ts';

/** What `portrait matte` writes for a scene. @param into a folder for its files */
export async function byCommand(scene: string, into: string): Promise<Cut> {
  const file = (name: string) => ({
    path: `${into}/${name}.png`,
    format: 'png' as const,
    keepMetadata: false,
    overwrite: true,
  });
  const [output, foreground] = [file('alpha'), file('foreground')];
  await refine(
    {
      photo: `${scene}/image.png`,
      segmentation: `${scene}/coarse.png`,
      maxMegapixels: 300,
      strokes: [],
      output,
      foreground,
    },
    { signal: new AbortController().signal, onProgress: () => undefined },
  );
  const [alpha, colours] = await Promise.all([greyOf(output.path), pixelsOf(foreground.path)]);
  return { alpha, colours };
}
