import { z } from 'zod';
import { editSchema } from '../edit/schema.ts';
import type { Failure } from './errors.ts';

/**
 * What the compute process can be asked, and what it answers. Requests are checked by their schema when
 * they arrive; inside, the types are trusted.
 */

export const engineChoices = ['auto', 'native', 'wasm'] as const;
export type EngineChoice = (typeof engineChoices)[number];

export const outputFormats = ['jpeg', 'png', 'webp', 'tiff', 'avif'] as const;
export type OutputFormat = (typeof outputFormats)[number];

export const views = ['result', 'mask', 'overlay'] as const;
export type View = (typeof views)[number];

const outputSchema = z.object({
  path: z.string().min(1),
  format: z.enum(outputFormats),
  /** 1 … 100; without it, the format's own default. */
  quality: z.number().int().min(1).max(100).optional(),
  keepMetadata: z.boolean(),
  /** Replace a file of that name. */
  overwrite: z.boolean(),
});

const sourceSchema = {
  photo: z.string().min(1),
  engine: z.enum(engineChoices),
  maxMegapixels: z.number().positive(),
  output: outputSchema,
};

export const requestSchemas = {
  render: z.object({
    ...sourceSchema,
    edit: editSchema,
    /** A matte from elsewhere: white subject, black background. Without it, the network finds the subject. */
    mask: z.string().min(1).optional(),
    show: z.enum(views),
  }),
  segment: z.object(sourceSchema),
  /** What runs the networks here, and why. */
  engine: z.object({}),
  /** Breaks the process on purpose; answered only where PORTRAIT_FAULTS is set, for the tests. */
  fault: z.object({ kind: z.enum(['abort', 'memory', 'hang']) }),
} as const;

export type Method = keyof typeof requestSchemas;
export type RequestOf<M extends Method> = z.infer<(typeof requestSchemas)[M]>;

export interface Warning {
  readonly code: string;
  /** One sentence for a person. */
  readonly message: string;
}

export const stages = ['read', 'segment', 'matte', 'composite', 'write'] as const;
export type Stage = (typeof stages)[number];

/** What was done, for a person or a program (`--json`). */
export interface JobReport {
  readonly photo: { path: string; format: string; width: number; height: number };
  readonly output: { path: string; format: OutputFormat; width: number; height: number; bytes: number };
  /** Milliseconds a stage, in the order in which they ended; stages overlap. */
  readonly timings: Partial<Record<Stage | 'total', number>>;
  readonly engine?: 'native' | 'wasm';
  readonly model?: string;
  /** Share of the picture that the matte gives to the subject, 0…1. */
  readonly subjectShare: number;
  readonly warnings: readonly Warning[];
}

/** What `portrait doctor` says of the machine and of the engines. */
export interface EngineAnswer {
  readonly node: string;
  readonly platform: string;
  /** Installed versions of TensorFlow.js; `native` may be installed and still not load. */
  readonly tensorflow: { readonly core?: string; readonly wasm?: string; readonly native?: string };
  /** What `auto` uses. */
  readonly engine: 'native' | 'wasm';
  readonly threads: number;
  /** Absent when the native engine is in use. */
  readonly whyNotNative?: string;
  readonly cpu: { readonly model: string; readonly cores: number; readonly features?: readonly string[] };
}

export interface Answers {
  render: JobReport;
  segment: JobReport;
  engine: EngineAnswer;
  fault: null;
}

/** `share` 0…1 of the whole job. */
export interface Progress {
  readonly stage: Stage;
  readonly share: number;
}

/** Messages to the compute process, and from it. Ids are the client's. */
export type ToCompute = { id: number; method: Method; request: unknown } | { cancel: number };
export type FromCompute =
  | { ready: true }
  | { id: number; progress: Progress }
  | { id: number; answer: unknown }
  | { id: number; failure: Failure };
