import { z } from 'zod';
import { edgeSchema, editSchema, featherSchema, keySchema, styles } from '../edit/schema.ts';
import { regionSchema, strokeSchema } from '../edit/strokes.ts';
import { type SubjectClass, subjectSchema } from '../edit/subject.ts';
import type { Spill } from '../imaging/key/spill.ts';
import type { Noise } from '../imaging/scene/noise.ts';
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

/** One network of the store that is to look alone; all that are made for it when left out. */
const network = z.string().min(1).optional();

/** Longest side of a tile, in pixels. */
export const MOST_TILE_SIDE = 1024;

/** Pictures on one contact sheet. */
export const MOST_ON_SHEET = 96;

/** A photo for the window: its long side there. */
const onScreen = {
  photo: z.string().min(1),
  maxMegapixels: z.number().positive(),
  longSide: z.number().int().min(16).max(8192),
};

/** What says where the subject is. */
const marks = {
  engine: z.enum(engineChoices),
  style: z.enum(styles),
  subject: subjectSchema,
  strokes: z.array(strokeSchema),
  regions: z.array(regionSchema),
};

export const requestSchemas = {
  render: z.object({
    ...sourceSchema,
    edit: editSchema,
    network,
    /** Nothing else will be asked for: what this job is done with goes before it ends, and the networks with it. */
    last: z.boolean().optional(),
    /** A matte from elsewhere: white subject, black background. Without it, the network finds the subject. */
    mask: z.string().min(1).optional(),
    show: z.enum(views),
    /** Longest side of the result; the photo's own when left out or shorter. */
    longSide: z.number().int().positive().optional(),
  }),
  /** Where the subject is, softly. */
  segment: z.object({ ...sourceSchema, subject: subjectSchema, network }),
  /** What is in the photo; nothing is written. */
  classes: z.object({
    photo: z.string().min(1),
    engine: z.enum(engineChoices),
    maxMegapixels: z.number().positive(),
    subject: subjectSchema,
    network,
  }),
  /** A coarse mask from anywhere, refined to the photo's edges. */
  refine: z.object({
    photo: z.string().min(1),
    maxMegapixels: z.number().positive(),
    output: outputSchema,
    segmentation: z.string().min(1),
    strokes: z.array(strokeSchema).max(10_000),
    /** Where the subject's own colours go. */
    foreground: outputSchema.optional(),
  }),
  /** What the photo's header says, before anything is made of it. */
  size: z.object({ photo: z.string().min(1), maxMegapixels: z.number().positive() }),
  /** Many pictures small on one, each with its name. */
  sheet: z.object({
    pictures: z
      .array(z.object({ path: z.string().min(1), name: z.string() }))
      .min(1)
      .max(MOST_ON_SHEET),
    maxMegapixels: z.number().positive(),
    output: outputSchema.pick({ path: true, format: true, overwrite: true }),
  }),
  /** The photo at screen scale. */
  proxy: z.object(onScreen),
  /** Alpha at the proxy's size: the subject, with clicks and strokes. */
  matte: z.object({
    ...onScreen,
    ...marks,
    key: keySchema.nullable().optional(),
    /** What the networks saw at first sight will do, where they still look closer. */
    early: z.boolean().optional(),
  }),
  /** The colours that mix in that matte's edge. */
  colours: z.object({
    ...onScreen,
    ...marks,
    edge: edgeSchema,
    feather: featherSchema,
  }),
  /** Full-resolution pixels. */
  tile: z.object({
    photo: z.string().min(1),
    maxMegapixels: z.number().positive(),
    x: z.number().int().min(0),
    y: z.number().int().min(0),
    width: z.number().int().min(1).max(MOST_TILE_SIDE),
    height: z.number().int().min(1).max(MOST_TILE_SIDE),
  }),
  /** What the photo's grain is like, at full size. */
  noise: z.object({ photo: z.string().min(1), maxMegapixels: z.number().positive() }),
  /** Another picture at screen scale. */
  backdrop: z.object({
    path: z.string().min(1),
    longSide: z.number().int().positive(),
    maxMegapixels: z.number().positive(),
  }),
  /** How large a file the edit would give. */
  estimate: z.object({
    ...onScreen,
    engine: z.enum(engineChoices),
    edit: editSchema,
    show: z.enum(views),
    format: z.enum(outputFormats),
    quality: z.number().int().min(1).max(100),
    keepMetadata: z.boolean(),
    /** Longest side of the file asked after. */
    outputSide: z.number().int().positive().optional(),
  }),
  /** What runs the networks here, and why. */
  engine: z.object({}),
  /** Loads the network before it is needed. Whatever else is asked meanwhile goes first. */
  warm: z.object({ engine: z.enum(engineChoices) }),
  /** A network from a stranger's file goes into the user's store. */
  import: z.object({
    path: z.string().min(1),
    name: z.string().optional(),
    labels: z.array(z.string()).optional(),
    inputRange: z.tuple([z.number(), z.number()]).readonly().optional(),
    inputSize: z.number().int().positive().optional(),
    /** That reading the file may take; what a network takes when left out. */
    megabytes: z.number().int().positive().optional(),
  }),
  /** Breaks the process on purpose; answered only where PORTRAIT_FAULTS is set, for the tests. */
  fault: z.object({ kind: z.enum(['abort', 'memory', 'hang']) }),
} as const;

export type Method = keyof typeof requestSchemas;
export type RequestOf<M extends Method> = z.infer<(typeof requestSchemas)[M]>;

/** What was done to a picture, or seen in it, that its owner should know of; never a failure. */
export const warningCodes = [
  'first-frame-only',
  'depth-reduced',
  'colour-converted',
  'profile-dropped',
  'metadata-dropped',
  'alpha-flattened',
  'mask-scaled',
  'no-subject',
  'not-the-notebooks',
  'no-screen',
] as const;

export interface Warning {
  readonly code: (typeof warningCodes)[number];
  /** One sentence for a person. */
  readonly message: string;
}

/** A class that is in the photo, with its share of the picture, 0…1. */
export interface ClassShare {
  readonly name: SubjectClass;
  readonly share: number;
}

export const stages = ['read', 'segment', 'matte', 'composite', 'write'] as const;
export type Stage = (typeof stages)[number];

export interface ImportedNetwork {
  readonly name: string;
  readonly folder: string;
  /** Of its input, in pixels. */
  readonly rows: number;
  readonly columns: number;
  readonly classes: number;
}

/** What was seen, for a person or a program (`--json`). */
export interface LookReport {
  readonly photo: { path: string; format: string; width: number; height: number };
  /** Milliseconds a stage, in the order in which they ended; stages overlap. */
  readonly timings: Partial<Record<Stage | 'total', number>>;
  readonly engine?: 'native' | 'wasm';
  /** The networks that looked, by their names in the store. */
  readonly models?: readonly string[];
  /** What is in the photo, the largest first; empty where no network names things. */
  readonly classes?: readonly ClassShare[];
  /** Those of them that are the subject; empty for whatever stands out. */
  readonly subject?: readonly SubjectClass[];
  /** Share of the picture that the matte gives to the subject, 0…1. */
  readonly subjectShare: number;
  readonly warnings: readonly Warning[];
}

/** What was done, too. */
export interface JobReport extends LookReport {
  readonly output: { path: string; format: OutputFormat; width: number; height: number; bytes: number };
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

/** An encoded picture. */
export interface ScreenPicture {
  readonly bytes: Uint8Array;
  readonly type: 'image/jpeg' | 'image/png';
  readonly width: number;
  readonly height: number;
}

export interface ProxyAnswer extends ScreenPicture {
  readonly fullWidth: number;
  readonly fullHeight: number;
  readonly hasAlpha: boolean;
  readonly warnings: readonly Warning[];
}

/** A keyed screen, as the window must know it to take its light off the subject. */
export type Screen = Omit<Spill, 'amount'>;

export interface MatteAnswer extends ScreenPicture {
  /** Of the picture that is the subject, 0…1. */
  readonly share: number;
  /** The network was not half sure anywhere. */
  readonly empty: boolean;
  /** Undefined where no network was asked. */
  readonly engine?: 'native' | 'wasm' | undefined;
  readonly models: readonly string[];
  readonly classes: readonly ClassShare[];
  readonly meant: readonly SubjectClass[];
  /** Where the edit keys a screen, and there is one. */
  readonly screen?: Screen | undefined;
  readonly milliseconds: number;
  /** Of the first sight only: the same question without `early` waits for a better answer. */
  readonly early: boolean;
}

export interface Answers {
  render: JobReport;
  segment: JobReport;
  classes: LookReport;
  refine: JobReport;
  size: { width: number; height: number };
  /** Those that could not be opened any more, by their paths. */
  sheet: { missing: string[] };
  proxy: ProxyAnswer;
  matte: MatteAnswer;
  /** Twice as wide as the picture: the subject's on the left, those behind it on the right. */
  colours: ScreenPicture;
  tile: ScreenPicture;
  noise: Noise;
  backdrop: ScreenPicture;
  estimate: { bytes: number };
  engine: EngineAnswer;
  warm: null;
  import: ImportedNetwork;
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
