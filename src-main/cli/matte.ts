import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { RequestOf } from '../../src-shared/contract/compute.ts';
import { PortraitError } from '../../src-shared/contract/errors.ts';
import { planOutputs, readStrokes } from '../studio/index.ts';
import { parseNumber } from './options.ts';
import type { Noting } from './program.ts';
import { runAndTell } from './run.ts';

interface MatteOptions {
  readonly segmentation: string;
  readonly output: string;
  readonly foreground?: string;
  readonly strokes?: string;
  readonly maxMegapixels: number;
  readonly json?: true;
  readonly force?: true;
}

export function addMatte(program: Command, noting: Noting, signal: AbortSignal) {
  program
    .command('matte')
    .description('refine a coarse mask from anywhere to the photo’s edges: alpha at the photo’s size')
    .argument('<photo>', 'a photo')
    .requiredOption('--segmentation <mask>', 'the coarse mask, of any size: white is the subject')
    .requiredOption('-o, --output <alpha>', 'the matte, one channel')
    .option('--foreground <picture>', 'write the subject’s own colours, too, without the background’s light')
    .option('--strokes <json>', 'strokes that mend the mask: a JSON list, or an edit that was saved')
    .option('--max-megapixels <n>', 'refuse larger photos', parseNumber('megapixels', 0.000001, 10_000), 300)
    .option('--json', 'say what was done as JSON on standard output')
    .option('--force', 'replace files that exist')
    .action(noting((photo: string, options: MatteOptions) => matteCommand(photo, options, signal)));
}

async function matteCommand(photo: string, options: MatteOptions, signal: AbortSignal): Promise<boolean> {
  const { json = false, maxMegapixels } = options;
  const request: RequestOf<'refine'> = {
    photo: resolve(photo),
    segmentation: resolve(options.segmentation),
    strokes: options.strokes === undefined ? [] : await readStrokes(options.strokes),
    maxMegapixels,
    output: outputFor(photo, options.output, options),
    foreground: options.foreground === undefined ? undefined : outputFor(photo, options.foreground, options),
  };
  if (request.output.path === request.foreground?.path) {
    throw new PortraitError('usage', '--output and --foreground name the same file: give them two.');
  }
  return runAndTell([{ method: 'refine', request }], undefined, { json }, signal);
}

function outputFor(photo: string, out: string, { force }: MatteOptions): RequestOf<'refine'>['output'] {
  const [{ path, format }] = planOutputs({ photos: [photo], out, lossless: true }).targets;
  return { path, format, keepMetadata: false, overwrite: force ?? false };
}
