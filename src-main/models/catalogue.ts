import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PortraitError } from '../../src-shared/contract/errors.ts';
import { packageRoot } from './package-root.ts';

// Both reach a command line: nothing that a shell would take for more than a name.
const packageName = z.string().regex(/^(@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*$/);
const packageVersion = z.string().regex(/^\d+\.\d+\.\d+(-[a-z0-9.]+)?$/);

const source = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('npm'),
    package: packageName,
    version: packageVersion,
    /** Path inside the package. */
    file: z.string().min(1),
  }),
  z.strictObject({
    kind: z.literal('http'),
    /** Of the same file, in the order in which to try them. */
    urls: z.array(z.url({ protocol: /^https$/ })).nonempty(),
  }),
]);

export type NpmSource = Extract<z.infer<typeof source>, { kind: 'npm' }>;
export type HttpSource = Extract<z.infer<typeof source>, { kind: 'http' }>;

const threeNumbers = z.tuple([z.number(), z.number(), z.number()]);

const entry = z.strictObject({
  /** What the user types, and the name of the folder in the store. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  /** What the user reads. */
  title: z.string().min(1),
  purpose: z.string().min(1),
  /** SPDX identifier. */
  licence: z.string().min(1),
  /** The page of those who made it. */
  origin: z.url(),
  source,
  /** Of the source file, hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int().positive(),
  format: z.enum(['onnx']),
  input: z.strictObject({
    /** Rows and columns: the picture is stretched to a square. */
    size: z.number().int().positive(),
    /** Of the source file. The graph in the store is always NHWC. */
    layout: z.enum(['NCHW', 'NHWC']),
    channels: z.enum(['RGB', 'BGR']),
    /** x ÷ the largest value in the picture, then (x − mean) ÷ std for each channel. */
    normalisation: z.strictObject({
      kind: z.literal('divide-by-max-then-standardise'),
      mean: threeNumbers,
      std: threeNumbers,
    }),
  }),
  output: z.strictObject({
    /** Which of the source file's outputs. The graph in the store has only this one. */
    index: z.number().int().nonnegative(),
    /** One soft channel: how much a pixel belongs to the subject. */
    meaning: z.literal('saliency'),
    range: z.tuple([z.number(), z.number()]),
  }),
});

const catalogue = z.strictObject({ models: z.array(entry).nonempty() });

export type CatalogueEntry = z.infer<typeof entry>;

let loaded: readonly CatalogueEntry[] | undefined;

/**
 * Every network that the program knows, in the order in which to show them. Read once.
 *
 * @throws PortraitError 'internal' when models/catalogue.json is missing or does not fit its schema
 */
export function loadCatalogue(): readonly CatalogueEntry[] {
  loaded ??= parseCatalogue(readFileSync(join(packageRoot(), 'models', 'catalogue.json'), 'utf8'));
  return loaded;
}

/** @throws PortraitError 'internal', saying which field is wrong */
export function parseCatalogue(json: string): readonly CatalogueEntry[] {
  const parsed = catalogue.safeParse(JSON.parse(json));
  if (parsed.success) return parsed.data.models;
  throw new PortraitError('internal', `models/catalogue.json is wrong: ${z.prettifyError(parsed.error)}`);
}

/** @throws PortraitError 'model-unknown', naming those that there are */
export function catalogueEntry(name: string): CatalogueEntry {
  const found = loadCatalogue().find(candidate => candidate.name === name);
  if (found !== undefined) return found;
  const known = loadCatalogue().map(candidate => candidate.name);
  throw new PortraitError('model-unknown', `There is no network "${name}": choose ${known.join(' or ')}.`);
}
