import { resolve } from 'node:path';
import type { EngineChoice, OutputFormat, RequestOf } from '../../src-shared/contract/compute.ts';
import { PortraitError } from '../../src-shared/contract/errors.ts';
import { collisions, planOutputs, type Target } from '../studio/index.ts';

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

/** Where each photo goes, with the refusal of those whose name another photo has taken. */
export function planTargets(photos: readonly string[], options: SourceOptions, lossless: boolean) {
  const plan = planOutputs({ photos, out: options.output, format: options.format, lossless });
  const clashing = collisions(plan.targets);
  return { ...plan, refusal: (target: Target) => (clashing.has(target) ? clash(target) : undefined) };
}

function clash({ photo, path }: Target): PortraitError {
  return new PortraitError(
    'output-collision',
    `${photo} would be written to ${path}, as an earlier photo of this call is: give it a folder of its own.`,
  );
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
