import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import {
  type EngineChoice,
  engineChoices,
  type OutputFormat,
  outputFormats,
  type RequestOf,
} from '../../src-shared/contract/compute.ts';
import { clash, collisions, planOutputs, type Target } from '../studio/index.ts';
import { parseNumber, parseWhole } from './options.ts';

/** The options that every command with a photo takes, as the parser gives them. */
export interface SourceOptions {
  readonly output: string;
  readonly format?: OutputFormat;
  readonly quality?: number;
  readonly stripMetadata?: true;
  readonly engine: EngineChoice;
  /** One network alone, by its name in the store. */
  readonly network?: string;
  readonly maxMegapixels: number;
  readonly json?: true;
  readonly force?: true;
}

/** Adds the options that every command with a photo takes. */
export function addSourceOptions(command: Command): Command {
  return command
    .addOption(new Option('--format <format>', 'of the result; else by its name').choices(outputFormats))
    .addOption(new Option('--quality <n>', '1 to 100').argParser(parseWhole('number', 1, 100)))
    .option('--strip-metadata', 'leave out EXIF, XMP and IPTC (the colour profile stays)')
    .addOption(new Option('--engine <engine>', 'of TensorFlow.js').choices(engineChoices).default('auto'))
    .option(
      '--network <name>',
      'one network alone, also one that was imported; portrait models list names them',
    )
    .addOption(
      new Option('--max-megapixels <n>', 'refuse larger photos')
        .argParser(parseNumber('megapixels', 0.000001, 10_000))
        .default(300),
    )
    .option('--json', 'say what was done as JSON on standard output')
    .option('--force', 'replace files that exist');
}

/** Where each photo goes, with the refusal of those whose name another photo has taken. */
export function planTargets(
  photos: readonly string[],
  options: Pick<SourceOptions, 'output' | 'format'>,
  lossless: boolean,
) {
  const plan = planOutputs({ photos, out: options.output, format: options.format, lossless });
  const clashing = collisions(plan.targets);
  return { ...plan, refusal: (target: Target) => (clashing.has(target) ? clash(target) : undefined) };
}

/** The part of a request that all jobs with a photo share. */
export function sourceRequest(
  { photo, path, format }: Target,
  { quality, stripMetadata, engine, network, maxMegapixels, force }: SourceOptions,
): Omit<RequestOf<'segment'>, 'subject'> {
  return {
    photo: resolve(photo),
    engine,
    network,
    maxMegapixels,
    output: {
      path,
      format,
      quality,
      keepMetadata: !stripMetadata,
      overwrite: force ?? false,
    },
  };
}
